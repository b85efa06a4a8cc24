"""Everything that was done with the list and with levels: who, when, at which meeting, why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from holdfast.casework.children.models import Child
from holdfast.casework.risk.models import LevelChange, ListChange
from holdfast.casework.risk.operations.listing import may_keep_list
from holdfast.casework.risk.operations.striking import may_strike_level
from holdfast.governance.meetings.models import Meeting
from holdfast.kernel.clock import start_of
from holdfast.kernel.working_days import end_of_day
from holdfast.stewardship.access.actor import Actor

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Struck:
    """That an entry counts no more: since when, by whom, why."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One change of the list or of a level."""

    at: datetime
    child_id: UUID
    reference: str
    child: str
    what: str
    reason: str
    by: str
    meeting: Meeting | None
    review_on: date | None = None
    recorded_at: datetime | None = None
    id: UUID | None = None
    is_level: bool = False
    struck: Struck | None = None
    may_strike: bool = False

    @property
    def is_entered_later(self) -> bool:
        """Whether it was written down on a later day than it is dated."""
        return self.recorded_at is not None and (self.recorded_at - self.at).days >= 1


def list_history(
    actor: Actor, *, since: date | None = None, until: date | None = None, child: Child | None = None
) -> list[Happening]:
    """The changes of the list and of levels between two London days, the latest first. Two queries."""
    found = [
        *(_of_list(row, actor) for row in _rows(ListChange, actor, since, until, child)),
        *(_of_level(row, actor) for row in _rows(LevelChange, actor, since, until, child)),
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)[:LONGEST]


def _rows(
    model: Any, actor: Actor, since: date | None, until: date | None, child: Child | None
) -> Iterator[Any]:
    rows = model.objects.visible_to(actor).filter(child__merged_into=None)
    if since is not None:
        rows = rows.filter(at__gte=start_of(since))
    if until is not None:
        rows = rows.filter(at__lte=end_of_day(until))
    if child is not None:
        rows = rows.filter(child=child)
    found: Iterator[Any] = rows.select_related("child", "by", "meeting", "struck_out_by").order_by(
        "-at", "-number"
    )[:LONGEST]
    return found


def _of_list(row: ListChange, actor: Actor) -> Happening:
    return _happening(
        row, row.get_kind_display(), actor, review_on=row.review_on, may_strike=may_keep_list(actor)
    )


def _of_level(row: LevelChange, actor: Actor) -> Happening:
    was = f"{row.get_before_display().lower()} to " if row.before else ""
    said = f"{row.get_area_display()}: {was}{row.get_level_display().lower()}"
    more = [row.circumstances, "provisional" if row.is_provisional else ""]
    if row.before == row.level:
        said = f"{row.get_area_display()}: {row.get_level_display().lower()} {_again(row)}"
    what = ", ".join(part for part in (said, *more) if part)
    return _happening(row, what, actor, is_level=True, may_strike=may_strike_level(actor, row))


def _again(row: LevelChange) -> str:
    return "again" if row.is_provisional else "confirmed"


def _happening(row: Any, what: str, actor: Actor, *, may_strike: bool, **more: Any) -> Happening:
    """What was struck out may be about another child: only who decides reads why it was entered."""
    is_struck = row.struck_out_at is not None
    by = row.struck_out_by.name if row.struck_out_by else ""
    return Happening(
        at=row.at,
        child_id=row.child_id,
        reference=row.child.reference,
        child=row.child.name,
        what=what,
        reason="" if is_struck and not may_keep_list(actor) else row.reason,
        by=row.by.name if row.by else "",
        meeting=row.meeting,
        recorded_at=row.recorded_at,
        id=row.pk,
        struck=Struck(row.struck_out_at, by, row.struck_out_reason) if is_struck else None,
        may_strike=may_strike and not is_struck,
        **more,
    )
