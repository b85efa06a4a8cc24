"""Recording, correcting, grading, ending and withdrawing an episode; all of it stays in its history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from holdfast.casework.children.models import Child
from holdfast.casework.children.operations.restricting import require_recording
from holdfast.casework.missing.models import Episode, EpisodeEntry, EpisodeGrade
from holdfast.casework.missing.operations.following import follow
from holdfast.casework.missing.rules.episodes import assess_birth, assess_grade, assess_overlap, assess_times
from holdfast.casework.missing.rules.reporting import EpisodeFacts, as_json, assess_codes, changes
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.trail.record import record

Kind = EpisodeEntry.Kind


class EpisodeChanged(Exception):
    """Somebody else changed the episode since this person looked at it; nothing was saved."""

    def __init__(self, episode: Episode, entry: EpisodeEntry | None) -> None:
        super().__init__("the episode was changed meanwhile")
        self.episode, self.entry = episode, entry


@transaction.atomic
def record_episode(
    *, by: Actor, child: Child, facts: EpisodeFacts, source: str = Episode.Source.RECORDED
) -> Episode:
    """Record that a child is, or was, missing or away.

    Raises `PermissionDenied`, or `Refused`: an overlap with another episode, times that cannot be right, a
    start on or before the day of birth.
    """
    with _held(by, child) as now:
        _assess(now, facts)
        episode = Episode.objects.create(
            partnership_id=by.partnership_id,
            child=now,
            source=source,
            recorded_by_id=by.person_id,
            **facts.columns(),
        )
        imported = source == Episode.Source.IMPORTED
        _enter(episode, Kind.IMPORTED if imported else Kind.RECORDED, by=by, after=as_json(facts))
        _grade(episode, facts.grade, facts.reported_at or facts.began_at, "", by)
        record("recorded missing episode", episode, by=by, child=now.reference)
        follow([episode], by=by)
    return episode


@transaction.atomic
def change_episode(
    *, by: Actor, episode: Episode, facts: EpisodeFacts, reason: str = "", seen_version: int | None = None
) -> Episode:
    """Correct what was recorded; what stood before stays in the history.

    `seen_version` is the one that the person looked at: raises `EpisodeChanged` when it is no longer the
    present one. Raises `PermissionDenied` and `Refused` as `record_episode` does.
    """
    with _held(by, episode.child) as child:
        now = _present(episode)
        if seen_version is not None and seen_version != now.version:
            raise EpisodeChanged(now, now.entries.select_related("by").order_by("recorded_at").last())
        before, after = changes(EpisodeFacts.of(now), facts)
        if not after:
            return now
        _assess(child, facts, now)
        _set(now, facts)
        _enter(now, _kind_of_change(before, after), by=by, text=reason, before=before, after=after)
        if after.get("grade"):
            _grade(now, facts.grade, clock.now(), reason, by)
        record("corrected missing episode", now, by=by, child=child.reference, changed=sorted(after))
        follow([now], by=by)
    return now


def record_return(
    *,
    by: Actor,
    episode: Episode,
    ended_at: datetime,
    is_ended_known: bool = True,
    found_where: str = "",
    found_by: str = "",
    found_state: str = "",
    seen_version: int | None = None,
) -> Episode:
    """Record when and how the child was found or came back."""
    if episode.ended_at is not None:
        refuse("The return is recorded already. Correct the episode if it is wrong.")
    facts = replace(
        EpisodeFacts.of(episode),
        ended_at=ended_at,
        is_ended_known=is_ended_known,
        found_where=found_where,
        found_by=found_by,
        found_state=found_state,
    )
    return change_episode(by=by, episode=episode, facts=facts, seen_version=seen_version)


def _kind_of_change(before: dict[str, Any], after: dict[str, Any]) -> EpisodeEntry.Kind:
    if set(after) == {"grade"}:
        return Kind.GRADED
    return Kind.RETURNED if before.get("ended_at", "") is None else Kind.CHANGED


@transaction.atomic
def grade_episode(
    *, by: Actor, episode: Episode, grade: str, reason: str = "", from_at: datetime | None = None
) -> None:
    """Say how grave it is judged to be from now, or `from_at`, on."""
    with _held(by, episode.child) as child:
        now = _present(episode)
        from_at = from_at or clock.now()
        assess_grade(grade, from_at, now.times, clock.now()).require()
        _grade(now, grade, from_at, reason, by)
        latest = now.grades.order_by("from_at", "recorded_at").values_list("grade", flat=True).last()
        before, now.grade = {"grade": now.grade}, latest or grade
        _save(now, "grade")
        after = {"grade": grade, "from_at": from_at.isoformat()}
        _enter(now, Kind.GRADED, by=by, text=reason, before=before, after=after)
        record("graded missing episode", now, by=by, child=child.reference, grade=grade)


@transaction.atomic
def withdraw_episode(*, by: Actor, episode: Episode, reason: str) -> None:
    """Say that it was recorded in error: the row stays and counts for nothing."""
    if not reason.strip():
        refuse("Say why the episode was recorded in error.")
    with _held(by, episode.child) as child:
        now = _present(episode)
        now.withdrawn_at, now.withdrawn_why = clock.now(), reason.strip()
        _save(now, "withdrawn_at", "withdrawn_why")
        _enter(now, Kind.WITHDRAWN, by=by, text=reason.strip())
        record("withdrew missing episode", now, by=by, child=child.reference)
        follow([now], by=by, why="the episode was recorded in error")


@transaction.atomic
def restore_episode(*, by: Actor, episode: Episode, reason: str) -> None:
    """Take back a withdrawal that was itself an error."""
    if not reason.strip():
        refuse("Say why the episode counts after all.")
    with _held(by, episode.child) as child:
        now = _present(episode, withdrawn_too=True)
        if now.withdrawn_at is None:
            refuse("This episode was not withdrawn.")
        _assess(child, EpisodeFacts.of(now), now)
        now.withdrawn_at, now.withdrawn_why = None, ""
        _save(now, "withdrawn_at", "withdrawn_why")
        _enter(now, Kind.RESTORED, by=by, text=reason.strip())
        record("restored missing episode", now, by=by, child=child.reference)
        follow([now], by=by)


@contextmanager
def _held(by: Actor, child: Child) -> Iterator[Child]:
    """The child's record, which one person at a time adds episodes to."""
    require_recording(by, child)
    yield Child.objects.visible_to(by).select_for_update(of=("self",)).get(pk=child.pk)


