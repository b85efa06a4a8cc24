"""Judges an SSDA903 return row by row: every fault is named, and none keeps others from being judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from holdfast.exchange.days import CollectionYear, birthday, british_day, written
from holdfast.exchange.ssda903.against_care import judge_care
from holdfast.exchange.ssda903.against_header import judge_header, judge_pupil_numbers
from holdfast.exchange.ssda903.between_rows import judge_child
from holdfast.exchange.ssda903.tables import TYPES, MissingRow, Return

# A file that spreads over many years has no collection year that its rows could fall before.
_SHARE_OF_ONE_YEAR = 2 / 3


def judge(given: Return, today: date, year: CollectionYear | None = None) -> CollectionYear | None:
    """Write its problems into every row of the return, and say which collection year was assumed, if any.

    `today` bounds what can have happened; `year` is the collection year, else the one of most starts.
    """
    for row in given.missing:
        _read(row)
    year = year or collection_year_of(given)
    by_child: dict[str, list[MissingRow]] = defaultdict(list)
    for row in given.missing:
        _judge_alone(row, today, year)
        by_child[row.child].append(row)
    if given.header is not None:
        judge_pupil_numbers(given.header.values())
    for child, rows in by_child.items():
        judge_child(rows)
        if given.header is not None:
            judge_header(rows, given.header.get(child))
        if given.care is not None:
            judge_care(rows, given.care.get(child, ()))
    return year


def collection_year_of(given: Return) -> CollectionYear | None:
    """The year that at least two thirds of the starts fall into; None where they spread."""
    starts = Counter(CollectionYear.of(row.began_on) for row in given.missing if row.began_on)
    if not starts:
        return None
    year, count = max(starts.items(), key=lambda pair: (pair[1], pair[0].first))
    return year if count >= _SHARE_OF_ONE_YEAR * starts.total() else None


def _read(row: MissingRow) -> None:
    row.kind = row.kind.upper()
    row.born_on, row.began_on = british_day(row.birth), british_day(row.start)
    row.ended_on = british_day(row.end)


def _judge_alone(row: MissingRow, today: date, year: CollectionYear | None) -> None:
    if not row.child:
        row.add("child-missing", "The row does not say which child it is about.")
    _judge_birth(row)
    if not row.kind:
        row.add("type-missing", "The type is blank: it must be M (missing) or A (away).")
    elif row.kind not in TYPES:
        row.add("type-bad", f"The type is {row.kind[:20]!r}: it must be M (missing) or A (away).")
    if row.end and row.ended_on is None:
        row.add("end-bad", f"The end, {row.end[:20]!r}, is not a date such as 03/03/2026.")
    if row.began_on is None:
        _say_no_start(row)
    else:
        _judge_start(row, row.began_on, today, year)


def _judge_birth(row: MissingRow) -> None:
    if not row.birth:
        row.add("birth-missing", "The date of birth is blank.")
    elif row.born_on is None:
        row.add("birth-bad", f"The date of birth, {row.birth[:20]!r}, is not a date such as 03/03/2010.")


def _say_no_start(row: MissingRow) -> None:
    if not row.start:
        row.add("start-missing", "The start is blank.")
    else:
        row.add("start-bad", f"The start, {row.start[:20]!r}, is not a date such as 03/03/2026.")


def _judge_start(row: MissingRow, began: date, today: date, year: CollectionYear | None) -> None:
    if began > today:
        row.add("start-in-future", f"It starts on {written(began)}, which has not come yet.")
    if row.ended_on and row.ended_on < began:
        row.add("end-before-start", f"It ends on {written(row.ended_on)}, before it starts.")
    if row.born_on and began <= row.born_on:
        row.add("start-before-birth", "It starts on or before the day the child was born.")
    elif row.born_on and not row.end:
        _judge_open(row, row.born_on, min(today, year.last) if year else today)
    if year and began < year.first:
        row.add("before-year", f"It starts before the collection year {year} began on {written(year.first)}.")
    if year and began > year.last:
        row.add("after-year", f"It starts after the collection year {year} ended on {written(year.last)}.")


def _judge_open(row: MissingRow, born_on: date, until: date) -> None:
    grown = birthday(born_on, 18)
    if grown <= until:
        row.add("open-past-18", f"It is still open after the 18th birthday on {written(grown)}.")
