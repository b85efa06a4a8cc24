"""Compares rows with care episodes: was the child in care then, did the period outlast the placement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from holdfast.exchange.days import written
from holdfast.exchange.ssda903.tables import CareEpisode, MissingRow


def judge_care(rows: Sequence[MissingRow], care: Sequence[CareEpisode]) -> None:
    """Write into each row of one child what its care episodes (in order of their starts) say against it."""
    for row in rows:
        if not row.child:
            continue
        if not care:
            row.add("no-care-episodes", "The child has no row in the episodes file.")
        elif row.is_period and row.began_on is not None:
            _judge_period(row, row.began_on, care)


def _judge_period(row: MissingRow, began: date, care: Sequence[CareEpisode]) -> None:
    """A day on which one placement ends and another begins belongs to both."""
    at_start = [one for one in care if one.from_on <= began and (one.to_on is None or began <= one.to_on)]
    if not at_start:
        _say_not_in_care(row, began, care)
        return
    if any(one.to_on is None for one in at_start):
        return
    last = max(one.to_on for one in at_start if one.to_on)
    if row.ended_on is None or row.ended_on > last:
        words = f"It goes on after the placement in which it began ended on {written(last)}."
        row.add("outruns-placement", words)


def _say_not_in_care(row: MissingRow, began: date, care: Sequence[CareEpisode]) -> None:
    before = [one.to_on for one in care if one.to_on and one.to_on < began]
    if before:
        row.add("after-care", f"It starts after care ended on {written(max(before))}.")
    else:
        row.add("before-care", f"It starts before care began on {written(care[0].from_on)}.")
