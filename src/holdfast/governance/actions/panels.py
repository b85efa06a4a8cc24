"""What actions put on others' pages: a navigation link, the group's panel."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from holdfast.governance.actions.models import Action
from holdfast.governance.actions.queries import ActionFilter, action_row, actions_for
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import shell, slots
from holdfast.web.shell import NavigationItem

SHOWN = 8


def _actor(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None)


def navigation(request: HttpRequest) -> NavigationItem | None:
    """A link for whoever can have actions."""
    actor = _actor(request)
    if actor is None or not (actor.may(Permission.SEE_ACTIONS) or actor.may(Permission.ANSWER_ACTIONS)):
        return None
    return NavigationItem("Actions", reverse("actions:list"), order=40)


def group_panel(request: HttpRequest, subject: Group) -> slots.Panel | None:
    """The group's open actions, the most pressing first."""
    actor = _actor(request)
    if actor is None or not actor.may(Permission.SEE_ACTIONS, subject.pk):
        return None
    today = clock.today()
    open_ones = actions_for(actor, ActionFilter(group_id=subject.pk))
    rows = [action_row(action, today) for action in open_ones[: SHOWN + 1]]
    context = {
        "rows": rows[:SHOWN],
        "has_more": len(rows) > SHOWN,
        "group": subject,
        "may_allocate": actor.may(Permission.ALLOCATE_ACTIONS, subject.pk),
        "overdue": Action.objects.filter(group=subject, state="open", due_on__lt=today).count(),
    }
    return slots.Panel("actions/_group.html", context)


def register() -> None:
    """Offer all of it; called when the app is ready."""
    shell.navigation_item(navigation)
    slots.group.register(group_panel, order=40)
