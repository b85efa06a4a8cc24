"""Which children somebody sees by role; restricted records are kept from the rest by the database itself."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from holdfast.casework.children.reach import reached_by
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

NONE = Q(pk__in=[])


def sees_all(actor: Actor) -> bool:
    """Whether the actor keeps all records that are not restricted."""
    return actor.may(Permission.SEE_CHILDREN)


def children_seen_by(actor: Actor) -> Q:
    """The condition on children by which the actor sees them: all, or each for a reason."""
    if sees_all(actor):
        return Q()
    seen = NONE
    if actor.may(Permission.SEE_CASES):
        seen |= Q(pk__in=_granted(actor))
    if actor.may(Permission.RECORD_ON_CHILD):
        # Those who bring what their agency knows. A guardian keeps restricted records, and needs no others.
        seen |= Q(pk__in=_of_own_agency(actor))
    for ids in reached_by(actor):
        seen |= Q(pk__in=ids)
    return seen


def _of_own_agency(actor: Actor) -> QuerySet[Any, Any]:
    today = clock.today()
    now = Q(from_on__lte=today) & (Q(to_on=None) | Q(to_on__gte=today))
    rows = apps.get_model("children", "Professional").objects
    return rows.filter(now, agency_id=actor.agency_id).values("child_id")


def _granted(actor: Actor) -> QuerySet[Any, Any]:
    rows = apps.get_model("children", "Grant").objects
    return rows.live().filter(person_id=actor.person_id).values("child_id")
