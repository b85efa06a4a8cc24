"""What escalation puts on others' pages: a group's tab, a line on the home page, an obligation's panel."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from holdfast.groups.models import Group
from holdfast.groups.tabs import Tab, group_tab
from holdfast.obligations.escalation.models import Escalation
from holdfast.obligations.escalation.operations.deciding import may_decide
from holdfast.obligations.escalation.queries import number_waiting
from holdfast.obligations.ledger.models import Obligation
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import slots


def _actor(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None)


def tab(request: HttpRequest, group: Group) -> Tab | None:
    """A tab for whoever may see what went up the ladder."""
    actor = _actor(request)
    if actor is None or not actor.may(Permission.SEE_ESCALATION, group.pk):
        return None
    return Tab("escalation", "Escalation", reverse("escalation:group", args=[group.pk]), 420)


def home_panel(request: HttpRequest, subject: Any) -> slots.Panel | None:
    """How many steps wait for this person's decision; nothing when none does."""
    actor = _actor(request)
    if actor is None or not actor.may(Permission.ESCALATE):
        return None
    number = number_waiting(actor)
    if not number:
        return None
    groups = actor.groups_where(Permission.ESCALATE)
    only = next(iter(groups)) if groups is not None and len(groups) == 1 else None
    return slots.Panel("escalation/_home.html", {"number": number, "only_group": only})


def obligation_panel(request: HttpRequest, subject: Obligation) -> slots.Panel | None:
    """The steps taken about one obligation, and the button for the next."""
    actor = _actor(request)
    if actor is None or not actor.may(Permission.SEE_ESCALATION, subject.group_id):
        return None
    steps = list(Escalation.objects.visible_to(actor).filter(obligation=subject).order_by("proposed_at"))
    may_propose = (
        may_decide(actor, subject.group_id, subject)
        and subject.ended_at is None
        and subject.missed_told_at is not None
        and not any(step.state == Escalation.State.PROPOSED for step in steps)
    )
    if not steps and not may_propose:
        return None
    return slots.Panel(
        "escalation/_obligation.html", {"steps": steps, "obligation": subject, "may_propose": may_propose}
    )


def register() -> None:
    """Offer all of it; called when the app is ready."""
    group_tab(tab)
    slots.home.register(home_panel, order=16)
    slots.obligation.register(obligation_panel, order=20)
