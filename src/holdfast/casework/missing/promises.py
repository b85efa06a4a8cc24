"""A return interview as an obligation: in elapsed hours from the return, by the terms or by statute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from holdfast.casework.children.groups import casework_times, group_owing
from holdfast.casework.children.need_to_know import not_hidden_if_any
from holdfast.casework.missing.models import Episode, Interview
from holdfast.casework.missing.rules.interviews import STATUTORY, assess_owed, promise_of
from holdfast.kernel.clock import LONDON, start_of
from holdfast.kernel.clocks import falls_due, said_day
from holdfast.obligations.ledger.kinds import Asked, Doing, Kind, Source, declare
from holdfast.obligations.ledger.promises import Kept, Party, Promise, Proof
from holdfast.obligations.ledger.versions import NO_TERMS, Version
from holdfast.stewardship.access.permissions import Permission

CAUSE = "episode"

INTERVIEW = Kind(
    key="return-interview",
    title="Return interviews",
    keeps=("clock",),
    seen_by=Permission.MANAGE_INTERVIEWS,
    counted_by=Permission.SEE_CASEWORK_FIGURES,
    is_urgent=True,
    doing=lambda row: Doing("Open the interview", reverse("missing:interview-for", args=[row.cause_id])),
    # The subject is the child: a restricted one is hidden from those without a grant.
    row_condition=not_hidden_if_any("subject_id"),
)


def register() -> None:
    """Declare it; called when the app is ready."""
    declare(Source(cause=CAUSE, kinds=(INTERVIEW,), facts=_facts, promises=_promises))


@dataclass(frozen=True)
class _Returns:
    """The returns that owe an interview, and the group that owes it until it is given to somebody."""

    group_id: UUID
    episodes: tuple[Episode, ...] = ()


def _facts(asked: Asked) -> _Returns:
    times = casework_times()
    if not asked.versions or all(one.group_id != asked.group.pk for one in times):
        return _Returns(asked.group.pk)
    rows = Episode.objects.standing().filter(
        partnership_id=asked.group.partnership_id, ended_at__isnull=False
    )
    if asked.ids is not None:
        rows = rows.filter(pk__in=asked.ids)
    else:
        rows = rows.filter(ended_at__gte=_start(asked))
    rows = rows.select_related("child", "covering__interview")
    own = (row for row in rows if row.ended_at and group_owing(times, row.ended_at) == asked.group.pk)
    return _Returns(asked.group.pk, tuple(row for row in own if _is_owed(row)))


def _start(asked: Asked) -> datetime:
    """No return before the first terms owes anything."""
    return start_of(asked.versions[0].from_on)


def _is_owed(episode: Episode) -> bool:
    return bool(assess_owed(episode.times, episode.child.birth_on, episode.found_state).met)


def _promises(returns: _Returns, version: Version) -> Iterator[Promise]:
    """What a version promises; without terms nothing is owed yet. Of a date alone, from that day's end."""
    if version == NO_TERMS:
        return
    clause = promise_of(version.charter)
    within = clause.within if clause else STATUTORY
    for episode in returns.episodes:
        began_at = episode.times.latest_end
        if began_at is None:
            continue
        interview = _interview(episode)
        yield Promise(
            kind=INTERVIEW.key,
            clause=clause.clause if clause else "",
            cause_id=episode.pk,
            occasion=f"return from {episode.pk}",
            owner=_owner(interview, returns),
            says=f"Return interview for {episode.child.reference}",
            subject=("children.child", episode.child_id),
            began_at=began_at,
            began_with=_began_with(episode),
            period=str(within),
            due=falls_due(began_at, within),
            kept=_kept(episode, interview, began_at),
        )


def _interview(episode: Episode) -> Interview | None:
    covering = getattr(episode, "covering", None)
    return covering.interview if covering is not None else None


def _owner(interview: Interview | None, returns: _Returns) -> Party:
    """Whoever is to hold it; until somebody is, the group."""
    if interview is None or interview.provider_id is None:
        return Party(group_id=returns.group_id)
    return Party(agency_id=interview.provider_id, person_id=interview.interviewer_id)


def _began_with(episode: Episode) -> str:
    if episode.is_ended_known or episode.times.ended_on is None:
        return "the return"
    return f"the end of {said_day(episode.times.ended_on)}, the day of the return (its time is not known)"


def _kept(episode: Episode, interview: Interview | None, began_at: datetime) -> Kept | None:
    """Held after the return; or declined, once the carers were asked instead."""
    if interview is None:
        return None
    at, words = interview.held_at, "Return interview held"
    if interview.state == Interview.State.DECLINED:
        at, words = interview.carers_asked_at, "Return interview declined, carers asked"
    if at is None or episode.ended_at is None or at < episode.ended_at:
        return None
    at = max(at, began_at)
    words = f"{words} on {said_day(at.astimezone(LONDON).date())}"
    return Kept(at, (Proof("missing.interview", interview.pk, words, at),))
