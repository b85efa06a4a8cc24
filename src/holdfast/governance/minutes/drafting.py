"""Gathers what a meeting's minutes record, from what happened in the room, as plain JSON values.

Instants are ISO 8601 in UTC; people and agencies stand by the names they had at the time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from holdfast.governance.actions.models import Action
from holdfast.governance.meetings.models import AgendaItem, Apology, Meeting
from holdfast.governance.minutes.models import Minutes, MinutesSection
from holdfast.governance.room.models import (
    Decision,
    Declaration,
    Exclusion,
    MinuteText,
    Override,
    Presence,
    Vote,
)
from holdfast.governance.room.queries.facts import Facts, facts_of
from holdfast.governance.room.rules.quorum import Span

Json = dict[str, Any]


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def meeting_record(meeting: Meeting, facts: Facts | None = None) -> Json:
    """Everything that the minutes say of the meeting as a whole."""
    facts = facts or facts_of(meeting)
    people = _people(facts)
    return {
        "terms": facts.terms.version if facts.terms else None,
        "opened_at": _iso(meeting.opened_at),
        "closed_at": _iso(meeting.closed_at),
        "end_reason": meeting.end_reason,
        "chair": _chairs(facts),
        "people": people,
        "apologies": _apologies(meeting, facts),
        "absent": _absent(facts, meeting),
        "vacant": [seat.title for seat in facts.membership.vacancies],
        "quorum": [_span(span) for span in facts.spans(meeting.closed_at)],
        "declarations": _declarations(meeting),
        "overrides": _overrides(meeting),
    }


def _people(facts: Facts) -> list[Json]:
    """Each person once for each capacity, by name, with every stretch of time."""
    grouped: dict[tuple[UUID, str], list[Presence]] = defaultdict(list)
    for presence in facts.presences:
        if presence.removed_at is None:
            grouped[presence.person_id, presence.capacity].append(presence)
    return sorted((_person(facts, stays) for stays in grouped.values()), key=lambda row: str(row["name"]))


def _person(facts: Facts, stays: list[Presence]) -> Json:
    first = stays[0]
    seats = [seat.title for seat in facts.membership.seats_of(first.person_id)]
    if first.capacity == Presence.Capacity.DEPUTY or not seats:
        seats = [first.seat.title] if first.seat else []
    return {
        "person": str(first.person_id),
        "name": first.person.name,
        "agency": str(first.agency),
        "capacity": first.capacity,
        "seats": seats if first.capacity in ("member", "deputy") else [],
        "stays": [{"from": _iso(s.arrived_at), "to": _iso(s.left_at), "remote": s.is_remote} for s in stays],
    }


def _chairs(facts: Facts) -> list[Json]:
    """Who chaired, each with the rule, whenever it changed."""
    opened = facts.meeting.opened_at
    if opened is None:
        return []
    closed = facts.meeting.closed_at
    moments = [
        opened,
        *(m for m in facts.sitting.changes() if opened < m and (closed is None or m < closed)),
    ]
    names = {stay.person: stay.name for stay in facts.sitting.stays}
    chairs: list[Json] = []
    for moment in moments:
        found = facts.chair(moment)
        if chairs and chairs[-1]["person"] == found.person:
            continue
        name = names.get(found.person or "", "")
        chairs.append({"person": found.person, "name": name, "from": _iso(moment), "rule": found.reason})
    return [chair for chair in chairs if chair["person"]]


def _apologies(meeting: Meeting, facts: Facts) -> list[Json]:
    rows = Apology.objects.filter(meeting=meeting, withdrawn_at__isnull=True)
    here = {presence.person_id for presence in facts.presences if presence.removed_at is None}
    return [
        {"person": str(row.person_id), "name": row.person.name, "agency": str(row.person.agency)}
        for row in rows.select_related("person__agency").order_by("sent_at")
        if row.person_id not in here
    ]


def _absent(facts: Facts, meeting: Meeting) -> list[Json]:
    """Seats that somebody holds, of whom neither came, nor sent a deputy, nor apologised."""
    came = {p.person_id for p in facts.presences if p.removed_at is None}
    filled = {p.seat_id for p in facts.presences if p.removed_at is None and p.seat_id}
    sent = Apology.objects.filter(meeting=meeting, withdrawn_at__isnull=True)
    excused = set(sent.values_list("person_id", flat=True))
    missing = []
    for seat in facts.membership.seats:
        holders = {holder.person_id: holder.name for holder in seat.holders}
        if holders and seat.id not in filled and not holders.keys() & (came | excused):
            missing.append({"seat": seat.title, "names": list(holders.values())})
    return missing


def _span(span: Span) -> Json:
    found = span.finding
    return {
        "from": _iso(span.from_at),
        "to": _iso(span.to_at),
        "met": found.met,
        "reason": found.reason,
        "clauses": list(found.clauses),
        "overridden": found.is_overridden,
    }


def _declarations(meeting: Meeting) -> list[Json]:
    """What was declared for the meeting as a whole, and who declared nothing."""
    rows = Declaration.objects.filter(meeting=meeting, item__isnull=True).select_related("person")
    return [
        {"name": row.person.name, "nature": row.nature, "text": row.text}
        for row in rows.order_by("declared_at")
    ]


def _overrides(meeting: Meeting) -> list[Json]:
    rows = Override.objects.filter(meeting=meeting, withdrawn_at__isnull=True).select_related("chair", "item")
    return [
        {"chair": row.chair.name, "reason": row.reason, "at": _iso(row.from_at), "item": bool(row.item_id)}
        for row in rows.order_by("from_at")
    ]


def sections_of(minutes: Minutes, items: Iterable[AgendaItem]) -> list[MinutesSection]:
    """A section for each item with what was written and recorded of it, not saved yet."""
    meeting, items = minutes.meeting, list(items)
    texts = dict(MinuteText.objects.filter(item__meeting=meeting).values_list("item_id", "text"))
    records = item_records(meeting, items)
    return [
        MinutesSection(
            partnership_id=minutes.partnership_id,
            minutes=minutes,
            item=item,
            position=number,
            heading=item.title,
            text=texts.get(item.pk, ""),
            record=records[item.pk],
        )
        for number, item in enumerate(items, start=1)
    ]


def item_records(meeting: Meeting, items: Iterable[AgendaItem]) -> dict[UUID, Json]:
    """What the minutes record of each item, in a constant number of queries."""
    of: dict[UUID, Json] = {item.pk: {} for item in items}
    for item in items:
        of[item.pk] = {"opened_at": _iso(item.opened_at), "closed_at": _iso(item.closed_at)} | {
            part: [] for part in ("decisions", "votes", "actions", "declarations", "exclusions")
        }
    for part, rows in _parts(meeting):
        for item_id, row in rows:
            if item_id in of:
                of[item_id][part].append(row)
    return of


def _parts(meeting: Meeting) -> Iterable[tuple[str, Iterable[tuple[UUID, Json]]]]:
    decisions = Decision.objects.filter(item__meeting=meeting, withdrawn_at__isnull=True)
    yield "decisions", [(d.item_id, _decision(d)) for d in decisions.order_by("decided_at")]
    votes = Vote.objects.filter(item__meeting=meeting, closed_at__isnull=False).order_by("opened_at")
    yield "votes", [(v.item_id, _vote(v)) for v in votes]
    actions = Action.objects.filter(meeting=meeting, item__isnull=False).select_related("agency", "owner")
    yield "actions", [(a.item_id, _action(a)) for a in actions.order_by("reference")]
    declared = Declaration.objects.filter(meeting=meeting, item__isnull=False).select_related("person")
    yield "declarations", [(d.item_id, _declaration(d)) for d in declared.order_by("declared_at")]
    excluded = Exclusion.objects.filter(item__meeting=meeting).select_related("person").order_by("from_at")
    yield "exclusions", [(e.item_id, {"name": e.person.name, "reason": e.reason}) for e in excluded]


def _decision(row: Decision) -> Json:
    return {
        "text": row.text,
        "method": row.get_method_display(),
        "at": _iso(row.decided_at),
        "quorum": row.quorum,
        "without_quorum": row.is_without_quorum,
    }


def _vote(row: Vote) -> Json:
    return {"question": row.question, "secret": row.is_secret, "office": row.office, "outcome": row.outcome}


def _action(row: Action) -> Json:
    return {
        "id": str(row.pk),
        "reference": row.reference,
        "text": row.text,
        "agency": str(row.agency),
        "owner": row.owner.name if row.owner else "",
        "due_on": row.due_on.isoformat() if row.due_on else None,
    }


def _declaration(row: Declaration) -> Json:
    return {"name": row.person.name, "nature": row.nature, "text": row.text}
