"""Decisions beyond a confirmation, and actions, in the discussion of a child."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse

from holdfast.casework.children.codes import Area
from holdfast.casework.panel import deciding_forms as forms
from holdfast.casework.panel.forms import CaseActionForm, WithdrawalForm
from holdfast.casework.panel.models import CaseDecision, Listing
from holdfast.casework.panel.operations import acting, confirming
from holdfast.casework.panel.views.room import act
from holdfast.casework.panel.views.shared import case_run_by, case_url
from holdfast.casework.referrals.models import Provision
from holdfast.casework.referrals.queries.for_meeting import waiting_for_meeting
from holdfast.casework.risk.queries import current_levels
from holdfast.governance.room.queries.owners import owner_choices, owner_value, read_line
from holdfast.governance.room.views.answers import chosen_owner
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import row_or_404, submit

SEE = Permission.SEE_CASES


@allow("POST", permission=SEE)
def actions(request: PersonRequest, listing_id: UUID) -> HttpResponse:
    """An action: a line that says who and what is saved at once; any other is shown to be completed."""
    listing = case_run_by(request, listing_id)
    choices = owner_choices(request.actor)
    if "line" not in request.POST:
        form = CaseActionForm(request.POST, owners=choices)
    else:
        read = _read(request, listing)
        if read["text"] and read["owner"] and read["due_on"] and not _lacks_person(read):
            return act(request, listing, lambda: _give(request, listing, read), anchor="actions")
        form = CaseActionForm(None, owners=choices, initial=read)

    def give(typed: dict[str, Any]) -> str:
        _give(request, listing, typed)
        return case_url(listing.pk, "actions")

    return submit(
        request, form, give, title="Is this the action?", button="Save the action",
        caption=f"Child {listing.child.reference}", back=case_url(listing.pk, "actions"),
        template="room/action.html", line=request.POST.get("line", ""),
    )  # fmt: skip


def _read(request: PersonRequest, listing: Listing) -> dict[str, Any]:
    read = read_line(request.actor, listing.case_list.meeting, request.POST.get("line", ""))
    text = read.text[:1].upper() + read.text[1:]
    urgent = request.POST.get("is_urgent") == "on"
    return {"text": text, "owner": owner_value(read.owner), "due_on": read.due_on, "is_urgent": urgent}


def _lacks_person(read: dict[str, Any]) -> bool:
    return bool(read["is_urgent"]) and not str(read["owner"]).startswith("person:")


def _give(request: PersonRequest, listing: Listing, typed: dict[str, Any]) -> None:
    agency, owner = chosen_owner(request, typed["owner"])
    acting.give_action(
        by=request.actor, listing=listing, text=typed["text"], agency=agency, owner=owner,
        due_on=typed["due_on"], is_urgent=bool(typed["is_urgent"]),
    )  # fmt: skip


@allow("GET", "POST", permission=SEE)
def decisions(request: PersonRequest, listing_id: UUID, what: str) -> HttpResponse:
    """One kind of decision: a new area's level, the list, the plan, a service, a referral, another."""
    listing = case_run_by(request, listing_id)
    page = _PAGES.get(what)
    if page is None:
        raise Http404
    title, make = page
    form, decide = make(request, listing)

    def do(typed: dict[str, Any]) -> str:
        decide(typed)
        messages.success(request, "The decision is recorded.")
        return case_url(listing.pk, "decisions")

    return submit(
        request, form, do, title=title, button="Record the decision",
        caption=f"Child {listing.child.reference}", back=case_url(listing.pk, "decisions"),
    )  # fmt: skip


def _level(request: PersonRequest, listing: Listing) -> Any:
    known = {one.area for one in current_levels([listing.child_id]).get(listing.child_id, ())}
    areas = [one for one in Area.choices if one[0] not in known]

    def decide(typed: dict[str, Any]) -> None:
        chosen = confirming.Chosen(typed["level"], None, typed["circumstances"])
        confirming.first_level(
            by=request.actor, listing=listing, area=typed["area"], chosen=chosen, reason=typed["reason"]
        )

    return forms.FirstLevelForm(request.POST or None, areas=areas), decide


def _list(request: PersonRequest, listing: Listing) -> Any:
    def decide(typed: dict[str, Any]) -> None:
        confirming.decide_on_list(by=request.actor, listing=listing, **typed)

    return forms.ListForm(request.POST or None), decide


def _plan(request: PersonRequest, listing: Listing) -> Any:
    def decide(typed: dict[str, Any]) -> None:
        confirming.decide_on_plan(by=request.actor, listing=listing, **typed)

    return forms.PlanForm(request.POST or None), decide


def _pathway(request: PersonRequest, listing: Listing) -> Any:
    services = Provision.objects.visible_to(request.actor).filter(closed_on=None)
    levels = current_levels([listing.child_id]).get(listing.child_id, ())

    def decide(typed: dict[str, Any]) -> None:
        provision: Provision = row_or_404(services, pk=typed["provision"])
        circumstances = [part.strip() for part in typed["circumstances"].split(",") if part.strip()]
        confirming.decide_on_pathway(
            by=request.actor, listing=listing, provision=provision, level=typed["level"],
            circumstances=circumstances, reason=typed["reason"], on=clock.today(),
        )  # fmt: skip

    highest = levels[0] if levels else None
    initial = {"level": highest.level, "circumstances": highest.circumstances} if highest else {}
    choices = [(str(one.pk), str(one)) for one in services]
    return forms.PathwayForm(request.POST or None, services=choices, initial=initial), decide


def _referral(request: PersonRequest, listing: Listing) -> Any:
    rows = waiting_for_meeting(listing.case_list.meeting.group_id).filter(child=listing.child)

    def decide(typed: dict[str, Any]) -> None:
        referral = row_or_404(rows, pk=typed["referral"])
        confirming.decide_on_referral(
            by=request.actor, listing=listing, referral=referral, decision=typed["decision"]
        )

    choices = [(str(row.pk), f"Referral {row.reference}") for row in rows]
    return forms.ReferralForm(request.POST or None, referrals=choices), decide


def _other(request: PersonRequest, listing: Listing) -> Any:
    def decide(typed: dict[str, Any]) -> None:
        acting.decide(by=request.actor, listing=listing, kind=CaseDecision.Kind.OTHER, words=typed["words"])

    return forms.OtherForm(request.POST or None), decide


_PAGES = {
    "level": ("Set a level in another area of risk", _level),
    "list": ("Exploitation list or watching brief", _list),
    "plan": ("Safety plan", _plan),
    "pathway": ("Offer a service", _pathway),
    "referral": ("Decide a referral", _referral),
    "other": ("Another decision", _other),
}


@allow("GET", "POST", permission=SEE)
def decision_withdrawal(request: PersonRequest, listing_id: UUID, decision_id: UUID) -> HttpResponse:
    """A decision taken back while the meeting is open."""
    listing = case_run_by(request, listing_id)
    rows = CaseDecision.objects.filter(discussion__listing=listing)
    decision: CaseDecision = row_or_404(rows, pk=decision_id)

    def withdraw(typed: dict[str, Any]) -> str:
        acting.withdraw_decision(by=request.actor, listing=listing, decision=decision, reason=typed["reason"])
        return case_url(listing.pk, "decisions")

    intro = f"{decision.words}. What it changed elsewhere stays as it is: put that right there as well."
    return submit(
        request, WithdrawalForm(request.POST or None), withdraw, title="Take a decision back",
        button="Take it back", intro=intro, back=case_url(listing.pk, "decisions"),
    )  # fmt: skip
