"""Reads a list of filled tools, as JSON or CSV, into plain rows; what cannot be read is said, row by row."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

LARGEST_FILE = 2_000_000
MOST_ROWS = 2_000
# Columns of the list; in CSV every other column is an item's key.
COLUMNS = (
    "tool", "version", "child", "given_names", "family_name", "birth_on", "known_by", "learning_disability",
    "area", "sender_name", "sender_agency", "worries", "child_words", "judged_level", "judged_reason",
    "immediate", "front_door_told", "front_door_how", "front_door_whom",
)  # fmt: skip
_YES: dict[str, bool | None] = dict.fromkeys(("yes", "y", "true", "1"), True)
_YES |= dict.fromkeys(("no", "n", "false", "0"), False)
_YES |= dict.fromkeys(("", "not known", "not-known", "null", "none"))


class UnreadableList(Exception):
    """The file as a whole is no list of filled tools; the message is the sentence that the user reads."""


@dataclass
class FilledRow:
    """One row: its number as people count, texts by column, answers by item; `faults` in sentences."""

    number: int
    texts: dict[str, str] = field(default_factory=dict)
    answers: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    def truth(self, name: str) -> bool | None:
        """Yes, no, or not said; anything else is a fault."""
        said = self.text(name).lower()
        if said not in _YES:
            self.faults.append(f"{name}: write yes or no, not “{said[:40]}”.")
        return _YES.get(said)

    def day(self, name: str) -> date | None:
        """A date as 2011-02-28 or 28/02/2011; anything else is a fault."""
        said = self.text(name)
        try:
            return _day(said) if said else None
        except (ValueError, OverflowError):
            self.faults.append(f"{name}: write the date as 2011-02-28 or 28/02/2011, not “{said[:40]}”.")
            return None


def _day(said: str) -> date:
    if "/" not in said:
        return date.fromisoformat(said)
    day, month, year = (int(part) for part in said.split("/"))
    return date(year, month, day)


def read_list(content: bytes) -> list[FilledRow]:
    """The rows of a file. Raises `UnreadableList`."""
    if len(content) > LARGEST_FILE:
        raise UnreadableList("The file is larger than 2 MB. Send it in parts.")
    text = decoded(content).lstrip("\ufeff")
    rows = _from_json(text) if text.lstrip()[:1] in ("[", "{") else _from_csv(text)
    if not rows:
        raise UnreadableList("The file holds no row.")
    if len(rows) > MOST_ROWS:
        raise UnreadableList(f"The file holds more than {MOST_ROWS:,} rows. Send it in parts.")
    return rows


def decoded(content: bytes) -> str:
    """Text in UTF-8, or in the Windows code page of older spreadsheets."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("windows-1252", errors="replace")
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _from_json(text: str) -> list[FilledRow]:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableList(f"The file cannot be read as JSON: {error}.") from error
    each = read.get("submissions") if isinstance(read, dict) else read
    if not isinstance(each, list) or not all(isinstance(row, dict) for row in each):
        raise UnreadableList("A JSON file holds a list of objects, one for each filled tool.")
    return [_json_row(number, row) for number, row in enumerate(each, 1)]


def _json_row(number: int, values: dict[str, Any]) -> FilledRow:
    row = FilledRow(number)
    answers = values.pop("answers", {})
    for name, value in values.items():
        if name not in COLUMNS:
            row.faults.append(f"{name[:60]} is no column that is known here.")
        elif not isinstance(value, str | int | bool | None):
            row.faults.append(f"{name}: write one text, not a list or a table.")
        else:
            row.texts[name] = "" if value is None else _plain(str(value))
    if not isinstance(answers, dict):
        row.faults.append("answers: write an item's key and its answer, for each item.")
        return row
    for key, value in answers.items():
        given = value if isinstance(value, list) else [value]
        row.answers[_plain(str(key))[:60]] = [_plain(str(one))[:60] for one in given]
    return row


def _from_csv(text: str) -> list[FilledRow]:
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise UnreadableList(f"The file cannot be read as CSV: {error}.") from error
    heads = [head.strip().lower() for head in read[0]] if read else []
    if "tool" not in heads:
        raise UnreadableList("The first line must name the columns, one of them “tool”.")
    if twice := {head for head in heads if head and heads.count(head) > 1}:
        raise UnreadableList(f"These columns stand twice: {', '.join(sorted(twice))}.")
    return [
        _csv_row(number, dict(zip(heads, cells, strict=False)), extra=len(cells) - len(heads))
        for number, cells in enumerate(read[1:], 2)
        if any(cell.strip() for cell in cells)
    ]


def _csv_row(number: int, cells: dict[str, str], *, extra: int) -> FilledRow:
    row = FilledRow(number)
    if extra > 0:
        row.faults.append("The row has more cells than there are columns.")
    for head, cell in cells.items():
        said = _plain(cell)
        if head in COLUMNS:
            row.texts[head] = said
        elif head and said:
            row.answers[head[:60]] = said.replace(";", " ").split()
    return row


def _plain(text: str) -> str:
    """Without what a database cannot keep or a page cannot show."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t").strip()
