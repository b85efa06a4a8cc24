"""What a link to a screening opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse

from holdfast.casework.links.models import Link
from holdfast.casework.links.purposes import Became, Purpose, register_purpose
from holdfast.casework.screening.models import Submission
from holdfast.stewardship.access.permissions import Permission


def what_became(links: Sequence[Link]) -> Mapping[UUID, Became]:
    """The screening that came by each, or that a draft of it is saved. One query."""
    rows = Submission.objects.filter(link__in=[one.pk for one in links])
    return {row.link_id: _became(row) for row in rows if row.version or not row.is_draft}


def _became(row: Submission) -> Became:
    if row.is_draft:
        return Became("A draft is saved")
    return Became(f"Received {row.reference}", reverse("screening:submission", args=[row.pk]))


PURPOSE = Purpose(
    key="screening",
    title="You are asked to fill in a screening tool",
    asks="You are asked what you have noticed about a child whom you work with.",
    route="screening:outside",
    called="Screening tool",
    kept_by=Permission.KEEP_SCREENING,
    listed_at="screening:invitations",
    became=what_became,
)


def register() -> None:
    """Make it known; called when the app is ready."""
    register_purpose(PURPOSE)
