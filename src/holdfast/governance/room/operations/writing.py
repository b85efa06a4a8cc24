"""Notes and the text of the minutes: saved as they are typed, and never written over by somebody else's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.room.models import MinuteText, Note
from holdfast.governance.room.operations.floor import floor, require_run
from holdfast.governance.room.rules.attendance import said_time
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person
from holdfast.stewardship.trail.record import record
from holdfast.web.masking import require_open

HELD_FOR = timedelta(minutes=5)
LONGEST = 100_000


class StaleText(Exception):
    """Somebody (or another window) saved a newer text first; nothing was written, both texts are kept."""

    def __init__(self, typed: str, saved: str, version: int) -> None:
        super().__init__("This text was changed elsewhere while you were typing.")
        self.typed, self.saved, self.version = typed, saved, version


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save came to: the version to hold from now on."""

    version: int
    at: datetime


def save_note(*, by: Actor, item: AgendaItem, text: str, version: int) -> Saved:
    """Save one's own notes on an item; `version` is the one that was being edited.

    Raises `StaleText` when another window saved first. Whoever takes part in the meeting or records it may
    keep notes; a reader of it may not.
    """
    _require_length(text)
    seen = AgendaItem.objects.visible_to(by).select_related("meeting").get(pk=item.pk)
    _require_part(by, seen.meeting)
    now = clock.now()
    with transaction.atomic():
        _make_note(by, seen, now)
        note = Note.objects.select_for_update().get(item=seen, author_id=by.person_id)
        _require_version(note, text, version)
        if note.text != text:
            note.text, note.version, note.changed_at = text, note.version + 1, now
            note.save(update_fields=["text", "version", "changed_at"])
    return Saved(note.version, note.changed_at)


def take_minute_text(*, by: Actor, item: AgendaItem) -> MinuteText:
    """Take the pen: one person writes the minute of an item at a time, until handed over or left alone."""
    with floor(item.meeting, by=by) as held:
        _require_writer(by, item.meeting)
        row = _minute_text(by, item)
        if _is_held_by_another(row, by, held.now):
            refuse(_who_writes(row))
        row.held_by_id, row.held_until = by.person_id, held.now + HELD_FOR
        row.save(update_fields=["held_by", "held_until"])
    return row


def hand_over_minute_text(*, by: Actor, item: AgendaItem, to: Person | None = None) -> None:
    """Put the pen down, or hand it to somebody."""
    with floor(item.meeting, by=by) as held:
        row = _minute_text(by, item)
        if _is_held_by_another(row, by, held.now):
            refuse(_who_writes(row))
        row.held_by_id = to.pk if to else None
        row.held_until = held.now + HELD_FOR if to else None
        row.save(update_fields=["held_by", "held_until"])
        held.write("handed over the minute", row, to=str(to.pk) if to else None)


def save_minute_text(*, by: Actor, item: AgendaItem, text: str, version: int) -> Saved:
    """Save what the minutes will say of an item.

    Raises `StaleText` when somebody saved another text meanwhile, as after one's hold ran out.
    """
    _require_length(text)
    with floor(item.meeting, by=by) as held:
        _require_writer(by, item.meeting)
        row = _minute_text(by, item)
        _require_version(row, text, version)
        if _is_held_by_another(row, by, held.now):
            if row.text == text:
                return Saved(row.version, held.now)
            raise StaleText(text, row.text, row.version)
        changed = row.text != text
        if changed:
            require_open(by, row.text)
        row.held_by_id, row.held_until = by.person_id, held.now + HELD_FOR
        if changed:
            row.text, row.version, row.changed_at = text, row.version + 1, held.now
        row.save()
    return Saved(row.version, held.now)


def _make_note(by: Actor, item: AgendaItem, now: datetime) -> None:
    if Note.objects.filter(item=item, author_id=by.person_id).exists():
        return
    try:
        with transaction.atomic():
            note = Note.objects.create(
                partnership_id=by.partnership_id, item=item, author_id=by.person_id, changed_at=now
            )
            record("began notes", note, by=by, group_id=item.meeting.group_id)
    except IntegrityError:  # another window was first
        return


def _minute_text(by: Actor, item: AgendaItem) -> MinuteText:
    """The item's row, made with its first use; the meeting is held, so nobody else makes it now."""
    rows = MinuteText.objects.select_for_update(of=("self",)).select_related("held_by")
    row = rows.filter(item=item).first()
    return row or MinuteText.objects.create(partnership_id=by.partnership_id, item=item)


def _require_part(by: Actor, meeting: Meeting) -> None:
    takes_part = by.may(Permission.ATTEND, meeting.group_id, meeting.pk)
    if not (takes_part or by.may(Permission.RUN_MEETING, meeting.group_id)):
        raise PermissionDenied("Only people who take part in the meeting keep notes on it.")


def _require_writer(by: Actor, meeting: Meeting) -> None:
    if not by.may(Permission.TAKE_MINUTES, meeting.group_id):
        with floor(meeting, by=by) as held:
            require_run(held, held.now)


def _is_held_by_another(row: MinuteText, by: Actor, now: datetime) -> bool:
    return bool(row.held_by_id and row.held_by_id != by.person_id and row.held_until and row.held_until > now)


def _who_writes(row: MinuteText) -> str:
    until = said_time(row.held_until) if row.held_until else "soon"
    who = row.held_by.name if row.held_by else "Somebody"
    return f"{who} is writing this minute. They can hand it over; left alone it is free at {until}."


def _require_version(row: Note | MinuteText, text: str, version: int) -> None:
    if row.version != version and row.text != text:
        raise StaleText(text, row.text, row.version)


def _require_length(text: str) -> None:
    if len(text) > LONGEST:
        refuse(f"That is longer than {LONGEST:,} characters. Nothing was saved; keep a copy and shorten it.")
    if "\0" in text:
        refuse("The text holds a sign that cannot be kept. Nothing was saved; type it again.")
