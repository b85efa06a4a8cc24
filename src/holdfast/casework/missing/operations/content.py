"""What the child said: written bit by bit, recorded as held once complete; passages for intelligence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from holdfast.casework.children.models import Child
from holdfast.casework.missing.models import Episode, Interview, InterviewEntry, InterviewEpisode, Passage
from holdfast.casework.missing.operations.following import settle_interviews
from holdfast.casework.missing.operations.interviews import enter, may_hold
from holdfast.casework.missing.rules.interviews import assess_content, assess_held
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

Kind = InterviewEntry.Kind
WORDS = ("account", "harm", "where", "with_whom", "wishes", "held_where")
CODED = ("reasons", "harms")
A_MOMENT = timedelta(seconds=30)


class InterviewChanged(Exception):
    """Somebody else wrote in it since this person looked; nothing was saved."""

    def __init__(self, interview: Interview) -> None:
        super().__init__("the interview was written in meanwhile")
        self.interview = interview


@dataclass(frozen=True, kw_only=True)
class Content:
    """What was said in an interview, as far as it is written."""

    account: str = ""
    harm: str = ""
    where: str = ""
    with_whom: str = ""
    wishes: str = ""
    held_where: str = ""
    reasons: tuple[str, ...] = ()
    harms: tuple[str, ...] = ()

    def columns(self) -> dict[str, Any]:
        """As the columns of a row."""
        said: dict[str, Any] = {name: getattr(self, name) for name in WORDS}
        return said | {name: list(getattr(self, name)) for name in CODED}


def write_interview(*, by: Actor, interview: Interview, content: Content, seen_version: int) -> Interview:
    """Keep a draft of what was said. Raises `InterviewChanged` when somebody else wrote meanwhile.

    The boxes of one form save themselves each on its own: one that left before another's answer came is no
    conflict.
    """
    with transaction.atomic():
        now = _locked(by, interview, None)
        if seen_version != now.version and not _is_own_moment_ago(now, by, seen_version):
            raise InterviewChanged(now)
        if now.state == Interview.State.HELD:
            refuse("This interview is recorded as held. Correct it from its own page.")
        before, after = _differing(now, content.columns())
        if after:
            _set(now, after)
            if not _is_same_sitting(now, by):
                enter(now, Kind.WRITTEN, by, before=before)
            else:
                now.version += 1
                now.changed_at, now.changed_by_id = clock.now(), by.person_id
            now.save()
            record("wrote in return interview", now, by=by, child=now.child.reference)
    return now


def _is_own_moment_ago(interview: Interview, by: Actor, seen_version: int) -> bool:
    """Whether the one version between is this person's own, of this moment."""
    just_now = clock.now() - interview.changed_at < A_MOMENT
    return seen_version == interview.version - 1 and just_now and _is_same_sitting(interview, by)


def _is_same_sitting(interview: Interview, by: Actor) -> bool:
    """A draft that saves itself is one entry until somebody else does something."""
    last = interview.entries.order_by("recorded_at").values_list("kind", "by_id").last()
    return last == (Kind.WRITTEN.value, by.person_id)


@transaction.atomic
def record_return_interview(
    *, by: Actor, interview: Interview, content: Content, held_at: datetime, seen_version: int | None = None
) -> Interview:
    """Record that it was held, when, and what was said; or correct that. Meets every return that it covers.

    Raises `Refused` for a time before the return or to come, or without any content; `InterviewChanged`.
    """
    now = _locked(by, interview, seen_version)
    returns = [row.episode.times for row in now.covered.select_related("episode")]
    assess_held(held_at, returns, clock.now()).require()
    assess_content([content.account, content.harm, content.wishes]).require()
    before, after = _differing(now, content.columns())
    _set(now, after)
    if now.held_at != held_at:
        before["held_at"] = now.held_at.isoformat() if now.held_at else None
        after["held_at"] = held_at.isoformat()
    now.state, now.held_at = Interview.State.HELD, held_at
    now.interviewer_id = now.interviewer_id or _own(by, now)
    now.offered_at = now.offered_at or held_at
    now.accepted_at = now.accepted_at or max(held_at, now.offered_at)
    enter(now, Kind.HELD, by, before=before, after=after)
    now.save()
    record("recorded return interview", now, by=by, child=now.child.reference)
    settle_interviews([now.pk], by=by)
    return now


