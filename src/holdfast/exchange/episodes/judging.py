"""Judges the rows of a spreadsheet against each other: the rows of one child follow one another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from holdfast.exchange.contradictions import Period, name_contradictions
from holdfast.exchange.episodes.rows import EpisodeRow
from holdfast.kernel.clock import LONDON


def judge_together(rows: Iterable[EpisodeRow]) -> None:
    """Write what contradicts another row of the same child into both."""
    by_child: dict[str, list[EpisodeRow]] = {}
    for row in rows:
        if row.child_key:
            by_child.setdefault(row.child_key, []).append(row)
    for together in by_child.values():
        if len(together) > 1:
            _note_two_births(together)
            name_contradictions([period for row in together if (period := _period(row)) is not None])


def _note_two_births(rows: list[EpisodeRow]) -> None:
    """One child has one date of birth: rows that give different ones cannot all be about the same child."""
    if len({row.born_on for row in rows if row.born_on}) > 1:
        for row in rows:
            row.add("birth-differs", "Rows about this child give different dates of birth.")


def _period(row: EpisodeRow) -> Period | None:
    if row.began_at is None or (row.ended_at is None and not row.is_open):
        return None
    if any(problem.code == "end-before-start" for problem in row.problems):
        return None
    latest = row.began_at if row.is_began_known else row.began_at + timedelta(hours=22, minutes=59)
    says = (row.kind, row.began_at, row.is_began_known, row.ended_at, row.is_ended_known)
    return Period(row, says, latest, row.ended_at, (_day(row.began_at), _day_or_none(row.ended_at)))


def _day(at: datetime) -> date:
    return at.astimezone(LONDON).date()


def _day_or_none(at: datetime | None) -> date | None:
    return _day(at) if at else None
