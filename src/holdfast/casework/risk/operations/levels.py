"""Setting a level of risk, provisional until a meeting or the chair confirms it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from holdfast.casework.children.codes import Area
from holdfast.casework.children.models import Child, RiskArea
from holdfast.casework.children.operations.restricting import is_guardian
from holdfast.casework.risk.models import Level, LevelChange
from holdfast.casework.risk.operations.locking import following_number, held
from holdfast.casework.risk.rules.levels import (
    assess_override,
    assess_provisional,
    assess_reason,
    assess_unchanged,
    assess_when,
)
from holdfast.governance.meetings.models import Meeting
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

# Who may give a provisional level: those who assess, and whoever sends or keeps a screening; besides,
# guardians on the records that they guard.
_PROVISIONAL = (Permission.ASSESS_RISK, Permission.SUBMIT_SCREENING, Permission.KEEP_SCREENING)


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """What stands behind a level: a framework and what it suggested, the child's view, what protects."""

    framework: str = ""
    suggested: str = ""
    override_reason: str = ""
    child_view: str = ""
    no_view_reason: str = ""
    protective_factors: str = ""


NO_ASSESSMENT = Assessment()


@transaction.atomic
def set_level(
    *,
    child: Child,
    area: str,
    level: str,
    circumstances: str = "",
    reason: str,
    by: Actor,
    meeting: Meeting | None = None,
    is_provisional: bool = False,
    assessment: Assessment = NO_ASSESSMENT,
    source: tuple[str, UUID] | None = None,
    at: datetime | None = None,
    seen: UUID | None = None,
) -> LevelChange:
    """Say how much danger a child is in, in one area, from `at` (UTC; now) on.

    `is_provisional`: it holds until it is confirmed, and may not lower what was. `source` is the (label, id)
    of what it came from, a screening as a rule. `seen` is the id of the level that the person was looking at.
    Raises `PermissionDenied`, or `Refused`.
    """
    _require(by, child, is_provisional)
    level, area = _known(level, area)
    assess_reason(reason, "the level is set so").require()
    assess_override(assessment.suggested, level, assessment.override_reason).require()
    child = held(child, by, unseen=source is not None)
    last = _last(child, area, level, seen=seen, at=at or clock.now(), is_provisional=is_provisional)
    made = LevelChange.objects.create(
        partnership_id=by.partnership_id, child=child, area=area, level=level,
        number=following_number(LevelChange.objects.filter(child=child, area=area)),
        before=last.level if last else "",
        circumstances=circumstances, is_provisional=is_provisional, reason=reason.strip(), meeting=meeting,
        source_kind=source[0] if source else "", source_id=source[1] if source else None,
        at=at or clock.now(), by_id=by.person_id, **vars(assessment),
    )  # fmt: skip
    _know_area(child, area, made.at)
    record(
        "set level of risk", made, by=by, group_id=meeting.group_id if meeting else None,
        child=child.reference, area=area, level=level, provisional=is_provisional,
    )  # fmt: skip
    return made


def _last(
    child: Child, area: str, level: str, *, seen: UUID | None, at: datetime, is_provisional: bool
) -> LevelChange | None:
    """The level before, once it lets another follow."""
    last: LevelChange | None = LevelChange.objects.filter(child=child, area=area).last_standing()
    assess_when(at, last.at if last else None, clock.now()).require()
    if seen is not None:
        assess_unchanged(seen, last.pk if last else None).require()
    if last is not None and is_provisional:
        assess_provisional(last.level, not last.is_provisional, level).require()
    return last


def _require(by: Actor, child: Child, is_provisional: bool) -> None:
    if not is_provisional:
        by.require(Permission.CONFIRM_LEVEL)
    elif not (any(by.may(permission) for permission in _PROVISIONAL) or is_guardian(by, child)):
        raise PermissionDenied("This needs the permission: assess the risk of a child.")


def _known(level: str, area: str) -> tuple[str, str]:
    if level not in Level.values:
        refuse("Levels are low, medium and high. Choose one of them.")
    if area not in Area.values:
        refuse("That is not an area of risk that is known here.")
    return str(Level(level).value), str(Area(area).value)


def _know_area(child: Child, area: str, at: datetime) -> None:
    """A child with a level in an area is known for that area."""
    RiskArea.objects.get_or_create(
        partnership_id=child.partnership_id,
        child=child,
        area=area,
        ended_on=None,
        defaults={"since_on": at.astimezone(LONDON).date()},
    )
