"""Compares the rows of one child with each other, by whole days."""

from __future__ import annotations

from collections.abc import Sequence

from holdfast.exchange.contradictions import Period, name_contradictions
from holdfast.exchange.ssda903.tables import MissingRow


def judge_child(rows: Sequence[MissingRow]) -> None:
    """Write what contradicts another row into both of them. A period may begin on the day another ends."""
    if len(rows) < 2 or not rows[0].child:
        return
    name_contradictions([period for row in rows if (period := _period(row)) is not None])


def _period(row: MissingRow) -> Period | None:
    if row.began_on is None or not row.is_period:
        return None
    says = (row.kind, row.began_on, row.ended_on)
    return Period(row, says, row.began_on, row.ended_on, (row.began_on, row.ended_on))
