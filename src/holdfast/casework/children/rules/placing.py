"""Where a placement lies seen from its authorities and from here, and whether the host was told in time."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from holdfast.charter.promises import Undertaking
from holdfast.kernel.clocks import Clock, Due, Period, Unit, falls_due, said_day
from holdfast.kernel.finding import Finding
from holdfast.kernel.working_days import end_of_day

if TYPE_CHECKING:
    from holdfast.charter.model import Charter

# A clause of casework that speaks of children who live in another area than their own.
PLACED = r"\bplaced\b|\bplacement"
_CODE = re.compile(r"[ENSW]\d{8}")
# Those of England with children's services; E07 is a district, whose county places children.
_PLACING = ("E06", "E08", "E09", "E10")
_EMERGENCY = Period(5, Unit.WORKING_DAY)


def assess_authority(code: str) -> Finding:
    """Whether an authority's ONS code can be one; a doubt warns, it never blocks the record."""
    if not code:
        return Finding(met=None, reason="No code was given.")
    if not _CODE.fullmatch(code):
        return Finding(
            met=False, reason=f"{code} is no ONS code: a letter and eight digits, as in E10000032."
        )
    if code.startswith("E07"):
        return Finding(met=False, reason=f"{code} is a district: its county council places children.")
    if code.startswith("E") and not code.startswith(_PLACING):
        return Finding(met=False, reason=f"{code} is not the code of an authority with children's services.")
    return Finding(met=True, reason="It is the code of an authority.")


@dataclass(frozen=True)
class Authority:
    """An authority as a placement names it."""

    name: str
    code: str = ""

    def is_one_of(self, others: Collection[Authority]) -> bool:
        """Whether it is among these: by code where both have one, otherwise by name."""
        return any(self.is_same(other) for other in others)

    def is_same(self, other: Authority) -> bool:
        """By code where both have one, otherwise by name."""
        if self.code and other.code:
            return self.code == other.code
        return self.name.strip().casefold() == other.name.strip().casefold()


def is_out_of_area(placing: Authority, host: Authority) -> bool:
    """Whether the child is placed outside the boundary of the authority that places it."""
    return not placing.is_same(host)


def is_placed_out(placing: Authority, host: Authority, own: Collection[Authority]) -> bool:
    """By one of the partnership's own authorities, outside the partnership's area."""
    return placing.is_one_of(own) and not host.is_one_of(own)


def is_placed_here(placing: Authority, host: Authority, own: Collection[Authority]) -> bool:
    """By an authority elsewhere, inside the partnership's area."""
    return host.is_one_of(own) and not placing.is_one_of(own)


def notice_due(from_on: date, *, is_emergency: bool) -> Due:
    """Until when the host authority is told: before the placement, in an emergency 5 working days on."""
    began = end_of_day(from_on)
    if is_emergency:
        return falls_due(began, _EMERGENCY)
    return Due(began, Clock.CALENDAR, f"before the placement, by {said_day(from_on)}")


def assess_notice(
    *, is_out: bool, from_on: date, is_emergency: bool, told_on: date | None, today: date
) -> Finding:
    """Whether the host authority was told of a placement from outside its area, and in time."""
    if not is_out:
        return Finding(met=None, reason="Placed in the placing authority's own area: nobody else is told.")
    due = notice_due(from_on, is_emergency=is_emergency)
    if told_on is not None:
        late = told_on > due.on
        words = f"The host authority was told on {said_day(told_on)}"
        return Finding(met=not late, reason=f"{words}, after {said_day(due.on)}." if late else f"{words}.")
    if today > due.on:
        return Finding(met=False, reason=f"The host authority was to be told by {said_day(due.on)}.")
    return Finding(met=None, reason=f"The host authority is to be told by {said_day(due.on)}.")


def assess_overlap(
    from_on: date, to_on: date | None, others: Collection[tuple[date, date | None]]
) -> Finding:
    """Whether a placement leaves the others alone; it may begin on the day on which the last one ends."""
    for began, ended in sorted(others, key=lambda pair: pair[0]):
        is_before = to_on is not None and to_on <= began
        is_after = ended is not None and ended <= from_on
        if not (is_before or is_after):
            until = f"until {said_day(ended)}" if ended else "and has not ended"
            reason = f"It overlaps the placement that began on {said_day(began)} {until}."
            return Finding(met=False, reason=f"{reason} End or correct that one first.")
    return Finding(met=True, reason="No other placement overlaps it.")


def clause_on_placed(charter: Charter) -> Undertaking | None:
    """The clause of a charter on children placed away, by which the host area is told; None without one."""
    rules = (rule for rule in charter.each(Undertaking) if rule.kind == "casework")
    return next((rule for rule in rules if re.search(PLACED, _said(rule))), None)


def _said(rule: Undertaking) -> str:
    return " ".join((rule.what, *rule.items)).casefold()
