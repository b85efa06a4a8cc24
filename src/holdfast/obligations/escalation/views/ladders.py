"""The ladders of the agencies and the wording of letters."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from holdfast.kernel import clock
from holdfast.obligations.escalation import operations, queries
from holdfast.obligations.escalation.forms import ChangeRungForm, EndRungForm, RungForm, WordingForm
from holdfast.obligations.escalation.models import Rung, Step
from holdfast.obligations.escalation.operations.ladders import Contact
from holdfast.obligations.escalation.operations.wordings import ChangedMeanwhile
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.models import Agency, Person
from holdfast.web.conflicts import Difference, conflict_page
from holdfast.web.forms import Form
from holdfast.web.pages import submit


def _here() -> str:
    return reverse("escalation:ladders")


@allow("GET", permission=Permission.SEE_ESCALATION)
def all_ladders(request: PersonRequest) -> HttpResponse:
    """Each agency's ladder today."""
    context = {
        "ladders": queries.ladders(request.actor),
        "may_change": request.actor.may(Permission.MANAGE_PARTNERSHIP),
    }
    return render(request, "escalation/ladders.html", context)


@allow("GET", "POST", permission=Permission.MANAGE_PARTNERSHIP)
def new_rung(request: PersonRequest, agency_id: UUID | None = None) -> HttpResponse:
    """Put somebody on an agency's ladder, or the Independent Chair above all."""
    agencies = Agency.objects.visible_to(request.actor)
    agency = get_object_or_404(agencies, pk=agency_id) if agency_id else None

    def do(sent: dict[str, Any]) -> str:
        step = sent.get("step") or Step.INDEPENDENT_CHAIR
        contact = _contact(request, sent)
        operations.add_rung(
            by=request.actor, agency=agency, step=step, contact=contact, from_on=sent["from_on"]
        )
        messages.success(request, f"{contact.name} is on the ladder.")
        return _here()

    form = RungForm(
        request.POST or None,
        people=queries.people_of(request.actor, agency),
        is_chair=agency is None,
        initial={"from_on": clock.today(), "step": request.GET.get("step", "")},
    )
    title = f"Put somebody on the ladder of {agency}" if agency else "Name the Independent Chair"
    return submit(request, form, do, title=title, button="Save", back=_here())


def _contact(request: PersonRequest, sent: dict[str, Any]) -> Contact:
    people = Person.objects.visible_to(request.actor)
    return Contact(
        name=sent["name"].strip(),
        job_title=sent["job_title"],
        email=sent["email"],
        telephone=sent["telephone"],
        person=people.filter(pk=sent["person"]).first() if sent["person"] else None,
        answers_for=people.filter(pk=sent["answers_for"]).first() if sent.get("answers_for") else None,
    )


def _rung(request: PersonRequest, rung_id: UUID) -> Rung:
    rows = Rung.objects.visible_to(request.actor).select_related("agency")
    found: Rung = get_object_or_404(rows, pk=rung_id)
    return found


@allow("GET", "POST", permission=Permission.MANAGE_PARTNERSHIP)
def rung(request: PersonRequest, rung_id: UUID) -> HttpResponse:
    """Correct how somebody is reached."""
    found = _rung(request, rung_id)

    def do(sent: dict[str, Any]) -> str:
        operations.change_rung(
            found.pk, by=request.actor, contact=_contact(request, sent), version=sent["version"]
        )
        messages.success(request, "Saved.")
        return _here()

    names = ("name", "job_title", "email", "telephone", "person_id", "answers_for_id", "version")
    initial = {name.removesuffix("_id"): getattr(found, name) for name in names}
    form = ChangeRungForm(
        request.POST or None,
        people=queries.people_of(request.actor, found.agency),
        is_chair=found.agency is None,
        initial=initial,
    )
    return submit(
        request, form, do, title=f"Change {found.name}", button="Save", back=_here(),
        caption=f"{found.get_step_display()}{f', {found.agency}' if found.agency else ''}",
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.MANAGE_PARTNERSHIP)
def rung_end(request: PersonRequest, rung_id: UUID) -> HttpResponse:
    """Say until when somebody stood there."""
    found = _rung(request, rung_id)

    def do(sent: dict[str, Any]) -> str:
        operations.end_rung(found.pk, by=request.actor, to_on=sent["to_on"], version=sent["version"])
        messages.success(request, f"{found.name} is off the ladder from then on.")
        return _here()

    initial = {"to_on": clock.today(), "version": found.version}
    form = EndRungForm(request.POST or None, initial=initial)
    return submit(request, form, do, title=f"Take {found.name} off the ladder", button="Save", back=_here())


@allow("GET", permission=Permission.MANAGE_PARTNERSHIP)
def letters(request: PersonRequest) -> HttpResponse:
    """Every kind of letter and its present wording."""
    return render(request, "escalation/letters.html", {"letters": queries.letter_pages()})


def _letter(key: str) -> queries.LetterPage:
    try:
        return queries.letter_page(key)
    except KeyError as missing:
        raise Http404 from missing


@allow("GET", "POST", permission=Permission.MANAGE_PARTNERSHIP)
def wording(request: PersonRequest, key: str) -> HttpResponse:
    """Change the wording of one kind of letter; somebody else's change meanwhile shows both."""
    page = _letter(key)

    def do(sent: dict[str, Any]) -> str:
        operations.change_wording(key, by=request.actor, **sent)
        messages.success(request, "The wording is saved. Letters drafted from now on use it.")
        return reverse("escalation:letters")

    initial = {"subject": page.subject, "body": page.body, "version": page.version}
    form = WordingForm(request.POST or None, initial=initial)
    try:
        return submit(
            request, form, do, title=page.letter.title, button="Save", back=reverse("escalation:letters"),
            template="escalation/wording.html", page=page,
        )  # fmt: skip
    except ChangedMeanwhile as conflict:
        return _conflict(request, form, conflict)


def _conflict(request: PersonRequest, form: WordingForm, conflict: ChangedMeanwhile) -> HttpResponse:
    row = conflict.row
    return conflict_page(
        request,
        what="the wording of this letter",
        differences=[
            Difference("subject", "Subject", row.subject, form.cleaned_data["subject"]),
            Difference("body", "What it says", row.body, form.cleaned_data["body"]),
        ],
        version=row.version,
        changed_by=row.changed_by.name if row.changed_by else "",
        changed_at=row.changed_at,
        keep_theirs=reverse("escalation:letters"),
    )


@allow("POST", permission=Permission.MANAGE_PARTNERSHIP)
def own_words(request: PersonRequest, key: str) -> HttpResponse:
    """Go back to the product's own words."""
    page = _letter(key)

    def do(_: dict[str, Any]) -> str:
        operations.restore_wording(page.key, by=request.actor)
        messages.success(request, "The letter has its first wording again.")
        return reverse("escalation:letters")

    return submit(
        request, Form(request.POST), do, title="First wording", button="Go back to the first wording"
    )
