"""Making an agenda: its standing items, its business, its order, and the chair's confirmation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.meetings.operations.keeping import changed, charter_on, held
from holdfast.governance.meetings.operations.placing import appended
from holdfast.governance.meetings.promises import settle_meetings
from holdfast.governance.meetings.rules.agenda import standing_items
from holdfast.governance.meetings.rules.states import assess_arranging
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web.masking import require_open

Kind = AgendaItem.Kind
# What ends every agenda, whatever is added.
_LAST = (Kind.ANY_OTHER, Kind.NEXT_MEETING)
MOST_ITEMS = 100


@transaction.atomic
def draft_agenda(*, by: Actor, meeting: Meeting) -> Meeting:
    """Begin the agenda with the items that the terms ask for; what is there already stays."""
    by_right = by.may(Permission.ARRANGE_MEETINGS, meeting.group_id)
    if not by_right:
        by.require(Permission.CHAIR_MEETING, meeting.group_id)
    now = begun_agenda(held(meeting), by)
    settle_meetings([now], by=by)
    return now


def begun_agenda(now: Meeting, by: Actor) -> Meeting:
    """The agenda of a meeting held with what the terms ask for; whoever calls it settles what is owed."""
    there = set(now.items.values_list("kind", "title"))
    last = now.items.aggregate(last=Max("position"))["last"] or 0
    missing = [item for item in standing_items(charter_on(now)) if (item.kind, item.title) not in there]
    AgendaItem.objects.bulk_create(
        AgendaItem(
            partnership_id=now.partnership_id,
            meeting=now,
            position=last + number,
            title=item.title,
            kind=item.kind,
            purpose=item.purpose,
        )
        for number, item in enumerate(missing, start=1)
    )
    put_ends_last(now)
    now.agenda_drafted_at = now.agenda_drafted_at or clock.now()
    return changed(now, "agenda drafted", by=by, items=len(missing))


@transaction.atomic
def add_item(
    *, by: Actor, meeting: Meeting, title: str, kind: str = Kind.BUSINESS, **facts: Any
) -> AgendaItem:
    """Add business before what ends every agenda. `facts`: purpose, lead, minutes_planned, business_kind."""
    now = _arranging(meeting, by)
    if now.items.count() >= MOST_ITEMS:
        refuse(f"An agenda holds at most {MOST_ITEMS} items. Plan a second meeting.")
    item = appended(now, title=title, kind=kind, **facts)
    put_ends_last(now)
    with reopening(now, by):
        changed(now, "agenda item added", by=by, item=str(item.pk))
    return item


@transaction.atomic
def amend_item(*, by: Actor, item: AgendaItem, **facts: Any) -> AgendaItem:
    """Change title, purpose, lead, minutes planned or kind of business."""
    now = _arranging(item.meeting, by)
    before = {name: getattr(item, name) for name in facts}
    if before == facts:
        return item
    require_open(by, item.title)
    for name, value in facts.items():
        setattr(item, name, value)
    item.save(update_fields=list(facts))
    with reopening(now, by):
        changed(now, "agenda item changed", by=by, item=str(item.pk), fields=sorted(facts))
    return item


@transaction.atomic
def remove_item(*, by: Actor, item: AgendaItem) -> None:
    """Take an item off the agenda, with the papers pinned to it; the documents themselves stay."""
    now = _arranging(item.meeting, by)
    identity = str(item.pk)
    item.delete()
    take_back_confirmation(now, by)
    changed(now, "agenda item removed", by=by, item=identity)
    settle_meetings([now], by=by, why="the agenda was changed")


@transaction.atomic
def move_item(*, by: Actor, item: AgendaItem, to: int) -> None:
    """Put an item at a place counted from 1; places beyond either end mean the end."""
    now = _arranging(item.meeting, by)
    order: list[UUID] = list(now.items.order_by("position").values_list("pk", flat=True))
    there = order.index(item.pk)
    place = min(max(to, 1), len(order)) - 1
    if place == there:
        return
    order.insert(place, order.pop(there))
    _set_order(now, order)
    with reopening(now, by):
        changed(now, "agenda reordered", by=by, item=str(item.pk), place=place + 1)


@transaction.atomic
def confirm_agenda(*, by: Actor, meeting: Meeting, version: int | None = None) -> Meeting:
    """The chair confirms the agenda as it stands; `version` is what the chair was looking at."""
    by.require(Permission.CONFIRM_AGENDA, meeting.group_id)
    now = held(meeting)
    assess_arranging(now.state).require()
    if version is not None and version != now.version:
        refuse("The agenda changed while you were reading it. Look at it again, then confirm.")
    if not now.items.exists():
        refuse("There is nothing on the agenda yet.")
    now.agenda_confirmed_at, now.agenda_confirmed_by_id = clock.now(), by.person_id
    now.agenda_reopened_at = now.agenda_reopened_by_id = None
    changed(now, "agenda confirmed", by=by)
    settle_meetings([now], by=by)
    return now


def _arranging(meeting: Meeting, by: Actor) -> Meeting:
    """The meeting, held, for whoever drafts agendas or confirms them: the chair may change one too."""
    if not by.may(Permission.CONFIRM_AGENDA, meeting.group_id):
        by.require(Permission.ARRANGE_MEETINGS, meeting.group_id)
    now = held(meeting)
    assess_arranging(now.state).require()
    return now


@contextmanager
def reopening(meeting: Meeting, by: Actor) -> Iterator[None]:
    """A change of a confirmed agenda takes the confirmation back, which is owed again."""
    was_confirmed = take_back_confirmation(meeting, by)
    yield
    if was_confirmed:
        settle_meetings([meeting], by=by, why="the agenda was changed")


def take_back_confirmation(meeting: Meeting, by: Actor) -> bool:
    """Whether there was one; who took it back and when stays said until the chair confirms again."""
    if meeting.agenda_confirmed_at is None:
        return False
    meeting.agenda_confirmed_at = meeting.agenda_confirmed_by_id = None
    meeting.agenda_reopened_at, meeting.agenda_reopened_by_id = clock.now(), by.person_id
    return True


def put_ends_last(meeting: Meeting) -> None:
    """Put any other business and the next date behind everything else, keeping the order of the rest."""
    rows = list(meeting.items.order_by("position").values_list("pk", "kind"))
    ends = [pk for kind in _LAST for pk, its in rows if its == kind]
    _set_order(meeting, [*(pk for pk, its in rows if its not in _LAST), *ends])


def _set_order(meeting: Meeting, order: list[UUID]) -> None:
    """Deal out anew the places that the items have (one hidden from the person keeps its own)."""
    items = {item.pk: item for item in meeting.items.all()}
    places = sorted(item.position for item in items.values())
    moved = []
    for pk, place in zip(order, places, strict=True):
        if items[pk].position != place:
            items[pk].position = place
            moved.append(items[pk])
    AgendaItem.objects.bulk_update(moved, ["position"])
