"""Finds the line on which each key and value of a TOML file stands, so that every fault can name it."""

import re
from bisect import bisect_right
from contextlib import suppress

from .place import Path

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE = re.compile(r"[^,\]}\s#]*(?:[ ](?=\d)[^,\]}\s#]*)?")
_KEY = re.compile(r"""[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([A-Za-z0-9_-]+))[ \t]*""")
_LONG_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}', re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')


def line_of_each(text: str) -> dict[Path, int]:
    """The line of each path in a text that `tomllib` accepts, so its grammar need not be checked again."""
    scan = _Scan(text)
    with suppress(IndexError, ValueError):  # an odd corner of TOML only costs a line number
        scan.statements()
    return scan.lines


def span_of_each(text: str) -> dict[Path, tuple[int, int]]:
    """The first and the last line of each path; of a table, of its header alone."""
    scan = _Scan(text)
    with suppress(IndexError, ValueError):
        scan.statements()
    return {path: (line, max(line, scan.ends.get(path, line))) for path, line in scan.lines.items()}


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.starts = [0] + [found.end() for found in re.finditer("\n", text)]
        self.lines: dict[Path, int] = {}
        self.ends: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}
        self.table: Path = ()

    def statements(self) -> None:
        while self.blank() and self.at < len(self.text):
            if self.text.startswith("[[", self.at):
                self.header(2)
            elif self.text[self.at] == "[":
                self.header(1)
            else:
                self.pair(self.table)

    def blank(self) -> bool:
        self.at = self.match(_BLANK).end()
        return True

    def match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self.text, self.at)
        if not found:
            raise ValueError(self.at)
        return found

    def note(self, path: Path) -> None:
        self.lines.setdefault(path, bisect_right(self.starts, self.at))

    def header(self, brackets: int) -> None:
        here = self.at
        self.at += brackets
        names = self.key()
        path = (*self.resolved(names[:-1]), names[-1])
        end, self.at = self.at + brackets, here
        self.note(path)
        if brackets == 2:
            self.counts[path] = self.counts.get(path, 0) + 1
        self.table = path + ((self.counts[path] - 1,) if path in self.counts else ())
        self.note(self.table)
        self.at = end

    def resolved(self, names: Path) -> Path:
        path: Path = ()
        for name in names:
            path += (name,)
            if path in self.counts:
                path += (self.counts[path] - 1,)
        return path

    def key(self) -> Path:
        names: list[str] = []
        while True:
            found = self.match(_KEY)
            names.append(next(part for part in found.groups() if part is not None))
            self.at = found.end()
            if self.at >= len(self.text) or self.text[self.at] != ".":
                return tuple(names)
            self.at += 1

    def pair(self, table: Path) -> None:
        here = self.at
        path = table
        names = self.key()
        after, self.at = self.at, here
        for name in names:
            path += (name,)
            self.note(path)
        self.at = after + 1
        self.value(path)
        self.ends[path] = bisect_right(self.starts, self.at - 1)

    def value(self, path: Path) -> None:
        self.blank()
        self.note(path)
        sign = self.text[self.at]
        if sign == "[":
            self.inside(path, "]")
        elif sign == "{":
            self.inside(path, "}")
        elif self.text.startswith(('"""', "'''"), self.at):
            self.at = self.match(_LONG_STRING).end()
        else:
            self.at = self.match(_STRING if sign in "\"'" else _BARE).end()

    def inside(self, path: Path, end: str) -> None:
        self.at += 1
        index = 0
        while self.blank() and self.text[self.at] != end:
            if end == "]":
                self.value((*path, index))
            else:
                self.pair(path)
            index += 1
            self.blank()
            self.at += self.text[self.at] == ","
        self.at += 1
