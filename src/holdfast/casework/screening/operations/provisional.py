"""The level that a child has from what cannot wait, until a meeting confirms it."""

from __future__ import annotations

from holdfast.casework.risk.models import LevelChange
from holdfast.casework.risk.operations import set_level
from holdfast.casework.risk.operations.levels import Assessment
from holdfast.casework.risk.rules.levels import assess_provisional
from holdfast.casework.screening.models import Submission
from holdfast.casework.screening.rules.scoring import provisional_level
from holdfast.stewardship.access.actor import Actor


def give_provisional_level(submission: Submission, *, by: Actor) -> LevelChange | None:
    """Raise the child's level until a meeting looks at it; None where the child is not known yet.

    A higher level that a meeting confirmed stays.
    """
    child = submission.child
    if child is None:
        return None
    level = provisional_level(submission.tool.tool, submission.level, is_immediate=submission.is_immediate)
    last = LevelChange.objects.filter(child=child, area=submission.area).last_standing()
    stays = last is not None and not assess_provisional(last.level, not last.is_provisional, level).met
    if stays or (last is not None and last.level == level):
        return None
    return set_level(
        child=child, area=submission.area, level=level, by=by, is_provisional=True,
        reason=_why(submission), source=("screening.submission", submission.pk),
        assessment=framework_of(submission, level, _why(submission)),
    )  # fmt: skip


def framework_of(submission: Submission, level: str, reason: str) -> Assessment:
    """What stands behind a level that comes of a submission; another level than its own has its reason."""
    differs = level != submission.level
    return Assessment(
        framework=str(submission.tool), suggested=submission.level, override_reason=reason if differs else ""
    )


def _why(submission: Submission) -> str:
    if submission.is_immediate:
        return f"Screening {submission.reference} was marked immediate harm."
    band = next(band for band in submission.tool.tool.bands if band.key == submission.band)
    return f"Screening {submission.reference} came to {submission.score}: {band.title.lower()}."
