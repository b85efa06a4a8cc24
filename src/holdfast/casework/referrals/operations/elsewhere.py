"""What happens outside the meeting: access to health, and the procedures that no meeting replaces."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from holdfast.casework.children.models import Child
from holdfast.casework.referrals.models import HealthAccess, Procedure
from holdfast.casework.referrals.rules.waits import assess_seen
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


def _require_visible(by: Actor, child: Child) -> None:
    """Health staff and others record on the children whom they may see."""
    by.require(Permission.RECORD_ON_CHILD)
    if not Child.objects.visible_to(by).filter(pk=child.pk).exists():
        refuse("There is no such record.")


@transaction.atomic
def record_health_access(
    *, by: Actor, child: Child, clinic: str, need: str, referred_on: date
) -> HealthAccess:
    """Record that the child was referred to a health service."""
    _require_visible(by, child)
    if referred_on > clock.today():
        refuse("The day of the referral has not come yet.")
    made: HealthAccess = HealthAccess.objects.create(
        partnership_id=by.partnership_id,
        child=child,
        clinic=clinic.strip(),
        need=need.strip(),
        referred_on=referred_on,
        recorded_by_id=by.person_id,
    )
    record("recorded", made, by=by)
    return made


@transaction.atomic
def record_seen(*, by: Actor, access: HealthAccess, seen_on: date, fit: str = "") -> None:
    """Record the day on which the child was first seen, and whether the service fits the need."""
    now = _held(by, access)
    assess_seen(now.referred_on, seen_on, clock.today()).require()
    now.seen_on, now.fit, now.ended_on, now.ended_because = seen_on, fit, None, ""
    _save(now, "recorded as seen", by)


@transaction.atomic
def end_health_access(*, by: Actor, access: HealthAccess, ended_on: date, because: str) -> None:
    """The child will not be seen: since when, and why."""
    now = _held(by, access)
    if now.seen_on is not None:
        refuse("The child was seen: this referral did not end without it.")
    if not because.strip():
        refuse("Say why the child was not seen.")
    assess_seen(now.referred_on, ended_on, clock.today()).require()
    now.ended_on, now.ended_because = ended_on, because.strip()
    _save(now, "recorded as ended", by)


def _held(by: Actor, access: HealthAccess) -> HealthAccess:
    _require_visible(by, access.child)
    now: HealthAccess = HealthAccess.objects.select_for_update().get(pk=access.pk)
    return now


def _save(row: HealthAccess | Procedure, verb: str, by: Actor) -> None:
    row.version += 1
    row.save()
    record(verb, row, by=by)


@transaction.atomic
def record_procedure(*, by: Actor, child: Child, **stated: Any) -> Procedure:
    """Record another procedure; `stated` are the fields of `Procedure`."""
    _require_visible(by, child)
    _require_order(stated)
    made: Procedure = Procedure.objects.create(
        partnership_id=by.partnership_id, child=child, recorded_by_id=by.person_id, **stated
    )
    record("recorded", made, by=by)
    return made


@transaction.atomic
def update_procedure(*, by: Actor, procedure: Procedure, **stated: Any) -> None:
    """Say how it went on."""
    _require_visible(by, procedure.child)
    now = Procedure.objects.select_for_update().get(pk=procedure.pk)
    for name, value in stated.items():
        setattr(now, name, value)
    _require_order({name: getattr(now, name) for name in ("asked_on", "began_on", "ended_on")})
    _save(now, "changed", by)


def _require_order(stated: dict[str, Any]) -> None:
    days = [stated.get(name) for name in ("asked_on", "began_on", "ended_on")]
    given = [day for day in days if day is not None]
    if not any(days[:2]):
        refuse("Say when it was asked for, or when it began.")
    if given != sorted(given):
        refuse("The days are not in order: it is asked for, begins, then ends.")
    if given[-1] > clock.today():
        refuse("A day that has not come yet cannot be recorded as past.")
