"""Reads the files of an import into rows, whichever kind it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from holdfast.exchange.days import CollectionYear
from holdfast.exchange.episodes.judging import judge_together
from holdfast.exchange.episodes.maps import map_from
from holdfast.exchange.episodes.reading import read_sheet, sheet_for
from holdfast.exchange.episodes.sheets import open_sheets
from holdfast.exchange.from_return import incoming_rows as rows_of_return
from holdfast.exchange.from_sheet import incoming_rows as rows_of_sheet
from holdfast.exchange.incoming import Incoming
from holdfast.exchange.ssda903.judging import judge
from holdfast.exchange.ssda903.reading import read_return
from holdfast.exchange.ssda903.tables import HeaderRow
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse

MOST_ROWS = 1_000_000


@dataclass(frozen=True)
class ReadFile:
    """The rows, in the order of the file, and what is to be said of the file as a whole."""

    rows: Sequence[Incoming]
    year: str = ""
    sheet: str = ""
    questions: Sequence[Mapping[str, Any]] = ()
    header: Sequence[HeaderRow] = field(default_factory=tuple)
    may_add: bool = True


def read_files(kind: str, files: Mapping[str, bytes], year: str, data: Mapping[str, Any]) -> ReadFile:
    """The rows of the files by part: `missing`, `header`, `episodes`, or `list` with the map in `data`."""
    found = _read_return(files, year) if kind == "ssda903" else _read_list(files["list"], data)
    if len(found.rows) > MOST_ROWS:
        refuse(f"This file has more than {MOST_ROWS:,} rows. Split it into parts.")
    return found


def _read_return(files: Mapping[str, bytes], year: str) -> ReadFile:
    given = read_return(files["missing"], files.get("header"), files.get("episodes"))
    assumed = judge(given, clock.today(), collection_year(year) if year else None)
    header = tuple(given.header.values()) if given.header is not None else ()
    return ReadFile(list(rows_of_return(given)), str(assumed or ""), header=header)


def collection_year(text: str) -> CollectionYear:
    """The year that somebody names; `Refused` for anything else."""
    try:
        return CollectionYear.parse(text)
    except ValueError as why:
        refuse(f"{text} is no collection year: {why}.")


def _read_list(content: bytes, data: Mapping[str, Any]) -> ReadFile:
    by = map_from(data)
    found = read_sheet(sheet_for(open_sheets(content), by), by, clock.now())
    judge_together(found.rows)
    questions = [
        {"code": one.code, "sentence": one.sentence, "examples": list(one.examples)}
        for one in found.questions
    ]
    rows = list(rows_of_sheet(found.rows))
    return ReadFile(rows, sheet=found.sheet, questions=questions, may_add=by.new_children == "add")
