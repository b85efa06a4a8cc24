"""What the ledger puts on others' pages: the way to one's list with its count, and panels of what is owed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from holdfast.groups.models import Group
from holdfast.groups.tabs import Tab, group_tab
from holdfast.kernel import clock
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.queries import owed
from holdfast.obligations.ledger.queries.rows import owed_rows
from holdfast.obligations.ledger.views.shared import held_in, tally_in
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import shell, slots
from holdfast.web.shell import NavigationItem

AT_HOME = 3
OF_GROUP = 5
OF_MEETING = 20
P = Permission


def _actor(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None)


def _can_owe(actor: Actor) -> bool:
    """Whether anything that this person may do can make them owe something, or see what is owed."""
    return any(actor.may(p) for p in (P.SEE_OWED, P.ANSWER_ACTIONS, P.SEE_AGENCY_ACTIONS, P.ATTEND))


def navigation(request: HttpRequest) -> NavigationItem | None:
    """The way to one's list, with how much is on it."""
    actor = _actor(request)
    if actor is None or not _can_owe(actor):
        return None
    count, here = tally_in(request), reverse("ledger:owed")
    if count.total >= owed.MOST:
        return NavigationItem(f"Owed ({owed.MOST}+)", here, order=5)
    return NavigationItem("Owed", here, count=count.total, order=5)


def home_panel(request: HttpRequest, subject: Any) -> slots.Panel | None:
    """How much the person owes, with the three most pressing; for who leads an agency, also its."""
    actor = _actor(request)
    if actor is None or not _can_owe(actor):
        return None
    held, now, count = held_in(request), clock.now(), tally_in(request)
    first = owed.outstanding(actor, held, owed.Whose.MINE)[:AT_HOME] if count.total else []
    leads = actor.may(P.SEE_AGENCY_ACTIONS)
    agency = owed.outstanding(actor, held, owed.Whose.AGENCY)[:AT_HOME] if leads else []
    context = {
        "tally": count,
        "rows": owed_rows(first, actor, held, now),
        "agency": actor.agency_name if leads else "",
        "of_agency": owed_rows(agency, actor, held, now),
        "chases": actor.may(P.CHASE),
    }
    return slots.Panel("ledger/_home.html", context)


def group_panel(request: HttpRequest, subject: Group) -> slots.Panel | None:
    """The most pressing of what is owed in a group."""
    actor = _actor(request)
    if actor is None or not actor.may(P.SEE_OWED, subject.pk):
        return None
    held, now = held_in(request), clock.now()
    rows = Obligation.objects.visible_to(actor, held).outstanding().filter(group=subject)
    shown = owed.in_order(rows)[: OF_GROUP + 1]
    found = owed_rows(shown, actor, held, now)
    context = {"rows": found[:OF_GROUP], "has_more": len(found) > OF_GROUP, "group": subject}
    return slots.Panel("ledger/_group.html", context)


def meeting_panel(request: HttpRequest, subject: Any) -> slots.Panel | None:
    """What is still owed because of a meeting; nothing when all of it is done."""
    actor = _actor(request)
    if actor is None or not actor.may(P.SEE_OWED, subject.group_id):
        return None
    held = held_in(request)
    rows = Obligation.objects.visible_to(actor, held).outstanding().filter(cause_id=subject.pk)
    found = owed_rows(owed.in_order(rows)[:OF_MEETING], actor, held, clock.now())
    return slots.Panel("ledger/_meeting.html", {"rows": found}) if found else None


def tab(request: HttpRequest, group: Group) -> Tab | None:
    """What the group owes, among its tabs."""
    actor = _actor(request)
    if actor is None or not actor.may(P.SEE_OWED, group.pk):
        return None
    return Tab("owed", "Owed", reverse("ledger:of-group", args=[group.pk]), 60)


def register() -> None:
    """Offer all of it; called when the app is ready."""
    shell.navigation_item(navigation)
    slots.home.register(home_panel, order=8)
    slots.group.register(group_panel, order=35)
    slots.meeting.register(meeting_panel, order=60)
    group_tab(tab)
