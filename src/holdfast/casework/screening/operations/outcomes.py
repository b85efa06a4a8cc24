"""What a meeting makes of a received tool: its level confirmed or changed; or that it is set aside."""

from __future__ import annotations

from django.db import transaction

from holdfast.casework.risk.operations import set_level
from holdfast.casework.screening.models import ScreeningOutcome, Submission
from holdfast.casework.screening.notices import withdraw_pressing
from holdfast.casework.screening.operations.provisional import framework_of
from holdfast.casework.screening.operations.receiving import assessment_of
from holdfast.casework.screening.promises import settle_screenings
from holdfast.casework.screening.rules.confirming import assess_confirmation
from holdfast.governance.meetings.models import Meeting
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

AS_THE_TOOL = "The meeting confirmed the level of the screening."


@transaction.atomic
def confirm(
    *,
    submission: Submission,
    level: str,
    by: Actor,
    meeting: Meeting | None,
    reason: str = "",
    circumstances: str = "",
) -> ScreeningOutcome:
    """Confirm a tool's level at a meeting, or change it with a reason; it becomes the child's level.

    Raises `PermissionDenied`, or `Refused` for a level outside the tool, a level below a floor, no meeting.
    """
    by.require(Permission.CONFIRM_LEVEL, meeting.group_id if meeting else None)
    held = _waiting(submission, by)
    tool = held.tool.tool
    assess_confirmation(
        tool, held.level, level, reason, floors=assessment_of(held).floors,
        has_child=held.child_id is not None, has_meeting=meeting is not None,
    ).require()  # fmt: skip
    made = ScreeningOutcome.objects.create(
        partnership_id=by.partnership_id, child=held.child, submission=held, area=held.area,
        kind=ScreeningOutcome.Kind.CONFIRMED, level=level, before=held.level, reason=reason.strip(),
        meeting=meeting, at=clock.now(), by_id=by.person_id,
    )  # fmt: skip
    why = reason.strip() or AS_THE_TOOL
    if held.child is None:
        refuse("Match it to a child first: a level is a child's.")
    set_level(
        child=held.child, area=held.area, level=level, circumstances=circumstances, reason=why, by=by,
        meeting=meeting, source=("screening.submission", held.pk), assessment=framework_of(held, level, why),
    )  # fmt: skip
    withdraw_pressing(held)
    group_id = meeting.group_id if meeting else None
    record("confirmed level", held, by=by, group_id=group_id, level=level, was=held.level)
    settle_screenings(held, by=by)
    return made


@transaction.atomic
def set_aside(*, submission: Submission, by: Actor, reason: str) -> ScreeningOutcome:
    """Take it out of the queue without a level: a child of another area, sent twice, sent in error."""
    by.require(Permission.KEEP_SCREENING)
    held = _waiting(submission, by)
    if not reason.strip():
        refuse("Say why no meeting needs to look at it.")
    made = ScreeningOutcome.objects.create(
        partnership_id=by.partnership_id, child=held.child, submission=held, area=held.area,
        kind=ScreeningOutcome.Kind.SET_ASIDE, before=held.level, reason=reason.strip(), at=clock.now(),
        by_id=by.person_id,
    )  # fmt: skip
    withdraw_pressing(held)
    record("set aside", held, by=by)
    settle_screenings(held, by=by, why="it was set aside: no meeting needs to look at it")
    return made


@transaction.atomic
def put_back(*, submission: Submission, by: Actor) -> None:
    """Let it wait for a meeting again, after it was set aside. Twice changes nothing."""
    by.require(Permission.KEEP_SCREENING)
    aside = ScreeningOutcome.objects.filter(
        submission=submission, kind=ScreeningOutcome.Kind.SET_ASIDE, undone_at=None
    )
    if aside.update(undone_at=clock.now(), undone_by_id=by.person_id):
        record("put back", submission, by=by)
        settle_screenings(submission, by=by)


def _waiting(submission: Submission, by: Actor) -> Submission:
    """It as it is now, held, if it still waits."""
    rows = Submission.objects.visible_to(by).select_for_update(of=("self",))
    held: Submission | None = rows.filter(pk=submission.pk, received_at__isnull=False).first()
    if held is None:
        refuse("There is no such submission that waits for a meeting.")
    if not Submission.objects.waiting().filter(pk=held.pk).exists():
        refuse("A meeting has looked at this already, or it was set aside.")
    return held