def _own(by: Actor, interview: Interview) -> Any:
    """Somebody of the agency who records it, where nobody was named, held it."""
    return by.person_id if interview.provider_id == by.agency_id else None


@transaction.atomic
def cover_episode(*, by: Actor, interview: Interview, episode: Episode) -> None:
    """Let one interview be about a further return of the same child."""
    now = _locked(by, interview, None)
    if episode.child_id != now.child_id or episode.ended_at is None or episode.withdrawn_at is not None:
        refuse("An interview is about returns of one child.")
    if now.held_at is not None and now.held_at < episode.ended_at:
        refuse("The interview was held before that return: it needs another.")
    link = InterviewEpisode.objects.filter(episode=episode).select_related("interview").first()
    if link is not None and link.interview_id != now.pk and not link.interview.is_waiting:
        refuse("That return has its interview already.")
    left = link.interview if link is not None and link.interview_id != now.pk else None
    InterviewEpisode.objects.update_or_create(
        episode=episode,
        defaults={"interview": now, "child_id": now.child_id, "partnership_id": now.partnership_id},
    )
    if left is not None and not left.covered.exists():
        left.state = Interview.State.CANCELLED
        enter(left, Kind.CANCELLED, by, text="Its return is covered by another interview.")
        left.save()
    record("covered episode by return interview", now, by=by, child=now.child.reference)
    settle_interviews([now.pk], by=by)


@transaction.atomic
def mark_passage(*, by: Actor, interview: Interview, text: str) -> Passage:
    """Mark words of the interview as intelligence: they queue for the handlers."""
    _require_words(text)
    now = _locked(by, interview, None)
    return _mark(now.child, text, by, interview=now)


@transaction.atomic
def mark_passage_of_episode(*, by: Actor, episode: Episode, text: str) -> Passage:
    """Mark something of an episode as intelligence."""
    by.require(Permission.RECORD_ON_CHILD)
    _require_words(text)
    now = Episode.objects.visible_to(by).select_related("child").get(pk=episode.pk)
    return _mark(now.child, text, by, episode=now)


def _require_words(text: str) -> None:
    if not text.strip():
        refuse("Write or paste the passage that intelligence should have.")


def _mark(child: Child, text: str, by: Actor, **source: Interview | Episode) -> Passage:
    passage: Passage = Passage.objects.create(
        partnership_id=child.partnership_id, child=child, text=text.strip(), marked_at=clock.now(),
        marked_by_id=by.person_id, **source,
    )  # fmt: skip
    record("marked passage as intelligence", passage, by=by, child=child.reference)
    return passage


@transaction.atomic
def take_back_passage(*, by: Actor, passage: Passage) -> None:
    """Take a mark back, as long as no handler has collected it."""
    now: Passage = Passage.objects.select_for_update(of=("self",)).select_related("child").get(pk=passage.pk)
    if now.interview_id is not None:
        _locked(by, now.interview, None)
    else:
        by.require(Permission.RECORD_ON_CHILD)
    if now.collected_at is not None:
        refuse("The handlers have collected this already. Ask them to take it out.")
    now.taken_back_at = clock.now()
    now.save(update_fields=["taken_back_at"])
    record("took back passage", now, by=by, child=now.child.reference)


def _locked(by: Actor, interview: Interview | None, seen_version: int | None) -> Interview:
    rows = Interview.objects.visible_to(by).select_for_update(of=("self",)).select_related("child")
    now: Interview = rows.get(pk=interview.pk if interview else None)
    if not may_hold(by, now):
        raise PermissionDenied("Only whoever holds this interview, or manages interviews, can write in it.")
    if seen_version is not None and seen_version != now.version:
        raise InterviewChanged(now)
    if now.state == Interview.State.CANCELLED:
        refuse("This interview was called off.")
    return now


def _differing(interview: Interview, columns: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    changed = [name for name, value in columns.items() if getattr(interview, name) != value]
    return {name: getattr(interview, name) for name in changed}, {name: columns[name] for name in changed}


def _set(interview: Interview, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(interview, name, value)
