"""What the pages of a review share: finding one, its frame, and a form about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from holdfast.governance.terms_review.models import TermsReview
from holdfast.governance.terms_review.operations.rows import find_review
from holdfast.groups.tabs import tabs
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest
from holdfast.web.forms import Form
from holdfast.web.pages import submit_thanking

SEE = Permission.SEE_GROUP
REVIEW = Permission.REVIEW_TERMS
COMMENT = Permission.COMMENT_ON_TERMS


def url_of(review: TermsReview, page: str = "review") -> str:
    """The address of a page of a review."""
    return reverse(f"terms_review:{page}", args=[review.pk])


def found(request: PersonRequest, review_id: UUID, permission: Permission | None = None) -> TermsReview:
    """The review, for somebody with the permission in its group."""
    review = find_review(request.actor, review_id)
    if permission is not None:
        request.actor.require(permission, review.group_id)
    return review


def frame(request: HttpRequest, review: TermsReview) -> dict[str, Any]:
    """What the frame of a group's pages prints."""
    return {"group": review.group, "review": review, "tabs": tabs(request, review.group, "terms")}


def ask(
    request: PersonRequest,
    review: TermsReview,
    form: Form,
    do: Callable[[dict[str, Any]], object],
    *,
    thanks: str,
    leads_to: str = "review",
    anchor: str = "",
    **page: Any,
) -> HttpResponse:
    """A page of one form about a review: done once, then back to a page of the review."""
    then = f"{url_of(review, leads_to)}{anchor}"
    return submit_thanking(request, form, do, thanks=thanks, then=then, caption=review.group, **page)
