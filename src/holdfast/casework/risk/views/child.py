"""A child's risk: levels, the place on the list, an assessment."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse

from holdfast.casework.children.models import Child
from holdfast.casework.children.pages import child_or_404, child_page
from holdfast.casework.risk import operations
from holdfast.casework.risk.forms import LevelForm, PlaceForm
from holdfast.casework.risk.models import LevelChange, ListChange
from holdfast.casework.risk.moments import moment_on
from holdfast.casework.risk.operations.levels import Assessment
from holdfast.casework.risk.queries.child import risk_page
from holdfast.casework.risk.queries.meetings import chosen_meeting, meeting_choices, under_way
from holdfast.casework.risk.queries.over_time import risk_over_time
from holdfast.casework.risk.rules.listing import Change
from holdfast.casework.risk.rules.terms import areas_of, circumstances_of
from holdfast.casework.risk.terms import charters_in_force
from holdfast.casework.risk.views.shared import child_form
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow

_ASSESSMENT = (
    "framework", "suggested", "override_reason", "child_view", "no_view_reason", "protective_factors",
)  # fmt: skip
_KEPT = ("level", "circumstances", "protective_factors", "child_view")

# What a change of the list is called: on its button, as its page's title, when it is done.
SAYS: dict[Change, tuple[str, str, str]] = {
    Change.JOINED: ("Put on the list", "Put on the exploitation list", "The child is on the list."),
    Change.WATCHED: (
        "Put on a watching brief", "Put on a watching brief", "The child is on a watching brief."
    ),
    Change.REDATED: ("Move the review", "Move the review of the watching brief", "The review is moved."),
    Change.RESUMED: ("Bring back to the list", "Bring back to the list", "The child is on the list."),
    Change.LEFT: ("Take off the list", "Take off the exploitation list", "The child is off the list."),
}  # fmt: skip
_ACTS = {
    Change.JOINED: operations.join_list,
    Change.WATCHED: operations.put_on_watch,
    Change.REDATED: operations.redate_watch,
    Change.RESUMED: operations.resume_listing,
    Change.LEFT: operations.leave_list,
}


@allow("GET", permission=Permission.ASSESS_RISK)
def risk(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """How much danger the child is in, since when and why, and the place on the list."""
    child = child_or_404(request, child_id, Permission.ASSESS_RISK, what="viewed risk of")
    page = risk_page(request.actor, child)
    buttons = [(change.value, SAYS[change][0]) for change in page.changes]
    return child_page(
        request, child, "risk/risk.html", "risk", page=page, buttons=buttons, over_time=risk_over_time(child)
    )


@allow("GET", "POST", permission=Permission.ASSESS_RISK)
def assessment(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Set a level in one area, with what stands behind it."""
    child = child_or_404(request, child_id, Permission.ASSESS_RISK, what="assessed risk of")

    def act(sent: dict[str, Any]) -> None:
        meeting = chosen_meeting(request.actor, sent.get("meeting", ""))
        operations.set_level(
            child=child, area=sent["area"], level=sent["level"], reason=sent["reason"], by=request.actor,
            circumstances=sent.get("circumstances", ""),
            assessment=Assessment(**{name: sent[name] for name in _ASSESSMENT}),
            meeting=meeting, at=moment_on(sent["on"], meeting), seen=_seen(sent),
            is_provisional=sent.get("is_provisional", "yes") == "yes",
        )  # fmt: skip

    charters = charters_in_force()
    form = LevelForm(
        request.POST or None, areas=areas_of(charters), circumstances=circumstances_of(charters),
        meetings=meeting_choices(request.actor), may_confirm=request.actor.may(Permission.CONFIRM_LEVEL),
        initial=_beginning(request, child),
    )  # fmt: skip
    return child_form(
        request, child, form, act, tab="risk", thanks="The level is set.", title="Assess risk",
        button="Set the level",
    )  # fmt: skip


def _seen(sent: dict[str, Any]) -> UUID | None:
    """The level that was shown when the form was opened, if it is of the area that was chosen."""
    area, _, pk = sent["seen"].partition(" ")
    try:
        return UUID(pk) if area == sent["area"] else None
    except ValueError:
        return None


def _beginning(request: PersonRequest, child: Child) -> dict[str, Any]:
    """The form of an area that has a level begins with what stands there."""
    meeting, area = under_way(request.actor), request.GET.get("area", "")
    begun = {"meeting": meeting, "is_provisional": "no" if meeting else "yes", "area": area}
    last = LevelChange.objects.filter(child=child, area=area).last_standing()
    if last is None:
        return begun
    return {**begun, "seen": f"{area} {last.pk}", **{name: getattr(last, name) for name in _KEPT}}


@allow("GET", "POST", permission=Permission.CONFIRM_LEVEL)
def place(request: PersonRequest, child_id: UUID, change: str) -> HttpResponse:
    """Change the child's place on the list."""
    child = child_or_404(request, child_id, Permission.CONFIRM_LEVEL, what="viewed place on the list of")
    if change not in list(Change):
        raise Http404
    kind = Change(change)
    button, title, thanks = SAYS[kind]

    def act(sent: dict[str, Any]) -> None:
        meeting = chosen_meeting(request.actor, sent["meeting"])
        when = {"meeting": meeting, "at": moment_on(sent.pop("on"), meeting)}
        _ACTS[kind](child=child, by=request.actor, **{**sent, **when})

    last = ListChange.objects.filter(child=child).last_standing()
    begun = {"seen": last.number if last else 0, "meeting": under_way(request.actor)}
    form = PlaceForm(
        request.POST or None, change=kind, meetings=meeting_choices(request.actor), initial=begun
    )
    return child_form(request, child, form, act, tab="risk", thanks=thanks, title=title, button=button)
