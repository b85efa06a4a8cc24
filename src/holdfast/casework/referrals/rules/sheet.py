"""Reads referrals from a CSV or JSON file: each row as it may be taken in, or every fault it has. Pure."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

MOST_ROWS = 5_000
LARGEST = 5_000_000
LONGEST = 10_000
NEEDED = ("given_names", "family_name", "concern", "referrer_name", "referrer_agency")
COLUMNS = (
    "reference", "received_on", *NEEDED, "birth_on", "number", "areas", "voice", "immediate_harm",
    "referrer_role", "referrer_email", "referrer_telephone",
)  # fmt: skip
_LIMITS = {"concern": LONGEST, "voice": LONGEST, "reference": 100, "number": 80, "referrer_role": 120}
_LIMITS |= {"referrer_telephone": 40, "referrer_email": 254}
_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"", "no", "n", "false", "0"})
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


class Unreadable(Exception):
    """The file as a whole cannot be read; the message says why."""


@dataclass(frozen=True)
class Problem:
    """One fault of one row: a code that never changes, and a sentence."""

    code: str
    says: str


@dataclass(frozen=True)
class Row:
    """One referral of a file; `number` counts from 1 after the heading."""

    number: int
    texts: dict[str, str]
    received_on: date | None = None
    birth_on: date | None = None
    areas: tuple[str, ...] = ()
    is_immediate_harm: bool = False
    problems: tuple[Problem, ...] = field(default=())

    @property
    def key(self) -> str:
        """By what it is known again: the sender's reference, else all that it says."""
        if self.texts["reference"]:
            return self.texts["reference"]
        said = "|".join(self.texts[name] for name in COLUMNS)
        return "said " + sha256(said.encode()).hexdigest()[:32]


def read_rows(content: bytes, areas: dict[str, str], today: date) -> list[Row]:
    """Every row of the file. `areas` are the areas of risk by key, with their words.

    Raises `Unreadable` for what is no table of referrals at all.
    """
    if len(content) > LARGEST:
        raise Unreadable("The file is larger than 5 MB. Send it in parts.")
    text = _decoded(content)
    raw = _of_json(text) if text.lstrip()[:1] in ("[", "{") else _of_csv(text)
    if len(raw) > MOST_ROWS:
        raise Unreadable(f"The file has more than {MOST_ROWS:,} rows. Send it in parts.")
    by_words = {words.casefold(): key for key, words in areas.items()} | {key: key for key in areas}
    return [_row(number, one, by_words, today) for number, one in enumerate(raw, 1)]


def _decoded(content: bytes) -> str:
    if b"\x00" in content:
        raise Unreadable("This is not a text file. Save the sheet as CSV, then send that.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _of_json(text: str) -> list[dict[str, str]]:
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as fault:
        raise Unreadable("This is not valid JSON.") from fault
    rows = found.get("referrals") if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unreadable("Expected a list of referrals, each an object with names and values.")
    return [{_name(key): _said(value) for key, value in row.items()} for row in rows]


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(str(each) for each in value)
    return "" if value is None else str(value)


def _of_csv(text: str) -> list[dict[str, str]]:
    csv.field_size_limit(LARGEST)
    first = text.split("\n", 1)[0]
    lines = list(
        csv.reader(
            io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ","
        )
    )
    heads = [_name(cell) for cell in lines[0]] if lines else []
    missing = [name for name in NEEDED if name not in heads]
    if missing:
        raise Unreadable("These columns are missing: " + ", ".join(missing) + ".")
    return [dict(zip(heads, line, strict=False)) for line in lines[1:] if any(cell.strip() for cell in line)]


def _name(head: object) -> str:
    return re.sub(r"[\s_-]+", "_", str(head).strip().casefold())


def _row(number: int, raw: dict[str, str], areas: dict[str, str], today: date) -> Row:
    texts = {name: _cell(raw.get(name, "")) for name in COLUMNS}
    faults: list[Problem] = [
        Problem("missing", f"{name.replace('_', ' ')} is empty") for name in NEEDED if not texts[name]
    ]
    for name, text in texts.items():
        if len(text) > _LIMITS.get(name, 200):
            faults.append(Problem("too-long", f"{name.replace('_', ' ')} is too long"))
    received = _day(texts["received_on"], "received on", today, faults)
    born = _day(texts["birth_on"], "birth on", today, faults)
    if born and born > (received or today):
        faults.append(Problem("born-after", "the birth date is after the day of the referral"))
    harm = texts["immediate_harm"].casefold()
    if harm not in _YES | _NO:
        faults.append(Problem("immediate-harm", "immediate harm is neither yes nor no"))
    known = _areas(texts["areas"], areas, faults)
    return Row(number, texts, received, born, known, harm in _YES, tuple(faults))


def _cell(text: str) -> str:
    """A cell without control characters, or what a spreadsheet puts before text that looks like a formula."""
    kept = "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32)
    return kept.strip().removeprefix("'").strip()


def _day(text: str, what: str, today: date, faults: list[Problem]) -> date | None:
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        parts = [int(part) for part in found.groups() if part] if found else []
        day = date(*parts) if found and found[1] else date(*reversed(parts))
    except (ValueError, TypeError):
        faults.append(Problem("not-a-date", f"{what} is no date such as 2026-03-31 or 31/03/2026"))
        return None
    if day > today:
        faults.append(Problem("in-future", f"{what} has not come yet"))
    return day


def _areas(text: str, known: dict[str, str], faults: list[Problem]) -> tuple[str, ...]:
    said = [each.strip() for each in text.split(";") if each.strip()]
    unknown = [each for each in said if each.casefold() not in known]
    if unknown:
        faults.append(Problem("unknown-area", f"no area of risk is called {', '.join(unknown)[:200]}"))
    return tuple(dict.fromkeys(known[each.casefold()] for each in said if each.casefold() in known))
