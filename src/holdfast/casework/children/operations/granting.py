"""Giving a named person sight of a record until a day, and ending it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.http import Http404

from holdfast.casework.children.models import Child, Grant
from holdfast.casework.children.operations.entries import enter, locked_child
from holdfast.casework.children.operations.restricting import require_guardian
from holdfast.casework.children.rules.rights import assess_grant, assess_reason
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person


@transaction.atomic
def grant_access(*, by: Actor, child: Child, person: Person, to_on: date, reason: str) -> Grant:
    """Let a named person see the record until the end of a day.

    A restricted record is opened by its guardian; any other by whoever keeps the children's records. Raises
    `PermissionDenied` or `Refused`.
    """
    assess_reason(reason, "why this person needs to see the record").require()
    now = locked_child(child.pk, by)
    _require_keeper(by, now)
    assess_grant(
        is_guardian=person.pk == now.guardian_id,
        may_see_cases=_has_part(person),
        to_on=to_on,
        today=clock.today(),
    ).require()
    if Grant.objects.live().filter(child=now, person=person).exists():
        refuse("That person sees the record already. End that grant first, to make another.")
    made: Grant = Grant.objects.create(
        partnership_id=by.partnership_id, child=now, person=person, reason=reason.strip(),
        from_on=clock.today(), to_on=to_on, granted_by_id=by.person_id,
    )  # fmt: skip
    enter(now, "opened to a named person", by=by, reason=reason, after=_said(made), to=str(person.pk))
    return made


@transaction.atomic
def end_grant(*, by: Actor, grant: Grant) -> None:
    """Close the record to that person, at once. A second time changes nothing."""
    now = locked_child(grant.child_id, by)
    _require_keeper(by, now)
    row = Grant.objects.select_for_update(of=("self",)).filter(pk=grant.pk).first()
    if row is None:
        raise Http404
    if row.person_id == now.guardian_id:
        refuse("The guardian sees the record. Hand it over to another guardian instead.")
    if row.ended_at is not None:
        return
    row.ended_at, row.ended_by_id = clock.now(), by.person_id
    row.save(update_fields=["ended_at", "ended_by"])
    enter(now, "closed to a named person", by=by, before=_said(row), to=str(row.person_id))


def _require_keeper(by: Actor, child: Child) -> None:
    if child.is_restricted:
        require_guardian(by, child)
    else:
        by.require(Permission.KEEP_CHILDREN)


def _has_part(person: Person) -> bool:
    if not Person.objects.able_to_act().filter(pk=person.pk).exists():
        return False
    return actor_for(person).may(Permission.SEE_CASES)


def _said(grant: Grant) -> dict[str, str]:
    until = grant.to_on.isoformat() if grant.to_on else ""
    return {"person": str(grant.person_id), "to_on": until}
