"""Sending a submission: scored by its own version, and nothing that cannot wait does."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from holdfast.casework.children.frontdoor.operations import record_front_door_use
from holdfast.casework.screening.models import Submission
from holdfast.casework.screening.notices import tell_of_pressing
from holdfast.casework.screening.operations.guarding import tell_guardians
from holdfast.casework.screening.operations.provisional import give_provisional_level
from holdfast.casework.screening.promises import settle_screenings
from holdfast.casework.screening.rules.receiving import assess_whole
from holdfast.casework.screening.rules.scoring import (
    Assessment,
    Facts,
    assess,
    assess_judgement,
    is_pressing,
)
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.trail.record import record

CAUSE = "screening.submission"


@transaction.atomic
def send_submission(*, submission: Submission, by: Actor) -> Submission:
    """Have it received: from now on it waits for a meeting, and what it says never changes.

    `by` is the person who began it, or the contact of its link. Raises `Refused` with what is missing.
    """
    held: Submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if not held.is_draft:
        refuse("This was sent already.")
    receive(held, by=by)
    return held


def receive(held: Submission, *, by: Actor) -> None:
    """Score a whole draft and let it in; the caller holds its row."""
    assessed = assessment_of(held)
    tool = held.tool.tool
    assess_whole(
        tool, assessed, area=held.area, has_child=held.child_id is not None, given_names=held.given_names,
        family_name=held.family_name, is_immediate=held.is_immediate, front_door=held.front_door,
    ).require()  # fmt: skip
    if held.judged_level:
        assess_judgement(tool, assessed, held.judged_level, held.judged_reason).require()
    held.received_at = held.saved_at = clock.now()
    held.score, held.band = assessed.score, assessed.band.key
    held.level = held.judged_level or assessed.level
    held.is_pressing = is_pressing(tool, assessed, held.level, is_immediate=held.is_immediate)
    held.version += 1
    held.save()
    record("received", held, by=by, level=held.level, pressing=held.is_pressing)
    _note_front_door(held, by)
    if held.is_pressing:
        tell_of_pressing(held)
        if held.child is None:
            tell_guardians(held)
        give_provisional_level(held, by=by)
    settle_screenings(held, by=by)


def assessment_of(submission: Submission) -> Assessment:
    """What its own version makes of its answers, with what is known of the child."""
    return assess(submission.tool.tool, submission.answers, facts_of(submission))


def facts_of(submission: Submission) -> Facts:
    """From the child's record where there is one, and from what the sender said where that is silent."""
    child, day = submission.child, (submission.received_at or clock.now()).astimezone(clock.LONDON).date()
    born = (child.birth_on if child else None) or submission.birth_on
    known = child.has_learning_disability if child else None
    said = submission.has_learning_disability
    return Facts(
        age=None if born is None else day.year - born.year - ((day.month, day.day) < (born.month, born.day)),
        has_learning_disability=True if known or said else (said if known is None else known),
    )


def _note_front_door(held: Submission, by: Actor) -> None:
    said = held.front_door
    if said.get("told") == "yes":
        record_front_door_use(
            by=by, cause=(CAUSE, held.pk), how=said["how"], whom=said["whom"], used_at=clock.now(),
            child=held.child,
        )  # fmt: skip


@transaction.atomic
def tell_front_door(*, submission: Submission, by: Actor, **told: Any) -> None:
    """Record, after it was sent, that the front door was told: how, whom, used_at, outside_reference."""
    if not Submission.objects.visible_to(by).filter(pk=submission.pk).exists():
        refuse("There is no such submission that you may see.")
    record_front_door_use(by=by, cause=(CAUSE, submission.pk), child=submission.child, **told)
