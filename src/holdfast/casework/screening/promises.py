"""A received tool as an obligation: a meeting confirms or changes its level by the next one's end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from holdfast.casework.children.groups import casework_times, group_owing
from holdfast.casework.children.hooks import Merging, on_merging
from holdfast.casework.children.need_to_know import not_hidden_if_any
from holdfast.casework.children.operations.owing import settle_of_children
from holdfast.casework.screening.models import ScreeningOutcome, Submission
from holdfast.casework.screening.rules.promised import Stated, stated_for_confirming
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.promises.causes import NEXT, on_dates_changed
from holdfast.groups.models import Group
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import Clock, Due, falls_due, said_day
from holdfast.kernel.working_days import end_of_day
from holdfast.obligations.ledger.kinds import Asked, Doing, Kind, Source, declare
from holdfast.obligations.ledger.operations import settle
from holdfast.obligations.ledger.parties import Directory, directory_of
from holdfast.obligations.ledger.promises import Kept, Party, Promise, Proof
from holdfast.obligations.ledger.versions import NO_TERMS, Version
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

CAUSE = "screening"

CONFIRMED = Kind(
    key="screening-confirmed",
    title="Screenings to confirm",
    keeps=("casework: screenings", "clock"),
    seen_by=Permission.KEEP_SCREENING,
    counted_by=Permission.SEE_CASEWORK_FIGURES,
    doing=lambda row: Doing("Open the screening", reverse("screening:submission", args=[row.cause_id])),
    row_condition=not_hidden_if_any("subject_id"),
)


def register() -> None:
    """Declare it, and follow what changes it; called when the app is ready."""
    declare(Source(cause=CAUSE, kinds=(CONFIRMED,), facts=_facts, promises=_promises))
    on_dates_changed.register(_follow_dates)
    on_merging.register(_follow_merge)


def settle_screenings(*submissions: Submission, by: Actor, why: str = "") -> None:
    """Bring what is owed for these in line; called by every operation that receives or deals with one."""
    settle_of_children(CAUSE, [one.pk for one in submissions], by=by, why=why)


def _follow_dates(group: Group, by: Actor) -> None:
    """What waits is due by another meeting."""
    if any(one.group_id == group.pk for one in casework_times()):
        waiting = Submission.objects.waiting().values_list("pk", flat=True)
        settle(CAUSE, list(waiting), group=group, by=by, why="the next meeting is on another day")


def _follow_merge(merging: Merging, by: Actor) -> None:
    """It names the record that the child now is."""
    rows = Submission.objects.received().filter(child__in=[merging.kept.pk, merging.merged.pk])
    settle_screenings(*rows, by=by)


@dataclass(frozen=True)
class _Received:
    """One tool that came in, the group's next meeting after it, and what a meeting made of it."""

    row: Submission
    came_at: datetime
    next_at: datetime | None
    confirmed: ScreeningOutcome | None


@dataclass(frozen=True)
class _Screenings:
    rows: tuple[_Received, ...]
    directory: Directory


def _facts(asked: Asked) -> _Screenings:
    times, directory = casework_times(), directory_of(asked.group)
    if not asked.versions or all(one.group_id != asked.group.pk for one in times):
        return _Screenings((), directory)
    rows = Submission.objects.received()
    rows = rows if asked.ids is None else rows.filter(pk__in=asked.ids)
    later = Meeting.objects.filter(NEXT, group=asked.group, starts_at__gt=OuterRef("received_at"))
    annotated: Any = rows.annotate(next_at=Subquery(later.order_by("starts_at").values("starts_at")[:1]))
    outcomes = _outcomes(asked)
    found = (
        _Received(row, row.received_at, row.next_at, outcomes.get(row.pk))
        for row in annotated
        if group_owing(times, row.received_at) == asked.group.pk
    )
    return _Screenings(tuple(one for one in found if not _is_aside(one)), directory)


def _outcomes(asked: Asked) -> dict[UUID, ScreeningOutcome]:
    rows = ScreeningOutcome.objects.filter(undone_at=None)
    rows = rows if asked.ids is None else rows.filter(submission__in=asked.ids)
    return {row.submission_id: row for row in rows}


def _is_aside(one: _Received) -> bool:
    """No meeting needs to look at what was set aside, so that nothing is owed for it."""
    return one.confirmed is not None and one.confirmed.kind == ScreeningOutcome.Kind.SET_ASIDE


def _promises(screenings: _Screenings, version: Version) -> Iterator[Promise]:
    """Only where the terms ask it: what no clause asks waits in the queue all the same."""
    stated = stated_for_confirming(version.charter)
    if version == NO_TERMS or stated is None or version.charter is None:
        return
    owners = screenings.directory.parties(version.charter, stated.by)
    for one in screenings.rows:
        for owner in owners or (Party(group_id=screenings.directory.group_id),):
            yield Promise(
                kind=CONFIRMED.key,
                clause=stated.clause,
                cause_id=one.row.pk,
                occasion=f"screening {one.row.pk}",
                owner=owner,
                says=f"Confirm the level of screening {one.row.reference}",
                subject=("children.child", one.row.child_id) if one.row.child_id else None,
                began_at=one.came_at,
                began_with="the tool came in",
                period=str(stated.within or ""),
                due=_due(one, stated),
                kept=_kept(one),
            )


def _due(one: _Received, stated: Stated) -> Due | None:
    """Within the terms' time; without one by the end of the next meeting's day, once that is fixed."""
    if stated.within is not None:
        return falls_due(one.came_at, stated.within)
    if one.next_at is None:
        return None
    day = one.next_at.astimezone(LONDON).date()
    return Due(end_of_day(day), Clock.CALENDAR, f"at the next meeting, on {said_day(day)}")


def _kept(one: _Received) -> Kept | None:
    found = one.confirmed
    if found is None:
        return None
    done = "changed" if found.is_changed else "confirmed"
    words = f"Level {done} on {said_day(found.at.astimezone(LONDON).date())}"
    return Kept(found.at, (Proof("screening.screeningoutcome", found.pk, words, found.at),))
