"""Reads a charter file: everything wrong with it is reported at once, each with its line and clause."""

import re
import tomllib
from pathlib import Path
from typing import Any

from .checking import check_charters
from .clauses import read_group
from .lines import line_of_each
from .model import Charter, Document
from .place import Fault, FaultyCharter, Findings, Place

__all__ = ["FaultyCharter", "load", "load_file"]

LARGEST = 500_000
# A key of thousands of parts takes the parser hours; no charter has one of more than a few.
_DEEP_KEY = re.compile(r"""(?<![\w-])(?:[ \t]*(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.){30}""")


def load(text: str | bytes, name: str) -> Document:
    """Read a charter from its text; `name` is the file's name for messages. Raises `FaultyCharter`."""
    words = _decoded(text, name)
    raw = _parsed(words, name)
    findings = Findings(name, line_of_each(words))
    charters = _charters(raw, Place(findings))
    check_charters(charters, findings)
    if findings.faults:
        raise FaultyCharter(tuple(sorted(findings.faults, key=lambda fault: (fault.line, fault.field))))
    return Document(name=name, charters=charters)


def load_file(path: Path) -> Document:
    """Read a charter file; a missing file, a directory or bytes that are not UTF-8 are faults like others."""
    name = str(path)
    try:
        if path.is_dir():
            raise _fault(name, 0, "is a folder: expected a charter file")
        if path.is_file() and path.stat().st_size > LARGEST:
            raise _fault(name, 0, f"is too large: expected at most {LARGEST:,} bytes")
        with path.open("rb") as file:
            return load(file.read(LARGEST + 1), name)
    except FileNotFoundError:
        raise _fault(name, 0, "does not exist: expected a charter file") from None
    except (OSError, ValueError) as why:
        raise _fault(name, 0, f"cannot be read: {getattr(why, 'strerror', None) or why}") from None


def _fault(name: str, line: int, expected: str) -> FaultyCharter:
    return FaultyCharter((Fault(name, line, None, "", expected),))


def _decoded(text: str | bytes, name: str) -> str:
    if len(text) > LARGEST:
        raise _fault(name, 0, f"is too large: expected at most {LARGEST:,} bytes")
    words = text if isinstance(text, str) else _utf8(text, name)
    words = words.removeprefix("\ufeff").replace("\r\n", "\n")
    if not words.strip():
        raise _fault(name, 1, "is empty: expected a charter; `holdfast charter new` prints one to start from")
    return words


def _utf8(text: bytes, name: str) -> str:
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        line = text[: why.start].count(b"\n") + 1
        raise _fault(name, line, "is not UTF-8 text: save the file as 'UTF-8'") from None


def _parsed(text: str, name: str) -> dict[str, Any]:
    if _DEEP_KEY.search(text):
        raise _fault(name, 1, "has a key of too many parts: expected a charter")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise _fault(name, 1, "is nested too deeply: expected a charter") from None
    except ValueError as why:  # TOMLDecodeError is one; absurdly long numbers raise the plain kind
        found = re.search(r" \(at line (\d+), column \d+\)| \(at end of document\)", str(why))
        line = int(found[1]) if found and found[1] else text.count("\n") + 1 if found else 1
        message = str(why)[: found.start()] if found else str(why)
        raise _fault(name, line, f"is not TOML: {message[:300]}") from None


def _charters(raw: dict[str, Any], place: Place) -> tuple[Charter, ...]:
    groups = raw.get("group")
    if not isinstance(groups, list):
        return (read_group(raw, place, {}, {}),)
    shared: dict[str, Any] = {key: raw[key] for key in ("agency", "body") if key in raw}
    for key in raw:
        if key not in ("group", "agency", "body"):
            place.at(key).fault(
                "stands outside a group: expected only [[agency]], [[body]] and [[group]] here"
            )
    names = {
        each["key"]: str(each.get("title", each["key"]))
        for each in groups
        if isinstance(each, dict) and isinstance(each.get("key"), str)
    }
    if not groups:
        place.at("group").fault("expected at least one [[group]]")
    return tuple(read_group(each, place.at("group").at(at), shared, names) for at, each in enumerate(groups))
