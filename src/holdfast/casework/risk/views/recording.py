"""What is to be recorded on agencies' own systems, and which agencies record plans."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from holdfast.casework.risk import operations
from holdfast.casework.risk.forms import AgenciesForm, ReasonForm, ReferenceForm
from holdfast.casework.risk.models import Confirmation, RecordingAgency
from holdfast.casework.risk.queries.recording import find_confirmation, outstanding, to_record, with_all
from holdfast.casework.risk.recorders import agencies_in_terms
from holdfast.casework.risk.terms import casework_groups
from holdfast.governance.actions.queries import agency_choices
from holdfast.groups.models import Group
from holdfast.kernel.finding import listed
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record, record_view
from holdfast.web.forms import Form
from holdfast.web.pages import or_404, submit, submit_thanking
from holdfast.web.tables import paged


@allow("GET", permission=Permission.RECORD_ON_CHILD)
def recording(request: PersonRequest) -> HttpResponse:
    """What is still to be recorded, the longest asked first, each with its one press."""
    page = paged(request, with_all(outstanding(request.actor)))
    rows = to_record(request.actor, page.rows)
    record("listed what is to be recorded", by=request.actor, rows=sorted({str(r.child_id) for r in rows}))
    groups = casework_groups() if request.actor.may(Permission.KEEP_LIST) else []
    return render(request, "risk/recording.html", {"page": page, "rows": rows, "groups": groups})


def _found(request: PersonRequest, pk: UUID) -> Confirmation:
    found = or_404(find_confirmation, request.actor, pk)
    record_view(found.child, by=request.actor, what="viewed what is to be recorded of")
    return found


@allow("GET", "POST", permission=Permission.RECORD_ON_CHILD)
def confirmation(request: PersonRequest, confirmation_id: UUID) -> HttpResponse:
    """Say under which reference it stands on the agency's system."""
    found = _found(request, confirmation_id)

    def act(sent: dict[str, Any]) -> None:
        operations.confirm_recorded(confirmation=found, reference=sent["reference"], by=request.actor)

    form = ReferenceForm(request.POST or None, initial={"reference": found.reference})
    return _answer(
        request, found, form, act, thanks="It is recorded.", title="Where it is recorded", button="Record"
    )


@allow("GET", "POST", permission=Permission.RECORD_ON_CHILD)
def not_needed(request: PersonRequest, confirmation_id: UUID) -> HttpResponse:
    """Say why the agency's system need not hold it."""
    found = _found(request, confirmation_id)

    def act(sent: dict[str, Any]) -> None:
        operations.say_not_needed(confirmation=found, reason=sent["reason"], by=request.actor)

    form = ReasonForm(request.POST or None, label="Why your system need not hold it")
    return _answer(
        request, found, form, act, thanks="It need not be recorded.", title="Need not be recorded",
        button="Record the reason",
    )  # fmt: skip


def _answer(
    request: PersonRequest,
    found: Confirmation,
    form: Form,
    act: Callable[[dict[str, Any]], None],
    *,
    thanks: str,
    **page: Any,
) -> HttpResponse:
    caption = f"Child {found.child.reference}, {found.agency}"
    then = reverse("risk:recording")
    return submit_thanking(request, form, act, thanks=thanks, then=then, caption=caption, **page)


@allow("GET", "POST", permission=Permission.KEEP_LIST)
def recorders(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Which agencies record every plan of a group besides those that its terms name."""
    group = get_object_or_404(Group.objects.filter(pk__in=[one.pk for one in casework_groups()]), pk=group_id)
    named, back = agencies_in_terms(group), reverse("risk:recording")
    choices = [pair for pair in agency_choices(request.actor) if UUID(pair[0]) not in named]
    now = RecordingAgency.objects.filter(group=group, ended_at=None).values_list("agency_id", flat=True)
    begun = {"agencies": [str(pk) for pk in now]}
    form = AgenciesForm(request.POST or None, choices=choices, initial=begun)

    def do(sent: dict[str, Any]) -> str:
        operations.choose_recording_agencies(group=group, agencies=form.ids(), by=request.actor)
        messages.success(request, "They are asked to record every plan from now on.")
        return back

    intro = f"The terms name {listed(named.values())}." if named else "The terms name no agency."
    return submit(
        request, form, do, title="Who records every safety plan", button="Save", caption=str(group),
        back=back, intro=f"{intro} Tick who else is asked to record every plan.",
    )  # fmt: skip
