"""Reviews that wait for a word from the person, or for those who run them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from holdfast.governance.terms_review.models import ReviewAnswer, TermsComment, TermsReview
from holdfast.groups.models import Appointment, on_date
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


@dataclass(frozen=True, slots=True)
class Waiting:
    """A review under way; `may_answer` when the person sits in the group and has said nothing yet."""

    id: UUID
    group: str
    comments_until: date
    may_answer: bool
    may_review: bool


def waiting_for(actor: Actor) -> tuple[Waiting, ...]:
    """The reviews under way that the person is to answer or runs: one query."""
    person = actor.person_id
    seated = Appointment.objects.filter(on_date(clock.today()), person_id=person, group=OuterRef("group"))
    spoke = TermsComment.objects.filter(review=OuterRef("pk"), author_id=person)
    nodded = ReviewAnswer.objects.filter(review=OuterRef("pk"), person_id=person)
    rows = (
        TermsReview.objects.visible_to(actor)
        .filter(ended_at=None)
        .select_related("group")
        .annotate(is_seated=Exists(seated), has_said=Exists(spoke), has_nodded=Exists(nodded))
        .order_by("comments_until")
    )
    found = (
        Waiting(
            id=row.pk,
            group=str(row.group),
            comments_until=row.comments_until,
            may_answer=(
                row.is_seated and not row.has_said and not row.has_nodded and row.comments_closed_at is None
            ),
            may_review=actor.may(Permission.REVIEW_TERMS, row.group_id),
        )
        for row in rows
    )
    return tuple(one for one in found if one.may_answer or one.may_review)