def _present(episode: Episode, *, withdrawn_too: bool = False) -> Episode:
    """The episode as it is now."""
    now: Episode = Episode.objects.select_related("child").get(pk=episode.pk)
    if now.withdrawn_at is not None and not withdrawn_too:
        refuse("This episode was withdrawn as recorded in error. Restore it first.")
    return now


def _assess(child: Child, facts: EpisodeFacts, episode: Episode | None = None) -> None:
    times = facts.times
    assess_codes(facts).require()
    assess_times(times, clock.now()).require()
    assess_birth(times.began_on, None if child.is_birth_estimated else child.birth_on).require()
    others = Episode.objects.standing().filter(child=child)
    others = others.exclude(pk=episode.pk) if episode else others
    assess_overlap(times, [one.times for one in others]).require()


def _set(episode: Episode, facts: EpisodeFacts) -> None:
    columns = facts.columns()
    for name, value in columns.items():
        setattr(episode, name, value)
    _save(episode, *columns)


def _save(episode: Episode, *columns: str) -> None:
    episode.version += 1
    episode.save(update_fields=[*columns, "version"])


def _enter(episode: Episode, kind: EpisodeEntry.Kind, *, by: Actor, text: str = "", **changed: Any) -> None:
    EpisodeEntry.objects.create(
        partnership_id=episode.partnership_id,
        child_id=episode.child_id,
        episode=episode,
        kind=kind,
        text=text.strip(),
        at=clock.now(),
        by_id=by.person_id,
        **changed,
    )


def _grade(episode: Episode, grade: str, from_at: datetime, reason: str, by: Actor) -> None:
    if grade:
        EpisodeGrade.objects.create(
            partnership_id=episode.partnership_id,
            child_id=episode.child_id,
            episode=episode,
            grade=grade,
            from_at=from_at,
            reason=reason.strip(),
            by_id=by.person_id,
        )
