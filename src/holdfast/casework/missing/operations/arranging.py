"""A return that owes an interview has one: the child's waiting interview if there is one, else a new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from holdfast.casework.missing.models import Episode, Interview, InterviewEntry, InterviewEpisode
from holdfast.casework.missing.rules.interviews import assess_owed
from holdfast.casework.missing.rulings import Setting
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor

Kind = InterviewEntry.Kind


def arrange(episodes: Sequence[Episode], *, by: Actor, under: Setting) -> None:
    """Put each return under an interview, and take away what is owed no more; in a few queries."""
    covered = _covered(episodes)
    owing = [one for one in episodes if _is_owed(one, under)]
    _take_away([covered[one.pk] for one in episodes if one.pk in covered and one not in owing], by)
    lacking = [one for one in owing if one.pk not in covered]
    if not lacking:
        return
    waiting = _waiting({one.child_id for one in lacking})
    fresh = _begin({one.child_id for one in lacking} - set(waiting), by, under)
    interviews = waiting | fresh
    InterviewEpisode.objects.bulk_create(
        InterviewEpisode(
            partnership_id=by.partnership_id,
            child_id=one.child_id,
            interview=interviews[one.child_id],
            episode=one,
        )
        for one in lacking
    )


def _is_owed(episode: Episode, under: Setting) -> bool:
    on = episode.times.ended_on
    if episode.withdrawn_at is not None or on is None or on < under.interviews_from:
        return False
    return bool(assess_owed(episode.times, episode.child.birth_on, episode.found_state).met)


def _covered(episodes: Iterable[Episode]) -> dict[UUID, InterviewEpisode]:
    rows = InterviewEpisode.objects.filter(episode__in=[one.pk for one in episodes])
    return {row.episode_id: row for row in rows.select_related("interview")}


def _waiting(child_ids: set[UUID]) -> dict[UUID, Interview]:
    rows = Interview.objects.waiting().filter(child__in=child_ids).order_by("changed_at")
    return {row.child_id: row for row in rows}


def _begin(child_ids: set[UUID], by: Actor, under: Setting) -> dict[UUID, Interview]:
    made = [
        Interview(
            partnership_id=by.partnership_id,
            child_id=child_id,
            provider_id=under.provider_id,
            changed_by_id=by.person_id,
            changed_at=clock.now(),
        )
        for child_id in sorted(child_ids)
    ]
    Interview.objects.bulk_create(made)
    InterviewEntry.objects.bulk_create(_entry(one, Kind.ARRANGED, by) for one in made)
    return {one.child_id: one for one in made}


def _take_away(links: Sequence[InterviewEpisode], by: Actor) -> None:
    """An interview that nothing happened to yet is called off with the last return that it was for."""
    untouched = [link for link in links if link.interview.state == Interview.State.TO_OFFER]
    if not untouched:
        return
    InterviewEpisode.objects.filter(pk__in=[link.pk for link in untouched]).delete()
    interviews = {link.interview_id for link in untouched}
    needed = InterviewEpisode.objects.filter(interview__in=interviews).values_list("interview_id", flat=True)
    gone = [link.interview for link in untouched if link.interview_id not in set(needed)]
    for one in gone:
        one.state, one.changed_at = Interview.State.CANCELLED, clock.now()
    Interview.objects.bulk_update(gone, ["state", "changed_at"])
    InterviewEntry.objects.bulk_create(_entry(one, Kind.CANCELLED, by) for one in gone)


def _entry(interview: Interview, kind: InterviewEntry.Kind, by: Actor) -> InterviewEntry:
    return InterviewEntry(
        partnership_id=interview.partnership_id,
        child_id=interview.child_id,
        interview=interview,
        kind=kind,
        at=clock.now(),
        by_id=by.person_id,
    )
