"""What the minutes pages show: one function a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from holdfast.governance.meetings.models import Meeting
from holdfast.governance.minutes.models import Distribution, Minutes, MinutesCorrection, MinutesSection
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


def minutes_visible_to(actor: Actor) -> QuerySet[Minutes, Minutes]:
    """Minutes of the groups whose minutes the person may read; a Board viewer reads approved ones only."""
    rows: QuerySet[Minutes, Minutes] = Minutes.objects.visible_to(actor)
    allowed = actor.groups_where(Permission.SEE_MINUTES)
    if allowed is not None:
        rows = rows.filter(meeting__group__in=allowed)
    drafts = actor.groups_where(Permission.SEE_MEETINGS)
    if drafts is None:
        return rows
    return rows.filter(meeting__group__in=drafts) | rows.filter(state=Minutes.State.APPROVED)


def minutes_to_check(actor: Actor) -> QuerySet[Minutes, Minutes]:
    """Drafts of the groups whose minutes the person checks as chair, the oldest first."""
    rows: QuerySet[Minutes, Minutes] = Minutes.objects.visible_to(actor).filter(state=Minutes.State.DRAFT)
    allowed = actor.groups_where(Permission.CHECK_MINUTES)
    if allowed is not None:
        rows = rows.filter(meeting__group__in=allowed)
    return rows.select_related("meeting__group").order_by("meeting__starts_at")


def latest_minutes(actor: Actor) -> QuerySet[Minutes, Minutes]:
    """The minutes that the person may read, newest first."""
    return minutes_visible_to(actor).select_related("meeting__group").order_by("-meeting__starts_at")


def find_minutes(actor: Actor, meeting_id: UUID) -> Minutes:
    """The minutes of a meeting. Raises `Minutes.DoesNotExist` for what the person may not see."""
    rows = minutes_visible_to(actor).select_related(
        "meeting__group", "checked_by", "approved_by", "approved_at_meeting"
    )
    return rows.get(meeting_id=meeting_id)


@dataclass(frozen=True)
class Stay:
    """From when to when somebody was there."""

    from_at: datetime
    to_at: datetime | None
    is_remote: bool


@dataclass(frozen=True)
class Attender:
    """Somebody who was there."""

    name: str
    agency: str
    capacity: str
    seats: tuple[str, ...]
    stays: tuple[Stay, ...]

    def was_there_throughout(self, opened: datetime | None, closed: datetime | None) -> bool:
        """Whether one stay covers the whole meeting."""
        return any(
            (opened is None or stay.from_at <= opened) and (stay.to_at is None or stay.to_at == closed)
            for stay in self.stays
        )


@dataclass(frozen=True)
class QuorumStretch:
    """The quorum's answer from one moment to another, with its reason."""

    from_at: datetime
    to_at: datetime | None
    met: bool | None
    reason: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class MinutesPage:
    """The minutes of one meeting, as every form of them prints."""

    minutes: Minutes
    meeting: Meeting
    opened_at: datetime | None
    closed_at: datetime | None
    attenders: tuple[Attender, ...]
    quorum: tuple[QuorumStretch, ...]
    chairs: tuple[dict[str, Any], ...]
    sections: tuple[MinutesSection, ...]
    hidden_items: int
    corrections: tuple[MinutesCorrection, ...]
    distribution: tuple[Distribution, ...]
    may_correct: bool
    may_check: bool
    may_send: bool
    approving_meetings: tuple[Meeting, ...]

    @property
    def record(self) -> dict[str, Any]:
        return dict(self.minutes.record)

    def of_capacity(self, capacity: str) -> tuple[Attender, ...]:
        """Those who were there in one capacity."""
        return tuple(person for person in self.attenders if person.capacity == capacity)


def minutes_page(actor: Actor, meeting_id: UUID) -> MinutesPage:
    """The minutes with everything that their page shows. Raises `Minutes.DoesNotExist`."""
    minutes = find_minutes(actor, meeting_id)
    meeting = minutes.meeting
    group_id = meeting.group_id
    sections = tuple(minutes.sections.select_related("item"))
    may_correct = actor.may(Permission.TAKE_MINUTES, group_id) and minutes.state != Minutes.State.APPROVED
    corrections = MinutesCorrection.objects.filter(section__minutes=minutes)
    return MinutesPage(
        minutes=minutes,
        meeting=meeting,
        opened_at=instant(minutes.record.get("opened_at")),
        closed_at=instant(minutes.record.get("closed_at")),
        attenders=tuple(_attender(row) for row in minutes.record.get("people", [])),
        quorum=tuple(_stretch(row) for row in minutes.record.get("quorum", [])),
        chairs=tuple({**row, "from_at": instant(row.get("from"))} for row in minutes.record.get("chair", [])),
        sections=sections,
        hidden_items=_hidden(minutes, sections),
        corrections=tuple(corrections.select_related("section", "made_by")),
        distribution=tuple(minutes.distribution.select_related("person__agency").order_by("sent_at")),
        may_correct=may_correct,
        may_check=actor.may(Permission.CHECK_MINUTES, group_id),
        may_send=actor.may(Permission.TAKE_MINUTES, group_id),
        approving_meetings=_approving(minutes) if minutes.state == Minutes.State.CHECKED else (),
    )


def _hidden(minutes: Minutes, sections: tuple[MinutesSection, ...]) -> int:
    """How many items the reader is excluded from."""
    return int(minutes.record.get("items", len(sections))) - len(sections)


def _approving(minutes: Minutes) -> tuple[Meeting, ...]:
    """Later meetings of the group that have met, the nearest first."""
    later = Meeting.objects.filter(
        group_id=minutes.meeting.group_id, starts_at__gt=minutes.meeting.starts_at, opened_at__isnull=False
    )
    return tuple(later.order_by("starts_at")[:6])


def instant(text: str | None) -> datetime | None:
    """An instant written as ISO 8601."""
    return datetime.fromisoformat(text) if text else None


def _attender(row: dict[str, Any]) -> Attender:
    stays = tuple(
        Stay(datetime.fromisoformat(s["from"]), instant(s["to"]), bool(s["remote"])) for s in row["stays"]
    )
    return Attender(row["name"], row["agency"], row["capacity"], tuple(row["seats"]), stays)


def _stretch(row: dict[str, Any]) -> QuorumStretch:
    start = datetime.fromisoformat(row["from"])
    return QuorumStretch(start, instant(row["to"]), row["met"], row["reason"], tuple(row["clauses"]))


def last_minutes_awaiting(actor: Actor, meeting: Meeting) -> Minutes | None:
    """The checked or drafted minutes of the group's last meeting before this one, for its first item."""
    rows = minutes_visible_to(actor).filter(
        meeting__group_id=meeting.group_id, meeting__starts_at__lt=meeting.starts_at
    )
    return rows.exclude(state=Minutes.State.APPROVED).order_by("-meeting__starts_at").first()
