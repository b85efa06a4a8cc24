"""One obligation as every list shows it: what, for which group, by when, by which clause, its one button."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from holdfast.obligations.ledger.holders import Held, is_owner
from holdfast.obligations.ledger.kinds import Doing, kind_of
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.naming import Titles, party_words, seat_titles, with_names
from holdfast.obligations.ledger.states import State
from holdfast.obligations.ledger.timing import Band, band_of, by_when, time_left
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import may_open


@dataclass(frozen=True)
class ClauseLink:
    """A clause of the terms, with the address of its wording where the reader may see it."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class OwedRow:
    """One obligation as a list shows it to one person."""

    id: UUID
    says: str
    kind: str
    group: str
    group_id: UUID
    clause: ClauseLink | None
    owner: str
    owed_to: str
    due_at: datetime | None
    band: Band
    left: str
    by_when: str
    is_forecast: bool
    counted: str
    state: State
    ended_at: datetime | None
    doing: Doing | None
    may_state: bool
    may_chase: bool

    @property
    def is_late(self) -> bool:
        """Whether it is overdue and still to be done."""
        return self.state is State.MISSED

    @property
    def colour(self) -> str:
        """The colour of its tag, which only repeats the words."""
        return {Band.OVERDUE: "red", Band.TODAY: "yellow"}.get(self.band, "grey")


def owed_rows(rows: Iterable[Obligation], actor: Actor, held: Held, now: datetime) -> list[OwedRow]:
    """Obligations as a list shows them to this person: four queries more."""
    found = with_names(rows)
    titles = seat_titles(found)
    return [_owed_row(row, actor, held, now, titles) for row in found]


def _owed_row(row: Obligation, actor: Actor, held: Held, now: datetime, titles: Titles) -> OwedRow:
    kind = kind_of(row.kind)
    mine = is_owner(actor, row, held)
    state = row.state(now)
    return OwedRow(
        id=row.pk,
        says=row.says,
        kind=kind.title,
        group=str(row.group),
        group_id=row.group_id,
        clause=clause_link(row, actor),
        owner=party_words(row, "owner", titles),
        owed_to=party_words(row, "owed", titles),
        due_at=row.due_at,
        band=band_of(row.due_at, now),
        left=time_left(row.due_at, now),
        by_when=by_when(row.due_at),
        is_forecast=row.is_forecast,
        counted=row.counted,
        state=state,
        ended_at=row.ended_at,
        doing=_doing(row, actor) if mine and state.is_outstanding else None,
        may_state=state.is_outstanding and kind.may_be_stated and mine,
        may_chase=state.is_outstanding and actor.may(Permission.CHASE, row.group_id) and not mine,
    )


def _doing(row: Obligation, actor: Actor) -> Doing | None:
    """The button of a row, where it leads this person anywhere: an agency's lead may not see the group."""
    doing = kind_of(row.kind).doing(row)
    return doing if doing and may_open(actor, doing.url, row.group_id) else None


def clause_link(row: Obligation, actor: Actor) -> ClauseLink | None:
    """The clause that promises it, in the version of the terms that it is judged by."""
    if not row.clause:
        return None
    name = row.clause.rpartition("/")[2]
    if row.terms_id is None or not actor.may(Permission.SEE_GROUP, row.group_id):
        return ClauseLink(name)
    return ClauseLink(name, f"{reverse('groups:read-terms', args=[row.terms_id])}#clause-{row.clause}")
