"""Settling a row that waits: taken into the record once a person said who and what, or dismissed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction

from holdfast.casework.children.models import Child
from holdfast.casework.missing.models import Episode
from holdfast.casework.missing.operations.episodes import change_episode, record_episode
from holdfast.casework.missing.rules.episodes import midnight_of
from holdfast.casework.missing.rules.reporting import EpisodeFacts
from holdfast.exchange.comparing import Outcome, compare
from holdfast.exchange.incoming import FileChild, facts_from_json
from holdfast.exchange.models import HeldRow, ImportRow
from holdfast.exchange.operations.adding import add_child_of
from holdfast.exchange.queries.known import record_of
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

Row = ImportRow | HeldRow


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a person says of the row; a time that is not known is None."""

    kind: str
    began_on: date
    began_at: time | None = None
    ended_on: date | None = None
    ended_at: time | None = None

    def on(self, facts: EpisodeFacts | None) -> EpisodeFacts:
        """The row's facts, corrected."""
        times: dict[str, Any] = {
            "kind": self.kind,
            "began_at": _instant(self.began_on, self.began_at),
            "is_began_known": self.began_at is not None,
            "ended_at": _instant(self.ended_on, self.ended_at) if self.ended_on else None,
            "is_ended_known": self.ended_at is not None or self.ended_on is None,
        }
        return replace(facts, **times) if facts is not None else EpisodeFacts(**times)


def _instant(day: date, at: time | None) -> datetime:
    return midnight_of(day) if at is None else datetime.combine(day, at, tzinfo=LONDON)


@transaction.atomic
def settle_row(row: ImportRow, said: Said, *, by: Actor, child: Child | None) -> None:
    """Take a row of the importers' tray into the record of `child`; None makes a record of the file's child.

    Raises `Refused` with the rule's own sentence where the record says otherwise.
    """
    by.require(Permission.IMPORT_CASEWORK)
    now = _waiting(ImportRow, row.pk)
    child = child or add_child_of(FileChild.from_json(now.asked_child), by=by)
    _take(now, child, said, by)
    now.child = child
    _close(now, now.State.SETTLED, by)


@transaction.atomic
def settle_held_row(row: HeldRow, said: Said, *, by: Actor) -> None:
    """Take a row into the record that its guardian keeps."""
    by.require(Permission.GUARD_CHILDREN)
    now = _waiting(HeldRow, row.pk)
    _take(now, Child.objects.visible_to(by).get(pk=now.child_id), said, by)
    _close(now, now.State.SETTLED, by)


@transaction.atomic
def dismiss_row(row: Row, *, by: Actor, reason: str) -> None:
    """Say why a row is not taken; it stays as it was written, and the same row in another file is known."""
    by.require(Permission.GUARD_CHILDREN if isinstance(row, HeldRow) else Permission.IMPORT_CASEWORK)
    now = _waiting(type(row), row.pk)
    if not reason.strip():
        refuse("Say why the row is not taken.")
    now.reason = reason.strip()
    _close(now, now.State.DISMISSED, by)


def _waiting(model: type[Row], pk: UUID) -> Any:
    found = model.objects.select_for_update(of=("self",)).get(pk=pk)
    if found.state != found.State.WAITING:
        refuse("Somebody has settled this row meanwhile.")
    return found


def _take(row: Row, child: Child, said: Said, by: Actor) -> None:
    """By the rules that hold for an episode typed by hand."""
    facts = said.on(facts_from_json(row.facts) if row.facts else None)
    compared = compare(facts, record_of([child.pk], [facts]).get(child.pk, ()), child.birth_on)
    if compared.problem is not None:
        refuse(f"{compared.problem.sentence} Correct the record or this row, or dismiss the row.")
    if compared.outcome is Outcome.ADDED:
        made = record_episode(by=by, child=child, facts=facts, source=Episode.Source.IMPORTED)
        _note_episode(row, made.pk)
    elif compared.outcome is Outcome.CHANGED and compared.facts is not None:
        episode = Episode.objects.select_related("child").get(pk=compared.episode_id)
        change_episode(by=by, episode=episode, facts=compared.facts, reason="Settled from an imported row.")
        _note_episode(row, episode.pk)


def _note_episode(row: Row, pk: UUID) -> None:
    if isinstance(row, ImportRow):
        row.episode_id = pk


def _close(row: Row, state: str, by: Actor) -> None:
    row.state, row.settled_by_id, row.settled_at = state, by.person_id, clock.now()
    row.save()
    record("dismissed" if state == row.State.DISMISSED else "settled", row, by=by, number=row.number)
