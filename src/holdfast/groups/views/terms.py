"""Terms of reference as pages: versions, upload and check, the document to read, trying them out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.charter.place import FaultyCharter
from holdfast.groups.charters import charter_of
from holdfast.groups.forms.terms import TermsForm
from holdfast.groups.membership import members_on
from holdfast.groups.operations import terms as operations
from holdfast.groups.queries.group import visible_group
from holdfast.groups.queries.terms import comparison_page, terms_page, versions_page, visible_terms
from holdfast.groups.rules.trial import CHOICES
from holdfast.groups.rules.trial import trial as tried
from holdfast.groups.tabs import tabs
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.downloads import attached
from holdfast.web.pages import form_page, submit

SEE = Permission.SEE_GROUP
DRAFT = Permission.DRAFT_TERMS


@allow("GET", permission=SEE)
def versions(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """All versions of a group's terms."""
    group = visible_group(request.actor, group_id)
    page = versions_page(request.actor, group, clock.today())
    context = {"page": page, "group": group, "tabs": tabs(request, group, "terms")}
    return render(request, "groups/terms/versions.html", context)


@allow("GET", "POST", permission=DRAFT)
def propose(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Upload or paste a charter; all faults are shown at once, and nothing typed is lost."""
    group = visible_group(request.actor, group_id)
    request.actor.require(DRAFT, group_id)
    back = reverse("groups:terms", args=[group_id])
    form = TermsForm(request.POST or None, request.FILES or None)
    page: dict[str, Any] = {
        "title": "Propose terms of reference",
        "button": "Check and propose",
        "back": back,
        "caption": group,
        "template": "groups/terms/propose.html",
    }

    def do(data: dict[str, Any]) -> str:
        key = data.get("charter_key") or ""
        made = operations.propose_terms(group_id, by=request.actor, source=data["source"], charter_key=key)
        messages.success(request, "No fault was found. Read it back below before it is signed.")
        return reverse("groups:read-terms", args=[made.pk])

    try:
        _offer_groups(form)
        return submit(request, form, do, **page)
    except FaultyCharter as faulty:
        form.add_faults(faulty)
        return form_page(request, form, **page)


def _offer_groups(form: TermsForm) -> None:
    """Where the text holds several groups, ask which is meant."""
    if form.is_bound and form.is_valid():
        charters = operations.read_charter(form.cleaned_data["source"]).charters
        form.offer([(c.key, c.title) for c in charters] if len(charters) > 1 else [])


@allow("GET", permission=SEE)
def read(request: PersonRequest, terms_id: UUID) -> HttpResponse:
    """The document to read: each clause with how it is kept and the reading chosen."""
    terms = visible_terms(request.actor, terms_id)
    page = terms_page(request.actor, terms, clock.today())
    context = {"page": page, "group": terms.group, "version": terms}
    context["tabs"] = tabs(request, terms.group, "terms")
    return render(request, "groups/terms/read.html", context)


@allow("GET", permission=SEE)
def source(request: PersonRequest, terms_id: UUID) -> HttpResponse:
    """The charter file itself, to change and upload again."""
    terms = visible_terms(request.actor, terms_id)
    name = f"{terms.charter_key}-{terms.version}.toml".replace('"', "").replace("\n", "")
    return attached(terms.source, "text/plain; charset=utf-8", name)


@allow("GET", permission=SEE)
def trial(request: PersonRequest, terms_id: UUID) -> HttpResponse:
    """Tick who is in the room; see the quorum, who chairs, and why."""
    terms = visible_terms(request.actor, terms_id)
    asked = {key: value for key, value in request.GET.items() if isinstance(value, str)}
    vacant = frozenset[str]()
    if "try" not in asked:
        membership = members_on(terms.group_id, clock.today())
        vacant = frozenset(seat.key for seat in membership.vacancies)
    form = tried(charter_of(terms), asked, vacant)
    context = {"trial": form, "choices": CHOICES, "terms": terms, "group": terms.group}
    context["tabs"] = tabs(request, terms.group, "terms")
    return render(request, "groups/terms/trial.html", context)


@allow("GET", permission=SEE)
def comparison(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """What changed between two versions, in words: `?old=...&new=...`."""
    group = visible_group(request.actor, group_id)
    try:
        old, new = UUID(request.GET.get("old", "")), UUID(request.GET.get("new", ""))
    except ValueError:
        raise Http404 from None
    page = comparison_page(request.actor, group, old, new, clock.today())
    context = {"page": page, "group": group, "tabs": tabs(request, group, "terms")}
    return render(request, "groups/terms/comparison.html", context)
