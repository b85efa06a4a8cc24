"""What stands on a child's overview and beside the name, and on the coordinator's first page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from holdfast.casework.children.frontdoor.models import FrontDoorUse
from holdfast.casework.children.marks import Mark
from holdfast.casework.children.models import Child
from holdfast.casework.referrals.models import Intervention, MechanismReferral, Referral
from holdfast.casework.referrals.queries.listing import LABEL, counts_for
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import slots

MOST_SHOWN = 5


def _actor(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None)


def harm_untold() -> QuerySet[Any, Any]:
    """Referrals marked immediate harm of which nobody has said that the front door was told."""
    told = FrontDoorUse.objects.filter(cause_kind=LABEL, cause_id=OuterRef("pk"))
    return Referral.objects.filter(~Exists(told), is_immediate_harm=True)


def harm_marks(actor: Actor, child_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Mark]]:
    """Children of whom immediate harm was referred and the front door, as far as is known, not told."""
    rows = harm_untold().filter(child_id__in=child_ids).values_list("child_id", flat=True)
    mark = Mark("Front door not told", "red", "a referral was marked as immediate harm")
    return dict.fromkeys(rows, (mark,))


def child_panel(request: HttpRequest, subject: Child) -> slots.Panel | None:
    """What is open for the child: services, referrals that wait, an NRM decision to come."""
    actor = _actor(request)
    if actor is None or not actor.may(Permission.SEE_CASES):
        return None
    waiting = Referral.objects.filter(child=subject, state__in=["received", "listed"])
    undecided = MechanismReferral.objects.filter(child=subject, conclusive="", withdrawn_on=None)
    context = {
        "child": subject,
        "interventions": tuple(Intervention.objects.open().filter(child=subject).select_related("provision")),
        "waiting": tuple(waiting[:MOST_SHOWN]),
        "may_refer": actor.may(Permission.REFER),
        "mechanisms": tuple(undecided.exclude(reasonable="negative")),
    }
    return slots.Panel("referrals/_child.html", context)


def home_panel(request: HttpRequest, subject: Any) -> slots.Panel | None:
    """For whoever keeps referrals: how many want triage, wait for a meeting, or are not answered."""
    actor = _actor(request)
    if actor is None or not actor.may(Permission.KEEP_REFERRALS):
        return None
    counts = counts_for(actor)
    harm = harm_untold().count()
    if not any(counts.values()) and not harm:
        return None
    return slots.Panel("referrals/_home.html", {"counts": counts, "harm": harm})
