"""A child's details: who the child is, circumstances, names, numbers, addresses, characteristics, history."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.urls import reverse

from holdfast.casework.children.forms.changing import CircumstancesForm, IdentityForm
from holdfast.casework.children.models import Child
from holdfast.casework.children.operations.changing import CIRCUMSTANCES, IDENTITY, change_child
from holdfast.casework.children.operations.entering import ChildChanged
from holdfast.casework.children.pages import child_or_404, child_page, frame
from holdfast.casework.children.queries.details import details_page
from holdfast.casework.children.queries.history import changes, history_of, label, said
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.conflicts import Difference, conflict_page
from holdfast.web.forms import VersionedForm
from holdfast.web.pages import submit
from holdfast.web.tables import paged

KEEP = Permission.KEEP_CHILDREN


def details_url(child: Child) -> str:
    return reverse("children:details", args=[child.pk])


@allow("GET", permission=Permission.SEE_CASES)
def details(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Everything that says who the child is."""
    found = child_or_404(request, child_id, Permission.SEE_CASES, what="viewed details of")
    page = details_page(request.actor, found)
    return child_page(request, found, "children/details.html", "details", page=page)


@allow("GET", permission=Permission.SEE_CASES)
def history(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """What was changed in the record, by whom and why."""
    found = child_or_404(request, child_id, Permission.SEE_CASES, what="viewed history of")
    page = paged(request, history_of(found))
    more: dict[str, Any] = {"page": page, "changes": changes(page.rows)}
    return child_page(request, found, "children/history.html", "details", **more)


@allow("GET", "POST", permission=KEEP)
def identity(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Correct who the child is."""
    return _change(request, child_id, IdentityForm, IDENTITY, "Change who this is")


@allow("GET", "POST", permission=KEEP)
def circumstances(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Correct language, school, disability and legal status."""
    return _change(request, child_id, CircumstancesForm, CIRCUMSTANCES, "Change circumstances")


def _change(
    request: PersonRequest, child_id: UUID, make: type[VersionedForm], fields: tuple[str, ...], title: str
) -> HttpResponse:
    found = child_or_404(request, child_id, KEEP)

    def do(sent: dict[str, Any]) -> str:
        values = {name: sent[name] for name in fields}
        change_child(found, values, by=request.actor, seen_version=sent["version"], reason=sent["reason"])
        messages.success(request, "The record is changed.")
        return details_url(found)

    initial = {name: getattr(found, name) for name in fields} | {"version": found.version}
    form = make(request.POST or None, initial=initial)
    around = frame(request, found, "details") | {"back": details_url(found)}
    try:
        return submit(
            request, form, do, title=title, button="Save", template="casework/child_form.html", **around
        )
    except ChildChanged as changed:
        return _both(request, changed.present, form, fields)


def _both(request: PersonRequest, present: Child, form: BaseForm, fields: tuple[str, ...]) -> HttpResponse:
    """What the other wrote and what this person wrote, in words that the form takes back."""
    differences = [
        Difference(
            name,
            label(name),
            _in_words(name, getattr(present, name)),
            _in_words(name, form.cleaned_data[name]),
        )
        for name in fields
    ]
    last = history_of(present).first()
    _without_boxes(request)
    return conflict_page(
        request,
        what=f"the record {present.reference}",
        differences=differences,
        version=present.version,
        changed_by=last.by.name if last and last.by else "Somebody",
        changed_at=last.at if last else present.created_at,
        keep_theirs=details_url(present),
    )


def _in_words(name: str, value: Any) -> str:
    if name == "is_birth_estimated":
        return "Yes" if value else ""
    if value is None and name != "birth_on":
        return "not known"
    return value.isoformat() if hasattr(value, "isoformat") else said(name, value)


def _without_boxes(request: PersonRequest) -> None:
    """The three boxes of a date would win over the one text that the conflict page sends in their place."""
    kept = QueryDict(mutable=True)
    for name, texts in request.POST.lists():
        if not name.startswith("birth_on_"):
            kept.setlist(name, texts)
    request.POST = kept  # type: ignore[assignment]
