"""What the trail calls a review of the terms, and where it stands."""

from __future__ import annotations

from holdfast.governance.terms_review.models import TermsReview
from holdfast.stewardship.trail.kinds import register_kind, rows_of


def register() -> None:
    """Name it; called when the app is ready."""
    found = rows_of(TermsReview, "terms_review:review", name=_name, related=("group",))
    register_kind("terms_review.termsreview", "review of the terms", found)


def _name(review: TermsReview) -> str:
    return f"{review.group}, from {review.opened_at:%d/%m/%Y}"
