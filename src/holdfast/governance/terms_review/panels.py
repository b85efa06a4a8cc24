"""What reviews put on others' pages: the terms, a version of them, the group, and the home page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from holdfast.governance.terms_review.models import TermsReview
from holdfast.governance.terms_review.operations.rows import state_in
from holdfast.governance.terms_review.queries.reviews import reviews_page
from holdfast.governance.terms_review.queries.waiting import waiting_for
from holdfast.groups.models import Group, Terms
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import slots


def _actor(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None)


def terms_panel(request: HttpRequest, subject: Group) -> slots.Panel | None:
    """On the terms' own page: the review under way, when the next is due, and those before."""
    actor = _actor(request)
    if actor is None:
        return None
    page = reviews_page(actor, subject, clock.today())
    return slots.Panel("terms_review/_terms.html", {"page": page, "group": subject})


def version_panel(request: HttpRequest, subject: Terms) -> slots.Panel | None:
    """On a version's page: the review that proposed it."""
    review = TermsReview.objects.filter(proposed=subject).first()
    if review is None:
        return None
    return slots.Panel("terms_review/_version.html", {"review": review, "state": state_in(review)})


def home_panel(request: HttpRequest, subject: Any) -> slots.Panel | None:
    """What the person can still say of terms under review, and what waits for whoever runs the review."""
    actor = _actor(request)
    if actor is None or not actor.may(Permission.COMMENT_ON_TERMS):
        return None
    rows = waiting_for(actor)
    return slots.Panel("terms_review/_home.html", {"rows": rows}) if rows else None


def register() -> None:
    """Offer all of it; called when the app is ready."""
    slots.terms.register(terms_panel, order=10)
    slots.version.register(version_panel, order=10)
    slots.home.register(home_panel, order=35)
