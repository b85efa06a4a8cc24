"""The reports that a group owes: each month, quarter or year, or for each meeting of a Board."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from holdfast.charter.promises import Report
from holdfast.charter.words import plain
from holdfast.kernel.clocks import Clock, Due, falls_due, said_day
from holdfast.kernel.finding import listed
from holdfast.kernel.working_days import end_of_day
from holdfast.obligations.duties.calendar import BoardDates, Calendar
from holdfast.obligations.duties.chains import chain_of, same_in
from holdfast.obligations.duties.laying import Rhythm, Span, by_calendar, length_of
from holdfast.obligations.ledger.kinds import Kind
from holdfast.obligations.ledger.promises import NOBODY, Party, Promise
from holdfast.obligations.ledger.versions import Version

if TYPE_CHECKING:
    from holdfast.charter.model import Charter

REPORT = Kind(key="report", title="Reports", keeps=("report",), may_be_stated=True)

_DAY = timedelta(days=1)


def reports_owed(calendar: Calendar, version: Version, charter: Charter) -> Iterator[Promise]:
    """Every report of one version, up to the first that begins after the calendar's end."""
    for report in charter.each(Report):
        chain = chain_of(calendar.versions, version, same_in(report, _key))
        if report.every is not None:
            rhythms = [Rhythm(one.from_on, length_of(made.every)) for one, made in chain if made.every]
            for span in by_calendar(rhythms, calendar.until_on):
                yield from _owed(calendar, charter, report, span)
        if report.each_meeting_of is not None:
            for board in calendar.boards_meant(charter, report.each_meeting_of):
                for span in _between_meetings(board, chain[0][0].from_on):
                    yield from _owed(calendar, charter, report, span, board)


def _key(report: Report) -> tuple[object, ...]:
    """What tells apart the reports of one clause, however often each of them is made."""
    unit = report.every.unit if report.every else None
    return (tuple(map(plain, report.to)), unit, report.each_meeting_of)


def _between_meetings(board: BoardDates, since: date) -> Iterator[Span]:
    """The days from the Board's meeting before, or from when the terms asked for it, to its next."""
    first = since
    for day in board.days:
        if day >= since:
            yield Span(first, day)
            first = day + _DAY


def _owed(
    calendar: Calendar, charter: Charter, report: Report, span: Span, board: BoardDates | None = None
) -> Iterator[Promise]:
    for owner in calendar.directory.parties(charter, report.by):
        yield Promise(
            kind=REPORT.key,
            clause=report.clause,
            cause_id=calendar.group_id,
            occasion=_occasion(report, span, board),
            owner=owner,
            owed_to=_receiver(calendar, charter, report, board),
            says=f"Report {_to_whom(charter, report)} {_for_what(span, board)}",
            began_at=span.began_at,
            began_with="the Board's meeting before" if board else "the start of the time it is on",
            due=_due(report, span, board),
            period=str(report.within or report.every or ""),
        )


def _occasion(report: Report, span: Span, board: BoardDates | None) -> str:
    to = " ".join(sorted(map(plain, report.to)))[:100]
    if board is not None:
        return f"to {to} for the meeting of {board.id} on {span.last}"
    return f"to {to} by the {report.every.unit if report.every else ''} from {span.first}"


def _due(report: Report, span: Span, board: BoardDates | None) -> Due:
    if report.within is not None:
        return falls_due(end_of_day(span.last), report.within)
    which = "the day on which the Board meets" if board else "the last day of the time it is on"
    words = f"to the end of {said_day(span.last)}, {which}"
    return Due(end_of_day(span.last), Clock.CALENDAR, words)


def _receiver(calendar: Calendar, charter: Charter, report: Report, board: BoardDates | None) -> Party:
    if board is not None:
        return Party(body=board.name)
    if not report.to:
        return NOBODY
    if len(report.to) == 1:
        return calendar.directory.party(charter, report.to[0])
    return Party(body=listed([_name(charter, word) for word in report.to])[:200])


def _to_whom(charter: Charter, report: Report) -> str:
    to = f"to {listed([_name(charter, word) for word in report.to])}" if report.to else ""
    return f"{to} through {_name(charter, report.via)}" if report.via else to


def _name(charter: Charter, word: str) -> str:
    body = charter.body_by_key.get(plain(word))
    return (body and body.name) or charter.neighbours.get(plain(word), word)


def _for_what(span: Span, board: BoardDates | None) -> str:
    if board is not None:
        return f"for its meeting on {said_day(span.last)}"
    if span.first.day == 1 and (span.last + _DAY).day == 1 and span.first.month == span.last.month:
        return f"for {span.first:%B %Y}"
    return f"for {span.first.day} {span.first:%B %Y} to {span.last.day} {span.last:%B %Y}"
