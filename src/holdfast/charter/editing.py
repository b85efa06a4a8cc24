"""Changes one clause of a charter file and leaves every other line of it as it stands."""

import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .lines import span_of_each
from .place import Path
from .words import plain

_SIGNS = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
OWN = ("id", "says")


class NotByClause(ValueError):
    """The file is written so that its clauses cannot be told apart by lines."""


@dataclass(frozen=True)
class Block:
    """One clause as it stands in the file: where (lines counted from 1, the last included) and what."""

    clause: str
    first: int
    last: int
    header: str
    wording: str
    rule: str


@dataclass(frozen=True)
class Edited:
    """The whole text after a change, and the line on which the rule of the changed clause begins."""

    text: str
    rule_line: int


def blocks(text: str, key: str) -> dict[str, Block]:
    """The clauses of the group with this key, in order, by id. The text is one that `load` accepts.

    Raises `NotByClause` where clauses do not stand in lines of their own, as in `clause = [{ id = … }]`.
    """
    group, prefix = _group(text, key)
    lines = _Lines(text)
    found = (lines.block((*prefix, number), clause) for number, clause in enumerate(group.get("clause", ())))
    return {block.clause: block for block in found}


def with_clause(text: str, key: str, clause: str, *, wording: str, rule: str) -> Edited:
    """The text with another wording and rule for a clause."""
    block = blocks(text, key)[clause]
    made = _written(block.header, clause, wording, rule)
    lines = text.split("\n")
    whole = [*lines[: block.first - 1], *made.text.split("\n"), *lines[block.last :]]
    return Edited("\n".join(whole), block.first - 1 + made.rule_line)


def with_new_clause(
    text: str, key: str, clause: str, *, wording: str, rule: str, after: str | None = None
) -> Edited:
    """The text with one clause more, after another or else at the end of the group's clauses."""
    there = blocks(text, key)
    before = there[after] if after is not None else list(there.values())[-1]
    made = _written(before.header, clause, wording, rule)
    lines = text.split("\n")
    whole = [*lines[: before.last], "", *made.text.split("\n"), *lines[before.last :]]
    return Edited("\n".join(whole), before.last + 1 + made.rule_line)


def without_clause(text: str, key: str, clause: str) -> str:
    """The text without a clause; comments before and after it stay."""
    block = blocks(text, key)[clause]
    lines = text.split("\n")
    rest = lines[block.last :]
    while rest and not rest[0].strip():
        rest.pop(0)
    return "\n".join([*lines[: block.first - 1], *rest])


def with_version(text: str, key: str, version: str) -> str:
    """The text with another version stated for the group."""
    group, prefix = _group(text, key)
    head = prefix[:-1]
    lines, words = _Lines(text), text.split("\n")
    stated = f"version = {quoted(version)}"
    if "version" in group:
        first, last = lines.span((*head, "version"))
        words[first - 1 : last] = [stated]
    else:
        name = "key" if "key" in group else "group"
        words.insert(lines.span((*head, name))[1], stated)
    return "\n".join(words)


def quoted(text: str) -> str:
    """A text as a TOML string on one line."""
    return '"' + "".join(_SIGNS.get(sign, sign) for sign in text) + '"'


def _written(header: str, clause: str, wording: str, rule: str) -> Edited:
    head = [header, f"id = {quoted(clause)}", f"says = {quoted(wording)}"]
    body = rule.replace("\r\n", "\n").strip("\n")
    if body.lstrip().startswith("["):
        head.append("")
    return Edited("\n".join([*head, *([body] if body else [])]), len(head) + 1)


def _group(text: str, key: str) -> tuple[dict[str, Any], Path]:
    """The raw group, and the path of its clauses."""
    raw = tomllib.loads(text)
    groups = raw.get("group")
    if not isinstance(groups, list):
        return raw, ("clause",)
    for number, group in enumerate(groups):
        if plain(str(group.get("key", ""))) == plain(key):
            return group, ("group", number, "clause")
    raise KeyError(key)


class _Lines:
    """The lines of a text, and which of them belong to what."""

    def __init__(self, text: str) -> None:
        self.words = text.split("\n")
        self.spans = span_of_each(text)
        self.order = sorted(
            ((span, path) for path, span in self.spans.items()), key=lambda found: found[0][0]
        )
        self.firsts = [span[0] for span, _ in self.order]

    def span(self, path: Path) -> tuple[int, int]:
        """The first and the last line of what stands at a path."""
        if path not in self.spans:
            raise NotByClause(path)
        return self.spans[path]

    def block(self, path: Path, clause: dict[str, Any]) -> Block:
        """One clause, without the comments that follow it."""
        first, _ = self.span(path)
        last = self._last(path, first)
        header = self.words[first - 1].strip()
        if not header.startswith("[["):
            raise NotByClause(path)
        own = {line for name in OWN for line in self._lines_of((*path, name))}
        rest = [self.words[line - 1] for line in range(first + 1, last + 1) if line not in own]
        rule = "\n".join(rest).strip("\n")
        return Block(clause["id"].strip(), first, last, header, clause["says"].strip(), rule)

    def _last(self, path: Path, first: int) -> int:
        last = first
        for span, other in self.order[bisect_left(self.firsts, first) :]:
            if other[: len(path)] == path:
                last = max(last, span[1])
            elif span[0] > first:
                break
        return last

    def _lines_of(self, path: Path) -> Iterator[int]:
        first, last = self.span(path)
        yield from range(first, last + 1)
