"""The whole room as one person sees it: agenda, this item, people, quorum, and what this person may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from holdfast.charter.findings import ChairFinding, QuorumFinding
from holdfast.governance.actions.models import Action
from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.room.operations.floor import may_chair, may_run
from holdfast.governance.room.queries.facts import Facts, facts_of
from holdfast.governance.room.queries.item import ItemView, item_state, item_view
from holdfast.governance.room.queries.people import People, people_of
from holdfast.governance.room.rules.quorum import Span
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """An item in the left column. `number` counts the items that this person may see."""

    id: UUID
    number: int
    title: str
    state: str
    opened_at: datetime | None
    closed_at: datetime | None
    minutes_planned: int | None
    decisions: int
    is_shown: bool


@dataclass(frozen=True, slots=True)
class RoomPage:
    """What the room's page prints. `at` is the moment that it shows: now, or a closed meeting's end."""

    meeting: Meeting
    facts: Facts
    at: datetime
    version: int
    agenda: tuple[AgendaRow, ...]
    item: ItemView | None
    people: People
    quorum: QuorumFinding
    chair: ChairFinding
    spans: tuple[Span, ...]
    may_run: bool
    may_chair: bool
    may_attend: bool
    sees_people: bool
    unquorate_decisions: int

    @property
    def is_open(self) -> bool:
        return bool(self.meeting.state == Meeting.State.OPEN)

    @property
    def next_item(self) -> AgendaRow | None:
        """What the one big button begins: the first item that waits."""
        return next((row for row in self.agenda if row.state == "waiting"), None)

    @property
    def proposal(self) -> str:
        """What the rule proposes while there is no quorum; only the chair does it."""
        return (self.quorum.consequence or "") if self.quorum.met is False and self.is_open else ""


def find_meeting(actor: Actor, meeting_id: UUID) -> Meeting:
    """The meeting, if this person may see it. Raises `Meeting.DoesNotExist`."""
    rows = Meeting.objects.visible_to(actor).select_related("group")
    meeting: Meeting = rows.get(pk=meeting_id)
    return meeting


def version_of(actor: Actor, meeting_id: UUID) -> int:
    """The meeting's version alone, for a page that asks whether anything changed: one query."""
    version: int = Meeting.objects.visible_to(actor).values_list("version", flat=True).get(pk=meeting_id)
    return version


def room_page(actor: Actor, meeting: Meeting, item_id: UUID | None = None) -> RoomPage:
    """Everything of the room, in a number of queries that does not depend on how much happened."""
    facts = facts_of(meeting)
    at = shown_moment(facts)
    items = list(_items(actor, meeting))
    shown = _shown(items, item_id)
    people = people_of(facts, at)
    return RoomPage(
        meeting=meeting,
        facts=facts,
        at=at,
        version=meeting.version,
        agenda=tuple(_row(number, item, shown) for number, item in enumerate(items, start=1)),
        item=item_view(actor, facts, shown, people, at) if shown else None,
        people=people,
        quorum=facts.quorum(at),
        chair=facts.chair(at),
        spans=facts.spans(meeting.closed_at),
        may_run=may_run(actor, facts, at),
        may_chair=may_chair(actor, facts, at),
        may_attend=actor.may(Permission.ATTEND, meeting.group_id, meeting.pk),
        sees_people=actor.may(Permission.SEE_MEETINGS, meeting.group_id, meeting.pk),
        unquorate_decisions=sum(getattr(item, "flagged", 0) for item in items),
    )


def actions_given(meeting: Meeting) -> list[Action]:
    """The actions that the meeting gave, with whom they go to."""
    rows = Action.objects.filter(meeting=meeting).select_related("agency", "owner")
    return list(rows.order_by("reference"))


def shown_moment(facts: Facts) -> datetime:
    """Now; the last moment of a closed meeting; the last event of one that is entered afterwards."""
    meeting, now = facts.meeting, clock.now()
    if meeting.closed_at is not None:
        events = [moment for moment in facts.sitting.changes() if moment < meeting.closed_at]
        return max([meeting.opened_at or meeting.closed_at, *events])
    if meeting.entered_afterwards and meeting.opened_at is not None:
        return max([meeting.opened_at, *facts.sitting.changes()])
    return now


def _items(actor: Actor, meeting: Meeting) -> list[AgendaItem]:
    standing = Q(decisions__withdrawn_at__isnull=True)
    rows = AgendaItem.objects.visible_to(actor).filter(meeting=meeting).select_related("lead")
    rows = rows.annotate(
        decided=Count("decisions", filter=standing, distinct=True),
        flagged=Count("decisions", filter=standing & Q(decisions__is_without_quorum=True), distinct=True),
    )
    return list(rows.order_by("position"))


def _shown(items: list[AgendaItem], item_id: UUID | None) -> AgendaItem | None:
    """The one asked for, else the one being dealt with, else the next, else the last."""
    chosen = next((item for item in items if item.pk == item_id), None)
    running = next((item for item in items if item_state(item) == "open"), None)
    waiting = next((item for item in items if item_state(item) == "waiting"), None)
    return chosen or running or waiting or (items[-1] if items else None)


def _row(number: int, item: AgendaItem, shown: AgendaItem | None) -> AgendaRow:
    return AgendaRow(
        id=item.pk,
        number=number,
        title=item.title,
        state=item_state(item),
        opened_at=item.opened_at,
        closed_at=item.closed_at,
        minutes_planned=item.minutes_planned,
        decisions=getattr(item, "decided", 0),
        is_shown=shown is not None and item.pk == shown.pk,
    )
