"""An urgent screening that met a restricted record: its guardian hears at once, and says whose it is."""

from __future__ import annotations

from django.db import transaction

from holdfast.casework.children.models import Child
from holdfast.casework.children.operations.restricting import is_guardian, require_guardian
from holdfast.casework.children.operations.searching import Terms, restricted_like
from holdfast.casework.children.telling import tell_guardian
from holdfast.casework.screening.models import GuardedMatch, Submission
from holdfast.casework.screening.notices import MET
from holdfast.kernel import clock
from holdfast.obligations.notices.models import Urgency
from holdfast.obligations.notices.operations import withdraw_notices
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.context import seeing_everything
from holdfast.stewardship.trail.record import record


def tell_guardians(held: Submission) -> None:
    """Tell whoever guards a record that this may be about, and nobody else.

    Who keeps the queue sees no such record. The trail, which others read, says no more than that it came.
    """
    found = restricted_like(Terms(held.given_names, held.family_name, held.birth_on))
    with seeing_everything():
        for child in Child.objects.filter(pk__in=found).order_by("pk"):
            met = GuardedMatch.objects.create(
                partnership_id=held.partnership_id, child=child, submission=held, met_at=clock.now()
            )
            tell_guardian(child, MET, met.pk, Urgency.AT_ONCE)


def may_match_as_guardian(actor: Actor, submission: Submission, child: Child) -> bool:
    """Whether the tool met the record of this child, which the actor guards."""
    met = GuardedMatch.objects.filter(submission=submission, child=child, closed_at=None)
    return is_guardian(actor, child) and met.exists()


def told_no_more(submission: Submission, child: Child) -> None:
    """It is matched: the guardian needs not to be told any more."""
    for met in GuardedMatch.objects.filter(submission=submission, child=child):
        withdraw_notices(kind=MET.key, subject_id=met.pk)


@transaction.atomic
def say_another_child(*, met: GuardedMatch, by: Actor) -> None:
    """Say, as the guardian, that the tool is about somebody else; they see it no more."""
    row = GuardedMatch.objects.select_for_update(of=("self",)).select_related("child").get(pk=met.pk)
    require_guardian(by, row.child)
    if row.closed_at is not None:
        return
    row.closed_at, row.closed_by_id = clock.now(), by.person_id
    row.save(update_fields=["closed_at", "closed_by"])
    record("told from the record", row, by=by)
    withdraw_notices(kind=MET.key, subject_id=row.pk)
