"""What follows from a saved, changed or withdrawn episode: spells, interviews to arrange, what is owed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from holdfast.casework.children.operations.owing import settle_of_children
from holdfast.casework.missing.models import Episode, InterviewEpisode
from holdfast.casework.missing.operations.arranging import arrange
from holdfast.casework.missing.operations.frequent import recompute
from holdfast.casework.missing.promises import CAUSE
from holdfast.casework.missing.rulings import Setting, setting
from holdfast.stewardship.access.actor import Actor


def follow(
    episodes: Sequence[Episode],
    *,
    by: Actor,
    why: str = "",
    children: Collection[UUID] = (),
    under: Setting | None = None,
) -> None:
    """Bring everything that hangs on these episodes, and on the starts of these `children`, in line."""
    under = under or setting()
    recompute({*children, *(episode.child_id for episode in episodes)}, by=under)
    if not episodes:
        return
    arrange(episodes, by=by, under=under)
    settle_of_children(CAUSE, [episode.pk for episode in episodes], by=by, why=why)


def settle_interviews(interview_ids: Collection[UUID], *, by: Actor) -> None:
    """Bring what is owed for the returns of these interviews in line with them."""
    rows = InterviewEpisode.objects.filter(interview__in=interview_ids)
    settle_of_children(CAUSE, rows.values_list("episode_id", flat=True), by=by)
