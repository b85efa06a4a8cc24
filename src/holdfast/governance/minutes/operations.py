"""Minutes: drafted as the meeting closes, corrected, checked by the chair, approved later, sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.meetings.promises import settle_record
from holdfast.governance.minutes.drafting import item_records, meeting_record, sections_of
from holdfast.governance.minutes.models import Distribution, Minutes, MinutesCorrection, MinutesSection
from holdfast.governance.minutes.rules import assess_approving_meeting, assess_step, assess_version
from holdfast.governance.room.queries.facts import facts_of
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.context import seeing_everything
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person
from holdfast.stewardship.trail.record import record
from holdfast.web.masking import require_open

State = Minutes.State


def draft_minutes(meeting: Meeting, by: Actor) -> None:
    """Draft the minutes of a meeting that has just ended; called by the room, in the closing's transaction.

    Drafted from everything, whatever the person who closes it is excluded from; each reader sees their part.
    """
    if meeting.opened_at is None or Minutes.objects.filter(meeting=meeting).exists():
        return
    with seeing_everything():
        items = list(AgendaItem.objects.filter(meeting=meeting).order_by("position"))
        minutes = Minutes.objects.create(
            partnership_id=by.partnership_id,
            meeting=meeting,
            drafted_at=clock.now(),
            record=meeting_record(meeting) | {"items": len(items)},
        )
        MinutesSection.objects.bulk_create(sections_of(minutes, items))
    record("drafted minutes", minutes, by=by, group_id=meeting.group_id, sections=len(items))


def refresh_record(meeting: Meeting, by: Actor) -> None:
    """Bring minutes that are not approved up to date after attendance or a decision was corrected.

    Minutes that the chair had checked go back to draft: what was checked is no longer what they say.
    """
    minutes = Minutes.objects.select_for_update().filter(meeting=meeting).first()
    if minutes is None or minutes.state == State.APPROVED:
        return
    with seeing_everything():
        sections = list(
            MinutesSection.objects.filter(minutes=minutes, item__isnull=False).select_related("item")
        )
        minutes.record = meeting_record(meeting) | {"items": len(sections)}
        records = item_records(meeting, [s.item for s in sections if s.item])
        for section in sections:
            section.record = records[section.item_id]
        MinutesSection.objects.bulk_update(sections, ["record"])
    _back_to_draft(minutes)
    minutes.version += 1
    minutes.save()
    record("brought minutes up to date", minutes, by=by, group_id=meeting.group_id)


def _back_to_draft(minutes: Minutes) -> None:
    minutes.state, minutes.checked_at, minutes.checked_by = State.DRAFT, None, None


@contextmanager
def _held(minutes: Minutes, step: str, by: Actor, seen: int | None = None) -> Iterator[Minutes]:
    """The minutes, locked for one act that their state allows."""
    with transaction.atomic():
        rows = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__group")
        now = rows.get(pk=minutes.pk)
        assess_step(now.state, step).require()
        if seen is not None:
            assess_version(seen, now.version).require()
        was = now.state
        yield now
        now.version += 1
        now.save()
        if now.state != was:
            settle_record(now.meeting, by=by, why="the minutes were corrected" if step == "correct" else "")


class SectionChanged(Exception):
    """Somebody changed the section meanwhile; `present` is what it says now."""

    def __init__(self, present: MinutesSection) -> None:
        super().__init__("Somebody changed this section while you were writing.")
        self.present = present


def correct_section(
    *, by: Actor, section: MinutesSection, text: str, seen_version: int, reason: str = ""
) -> None:
    """Change what the draft says of an item; minutes that were checked need the chair's check again.

    Raises `SectionChanged` when another person changed the section since it was read.
    """
    group_id = section.minutes.meeting.group_id
    by.require(Permission.TAKE_MINUTES, group_id)
    with _held(section.minutes, "correct", by) as minutes:
        now = MinutesSection.objects.select_for_update().get(pk=section.pk)
        if now.version != seen_version and now.text != text:
            raise SectionChanged(now)
        if now.text == text:
            return
        require_open(by, now.text)
        MinutesCorrection.objects.create(
            partnership_id=by.partnership_id,
            section=now,
            before=now.text,
            after=text,
            reason=reason,
            state_then=minutes.state,
            made_at=clock.now(),
            made_by_id=by.person_id,
        )
        now.text, now.version, now.changed_at = text, now.version + 1, clock.now()
        now.save()
        _back_to_draft(minutes)
        record("corrected minutes", now, by=by, group_id=group_id)


def check_minutes(*, by: Actor, minutes: Minutes, seen_version: int) -> None:
    """The chair's check: that they are accurate and may be shared."""
    group_id = minutes.meeting.group_id
    by.require(Permission.CHECK_MINUTES, group_id)
    with _held(minutes, "check", by, seen_version) as now:
        now.state, now.checked_at, now.checked_by_id = State.CHECKED, clock.now(), by.person_id
        record("checked minutes", now, by=by, group_id=group_id)


def approve_minutes(*, by: Actor, minutes: Minutes, at: Meeting, seen_version: int) -> None:
    """Record that a later meeting approved them, which needs that meeting's quorum."""
    group_id = minutes.meeting.group_id
    by.require(Permission.CHECK_MINUTES, group_id)
    same, later = at.group_id == group_id, at.starts_at > minutes.meeting.starts_at
    assess_approving_meeting(same, later, at.opened_at is not None).require()
    moment = _moment_of_approval(at)
    facts_of(at).quorum(moment).require()
    with _held(minutes, "approve", by, seen_version) as held:
        held.state, held.approved_at, held.approved_by_id = State.APPROVED, moment, by.person_id
        held.approved_at_meeting = at
        record("approved minutes", held, by=by, group_id=group_id, meeting=str(at.pk))


def _moment_of_approval(meeting: Meeting) -> datetime:
    """Now while the meeting sits; afterwards, when it came to the item of the last minutes (or opened)."""
    if meeting.closed_at is None:
        return clock.now()
    item = meeting.items.filter(kind=AgendaItem.Kind.LAST_MINUTES, opened_at__isnull=False).first()
    return item.opened_at if item else meeting.opened_at  # type: ignore[return-value]


@transaction.atomic
def send_minutes(*, by: Actor, minutes: Minutes, to: Iterable[Person], reason: str) -> int:
    """Record to whom the minutes were given and why; how many had not had this state of them yet."""
    group_id = minutes.meeting.group_id
    by.require(Permission.TAKE_MINUTES, group_id)
    if minutes.state == State.DRAFT:
        refuse("These minutes are a draft. The chair checks them before they are shared.")
    had = set(
        Distribution.objects.filter(minutes=minutes, state_then=minutes.state).values_list(
            "person_id", flat=True
        )
    )
    new = [person for person in to if person.pk not in had]
    Distribution.objects.bulk_create(
        Distribution(
            partnership_id=by.partnership_id,
            minutes=minutes,
            person=person,
            reason=reason,
            sent_at=clock.now(),
            state_then=minutes.state,
        )
        for person in new
    )
    record("sent minutes", minutes, by=by, group_id=group_id, to=[str(person.pk) for person in new])
    if new:
        settle_record(minutes.meeting, by=by)
    return len(new)
