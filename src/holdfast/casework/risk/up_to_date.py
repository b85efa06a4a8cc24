"""That the list was brought up to date after a meeting: what the terms ask of the list after each meeting."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from holdfast.casework.risk.models import ListUpdate
from holdfast.casework.risk.rules.terms import is_the_list
from holdfast.charter.promises import Undertaking
from holdfast.governance.room.hooks import shows_after_meeting
from holdfast.governance.room.promises import PASSED_ON
from holdfast.groups.charters import charter_in_force
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import said_day
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.promises import Proof
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import slots


def register() -> None:
    """Offer it; called when the app is ready."""
    shows_after_meeting.register(_updates)
    slots.obligation.register(_way_to_the_list)


def _way_to_the_list(request: HttpRequest, subject: Obligation) -> slots.Panel | None:
    """On the page of what is owed: where the list is, for whoever keeps it."""
    actor: Actor | None = getattr(request, "actor", None)
    if subject.kind != PASSED_ON.key or actor is None or not actor.may(Permission.KEEP_LIST):
        return None
    charter = charter_in_force(subject.group_id, clock.today())
    rules = charter.each(Undertaking) if charter else ()
    is_ours = any(rule.clause == subject.clause and is_the_list(rule) for rule in rules)
    return slots.Panel("risk/_owed.html", {"is_open": subject.met_at is None}) if is_ours else None


def _updates(rule: Undertaking, meetings: Collection[UUID]) -> Mapping[UUID, Proof]:
    if not is_the_list(rule):
        return {}
    rows = ListUpdate.objects.filter(meeting_id__in=list(meetings)).values_list("meeting_id", "pk", "at")
    return {
        meeting_id: Proof("risk.listupdate", pk, f"The list was up to date on {_day(at)}", at)
        for meeting_id, pk, at in rows
    }


def _day(at: datetime) -> str:
    return said_day(at.astimezone(LONDON).date())
