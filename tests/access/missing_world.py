"""Two children who were missing: each with an interview that the provider holds, one of them restricted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from holdfast.casework.children.models import Child
from holdfast.casework.missing import models
from holdfast.kernel import clock

if TYPE_CHECKING:
    from tests.access.world import World


def make_missing(world: World, child: Child, hidden: Child) -> None:
    """A row of everything that hangs on an episode; the restricted child's interview is given to nobody."""
    rules = models.MissingRules(provider=world.place.agencies["health"])
    rules.partnership = world.place.partnership
    rules.save()
    world.ids |= _rows(world, child, "")
    world.ids |= _rows(world, hidden, "restricted_")


def _rows(world: World, child: Child, which: str) -> dict[str, Any]:
    name, now = world.canary, clock.now()
    past = _made("Episode", child, began_at=now - timedelta(days=2), ended_at=now - timedelta(days=1))
    open_one = _made("Episode", child, began_at=now - timedelta(hours=2), last_seen_where=f"{name} park")
    holder = {} if which else {
        "provider": world.place.agencies["health"], "interviewer": world.person("provider"),
    }  # fmt: skip
    interview = _made("Interview", child, account=f"{name} said", **holder)
    _made("InterviewEpisode", child, interview=interview, episode=past)
    _made("InterviewAttempt", child, interview=interview, at=now, how="visit", outcome=f"{name} was out")
    _made("InterviewEntry", child, interview=interview, kind="arranged", at=now)
    _made("EpisodeEntry", child, episode=past, kind="recorded", at=now)
    _made("EpisodeGrade", child, episode=past, grade="high", from_at=now, reason=name)
    day = clock.today()
    _made("FrequentSpell", child, from_on=day, to_on=day, why=name)
    passage = _made("Passage", child, interview=interview, text=f"{name} car", marked_at=now)
    return {
        f"{which}episode_id": past.pk, f"{which}open_episode_id": open_one.pk,
        f"{which}interview_id": interview.pk, f"{which}passage_id": passage.pk,
    }  # fmt: skip


def _made(model: str, child: Child, **values: Any) -> Any:
    row = getattr(models, model)(child=child, **values)
    row.partnership = child.partnership
    row.save()
    return row
