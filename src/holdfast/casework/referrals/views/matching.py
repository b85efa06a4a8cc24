"""Whose record a referral is about: by its reference, or by a search with what the referrer said."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse

from holdfast.casework.children.models import Child
from holdfast.casework.children.operations.creating import NotLookedAt, create_child
from holdfast.casework.children.operations.searching import Match, Terms, search_children
from holdfast.casework.children.queries.matches import matches_shown
from holdfast.casework.referrals import operations
from holdfast.casework.referrals.forms.matching import NEW, ChosenForm, ReferenceForm
from holdfast.casework.referrals.models import Referral
from holdfast.casework.referrals.views.shared import about, to_keep, url_of
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import form_page, submit


@allow("GET", "POST", permission=Permission.KEEP_REFERRALS)
def child(request: PersonRequest, referral_id: UUID) -> HttpResponse:
    """Say whose record it is by its reference, or go on to a search."""
    found = to_keep(request, referral_id)

    def do(sent: dict[str, Any]) -> str:
        reference = sent["reference"].strip().upper()
        known = Child.objects.visible_to(request.actor).filter(reference=reference).first()
        return _match(request, found, known or refuse("No record that you may see has this reference."))

    form = ReferenceForm(request.POST or None)
    return submit(
        request, form, do, title="Which child is it", button="Save", template="referrals/child.html",
        referral=found, **about(found),
    )  # fmt: skip


def _match(request: PersonRequest, found: Referral, chosen: Child) -> str:
    operations.match_to_child(by=request.actor, referral=found, child=chosen)
    messages.success(request, f"Referral {found.reference} is about {chosen.reference}.")
    return url_of(found)


def _terms(found: Referral) -> Terms:
    numbers = (found.known_number,) if found.known_number else ()
    return Terms(found.given_names, found.family_name, found.birth_on, found.is_birth_estimated, numbers)


@allow("POST", permission=Permission.KEEP_REFERRALS)
def likely(request: PersonRequest, referral_id: UUID) -> HttpResponse:
    """Search with what the referrer said; choose one of those found, or make a new record."""
    found = to_keep(request, referral_id)
    if "choice" not in request.POST and "shown" not in request.POST:
        return _choose(request, found, search_children(_terms(found), by=request.actor))
    try:
        return _choose(request, found, search_children(_terms(found), by=request.actor), is_sent=True)
    except NotLookedAt as others:
        return _choose(request, found, others.matches)


def _choose(
    request: PersonRequest, found: Referral, matches: tuple[Match, ...], *, is_sent: bool = False
) -> HttpResponse:
    shown = matches_shown(request.actor, matches)
    may_add = request.actor.may(Permission.KEEP_CHILDREN)
    form = ChosenForm(request.POST if is_sent else None, matches=shown, may_add=may_add)
    page: dict[str, Any] = {"title": "Which child is it", "button": "Save", "found": shown, **about(found)}

    def do(sent: dict[str, Any]) -> str:
        chosen = _new(request, found, form) if sent["choice"] == NEW else _known(request, sent["choice"])
        return _match(request, found, chosen)

    if not is_sent:
        return form_page(request, form, template="referrals/likely.html", **page)
    return submit(request, form, do, template="referrals/likely.html", **page)


def _known(request: PersonRequest, pk: str) -> Child:
    chosen: Child | None = Child.objects.visible_to(request.actor).filter(pk=pk).first()
    return chosen or refuse("That record is not there any more. Search again.")


def _new(request: PersonRequest, found: Referral, form: ChosenForm) -> Child:
    return create_child(
        by=request.actor,
        shown=form.looked_at(),
        given_names=found.given_names,
        family_name=found.family_name,
        birth_on=found.birth_on,
        is_birth_estimated=found.is_birth_estimated,
    )
