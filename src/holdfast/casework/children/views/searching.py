"""Searching for a child, and adding one whom nobody knows yet. No name ever stands in an address."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.casework.children.forms.searching import NewChildForm, SearchForm
from holdfast.casework.children.operations.creating import NotLookedAt, create_child
from holdfast.casework.children.operations.searching import Match, search_children
from holdfast.casework.children.queries.matches import MatchInList, matches_shown
from holdfast.casework.children.rules.identifiers import assess_identifier
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit


@allow("GET", "POST", permission=Permission.SEE_CASES)
def search(request: PersonRequest) -> HttpResponse:
    """Whom somebody may mean; and for whoever keeps records, the way on to a new one."""
    form = SearchForm(request.POST or None)
    found: list[MatchInList] | None = None
    if form.is_valid():
        try:
            found = matches_shown(request.actor, search_children(form.terms(), by=request.actor))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "found": found,
        "shown": ",".join(str(match.row.id) for match in found or ()),
        "may_add": request.actor.may(Permission.KEEP_CHILDREN),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "children/search.html", context, status=status)


_BEGINS = ("given_names", "family_name", "is_birth_estimated", "shown")


@allow("GET", "POST", permission=Permission.KEEP_CHILDREN)
def new_child(request: PersonRequest) -> HttpResponse:
    """Add a child; comes from a search, with what was typed there and whom it showed."""
    if request.method != "POST":
        return redirect("children:search")
    if "begin" in request.POST:
        return _new(request, NewChildForm(initial=_begun(request)))
    form = NewChildForm(request.POST)
    try:
        return _new(request, form)
    except NotLookedAt as others:
        return _look_first(request, form, others.matches)


def _begun(request: PersonRequest) -> dict[str, Any]:
    """What the search was given, to begin the new record with."""
    form = SearchForm(request.POST)
    form.is_valid()
    birth_on = form.cleaned_data.get("birth_on")
    number = form.cleaned_data.get("number", "")
    kind = next((k for k in ("nhs", "upn") if number and assess_identifier(k, number).met), "social_care")
    return {name: request.POST.get(name, "") for name in _BEGINS} | {"birth_on": birth_on, kind: number}


def _new(request: PersonRequest, form: NewChildForm, matches: tuple[Match, ...] = ()) -> HttpResponse:
    def do(sent: dict[str, Any]) -> str:
        made = create_child(by=request.actor, shown=sent["shown"], numbers=form.numbers(), **form.values())
        doubts = [
            f.reason for kind, text in form.numbers() if (f := assess_identifier(kind, text)).met is False
        ]
        messages.success(request, f"The record {made.reference} is made.")
        for doubt in doubts:
            messages.warning(request, f"A number is kept as you typed it, but {doubt}.")
        return reverse("children:child", args=[made.pk])

    return submit(
        request, form, do, title="Add a child", button="Add the child", back=reverse("children:search"),
        template="children/new.html", found=matches_shown(request.actor, matches),
    )  # fmt: skip


def _look_first(request: PersonRequest, form: NewChildForm, matches: tuple[Match, ...]) -> HttpResponse:
    """Nothing is made yet: somebody else may have been quicker, or more was typed than was searched for."""
    form.show(match.child.pk for match in matches)
    form.add_error(
        None, "There are children on record who may be this one. Look at them, then add the child."
    )
    return render(
        request, "children/new.html",
        {
            "form": form, "title": "Add a child", "button": "None of them: add the child",
            "back": reverse("children:search"), "found": matches_shown(request.actor, matches),
        },
        status=409,
    )  # fmt: skip
