"""Who was there for each item, and when all of them had said what interests they have; for many meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from holdfast.governance.meetings.models import AgendaItem
from holdfast.governance.meetings.promises.ended import Ended
from holdfast.governance.room.models import Declaration, Presence

_MEMBERS = (Presence.Capacity.MEMBER, Presence.Capacity.DEPUTY)
_BUSINESS = (AgendaItem.Kind.BUSINESS, AgendaItem.Kind.ELECTION)


@dataclass(frozen=True, slots=True)
class Taken:
    """An item that the meeting dealt with."""

    id: UUID
    position: int
    kind: str
    opened_at: datetime
    closed_at: datetime


@dataclass(frozen=True, slots=True)
class There:
    """A stretch of time that somebody was there."""

    person_id: UUID
    capacity: str
    from_at: datetime
    to_at: datetime


@dataclass
class Asking:
    """One meeting: its items, who was there, and when each person first answered for each item."""

    items: list[Taken] = field(default_factory=list)
    stays: list[There] = field(default_factory=list)
    answers: defaultdict[UUID, dict[UUID, datetime]] = field(default_factory=lambda: defaultdict(dict))

    def business(self) -> Iterator[Taken]:
        """The items in which somebody can have an interest."""
        return (item for item in self.items if item.kind in _BUSINESS)

    def answered_at(self, members_only: bool, item: Taken | None = None) -> datetime | None:
        """When the last of those who were there had answered, for an item or anywhere in the meeting."""
        there = {stay.person_id for stay in self.stays if _counts(stay, members_only, item)}
        answers = self.answers[item.id] if item else self._anywhere()
        if not there or not there <= answers.keys():
            return None
        return max(answers[person] for person in there)

    def _anywhere(self) -> dict[UUID, datetime]:
        found: dict[UUID, datetime] = {}
        for answers in self.answers.values():
            for person, at in answers.items():
                found[person] = min(at, found.get(person, at))
        return found


def _counts(stay: There, members_only: bool, item: Taken | None) -> bool:
    if members_only and stay.capacity not in _MEMBERS:
        return False
    return item is None or (stay.from_at < item.closed_at and stay.to_at > item.opened_at)


def asked_in(meetings: Iterable[Ended]) -> dict[UUID, Asking]:
    """Three queries."""
    by_id = {one.id: one for one in meetings}
    found = {identity: Asking() for identity in by_id}
    items = AgendaItem.objects.filter(meeting__in=by_id, opened_at__isnull=False).order_by("position")
    for item in items:
        closed_at = item.closed_at or by_id[item.meeting_id].closed_at
        taken = Taken(item.pk, item.position, item.kind, item.opened_at, closed_at)
        found[item.meeting_id].items.append(taken)
    stays = Presence.objects.filter(meeting__in=by_id, removed_at__isnull=True)
    for stay in stays:
        left_at = stay.left_at or by_id[stay.meeting_id].closed_at
        there = There(stay.person_id, stay.capacity, stay.arrived_at, left_at)
        found[stay.meeting_id].stays.append(there)
    said = Declaration.objects.filter(meeting__in=by_id).order_by("declared_at")
    for meeting, item, person, at in said.values_list("meeting_id", "item_id", "person_id", "declared_at"):
        found[meeting].answers[item or meeting].setdefault(person, at)
    return found
