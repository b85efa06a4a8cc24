"""Bringing a proposed version into force: link agencies, sign, put in force."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse

from holdfast.groups.forms.terms import ForceForm, LinksForm, RecordSignatureForm, SignForm
from holdfast.groups.operations import in_force
from holdfast.groups.operations import terms as operations
from holdfast.groups.queries.linking import linking_page
from holdfast.groups.queries.terms import force_page, terms_page, visible_terms
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.leaving import warnings_before
from holdfast.web.pages import submit

DRAFT = Permission.DRAFT_TERMS


def terms_url(terms_id: UUID) -> str:
    """The address of one version of the terms."""
    return reverse("groups:read-terms", args=[terms_id])


@allow("GET", "POST", permission=DRAFT)
def link_agencies(request: PersonRequest, terms_id: UUID) -> HttpResponse:
    """Say which local agency each of the charter's is."""
    terms = visible_terms(request.actor, terms_id)
    request.actor.require(DRAFT, terms.group_id)
    form = LinksForm(request.POST or None, page=linking_page(request.actor, terms))
    back = terms_url(terms_id)

    def do(data: dict[str, Any]) -> str:
        chosen = {key: UUID(pk) if pk else None for key, pk in form.chosen(data).items()}
        operations.bind_agencies(terms.group_id, chosen, by=request.actor)
        messages.success(request, "The agencies are linked.")
        return back

    title = "Which of your agencies are these?"
    intro = "The terms name agencies in their own words. Choose the one here that each stands for."
    return submit(request, form, do, title=title, button="Save", back=back, intro=intro, caption=terms.group)


@allow("GET", "POST", permission=DRAFT)
def record_signature(request: PersonRequest, terms_id: UUID) -> HttpResponse:
    """Record a signature given on paper."""
    terms = visible_terms(request.actor, terms_id)
    request.actor.require(DRAFT, terms.group_id)
    page = terms_page(request.actor, terms, clock.today())
    missing = [s.capacity for s in page.signatures if not s.is_signed]
    if not missing:
        raise Http404
    back = terms_url(terms_id)

    def do(data: dict[str, Any]) -> str:
        capacity = data.pop("capacity")
        operations.record_signature(terms_id, capacity, by=request.actor, **data)
        messages.success(request, "The signature is recorded.")
        return back

    initial = {"capacity": missing[0].key} if len(missing) == 1 else {}
    form = RecordSignatureForm(request.POST or None, capacities=missing, initial=initial)
    title = "Record a signature given on paper"
    return submit(request, form, do, title=title, button="Record", back=back, caption=terms.group)


@allow("GET", "POST", permission=Permission.APPROVE_TERMS)
def sign(request: PersonRequest, terms_id: UUID, capacity: str) -> HttpResponse:
    """Sign in an office that one holds."""
    terms = visible_terms(request.actor, terms_id)
    request.actor.require(Permission.APPROVE_TERMS, terms.group_id)
    found = operations.capacity_of(terms, capacity)
    if found is None:
        raise Http404
    back = terms_url(terms_id)

    def do(data: dict[str, Any]) -> str:
        operations.sign_terms(terms_id, capacity, by=request.actor, signed_on=data["signed_on"])
        messages.success(request, "You have signed.")
        return back

    form = SignForm(request.POST or None, initial={"signed_on": clock.today()})
    title = f"Sign version {terms.version} as {found.title}"
    intro = "Your name stands under these terms. A signature cannot be taken back."
    return submit(request, form, do, title=title, button="Sign", back=back, intro=intro, caption=terms.group)


@allow("GET", "POST", permission=Permission.SEE_GROUP)
def put_in_force(request: PersonRequest, terms_id: UUID) -> HttpResponse:
    """Put a version in force from a date."""
    terms = visible_terms(request.actor, terms_id)
    in_force.require_permission(request.actor, terms.group_id)
    page = force_page(request.actor, terms, clock.today())
    back = terms_url(terms_id)

    def do(data: dict[str, Any]) -> str:
        in_force.put_in_force(terms_id, by=request.actor, from_on=data["from_on"])
        messages.success(request, f"Version {terms.version} is in force from the date given.")
        return reverse("groups:group", args=[terms.group_id])

    form = ForceForm(request.POST or None, initial={"from_on": clock.today()})
    title = f"Put version {terms.version} in force"
    template = "groups/terms/force.html"
    more = {"page": page, "caption": terms.group, "template": template, "intro": warnings_before(terms)}
    return submit(request, form, do, title=title, button="Put in force", back=back, **more)
