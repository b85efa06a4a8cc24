"""Writes the `Missing` file of an SSDA903 return."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from holdfast.exchange.days import written
from holdfast.exchange.ssda903.tables import MISSING_COLUMNS

_LETTERS = {"missing": "M", "away": "A"}
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Period:
    """A period as the return wants it: whole days; `kind` is `missing` or `away`."""

    child: str
    born_on: date | None
    kind: str
    began_on: date
    ended_on: date | None


def missing_csv(periods: Iterable[Period]) -> bytes:
    """The file, in the official columns and dates; a cell that a spreadsheet would run is made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(MISSING_COLUMNS)
    for one in periods:
        born, ended = (written(day) if day else "" for day in (one.born_on, one.ended_on))
        writer.writerow([harmless(one.child), born, _LETTERS[one.kind], written(one.began_on), ended])
    return out.getvalue().encode()


def harmless(cell: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_DANGEROUS) else cell
