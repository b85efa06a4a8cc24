"""Lists of meetings: a group's, one's own, the next one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from holdfast.governance.meetings.models import Acceptance, Apology, DeputyNaming, Meeting
from holdfast.governance.meetings.queries.meeting_page import sees_proposals
from holdfast.governance.meetings.rules.intervals import missed_intervals
from holdfast.groups.charters import charter_in_force
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import Finding
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

State = Meeting.State
STATE_COLOURS = {
    State.PROPOSED: "grey",
    State.CONFIRMED: "blue",
    State.OPEN: "green",
    State.CLOSED: "grey",
    State.ADJOURNED: "yellow",
    State.CANCELLED: "red",
}


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list, with what the person said of coming to it."""

    id: UUID
    group_id: UUID
    group: str
    starts_at: datetime
    ends_at: datetime
    place: str
    kind: str
    state: str
    state_words: str
    colour: str
    agenda: str
    my_answer: str
    date_reason: str
    end_reason: str


def meeting_row(meeting: Any) -> MeetingRow:
    """A row of `with_answers`."""
    return MeetingRow(
        id=meeting.pk,
        group_id=meeting.group_id,
        group=str(meeting.group),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        kind=meeting.get_kind_display() if meeting.kind != Meeting.Kind.ORDINARY else "",
        state=meeting.state,
        state_words=meeting.get_state_display(),
        colour=STATE_COLOURS[State(meeting.state)],
        agenda=_agenda_words(meeting),
        my_answer=_answer(meeting),
        date_reason=meeting.date_reason,
        end_reason=meeting.end_reason,
    )


def _agenda_words(meeting: Any) -> str:
    if meeting.state != State.CONFIRMED:
        return ""
    if meeting.agenda_confirmed_at:
        return "Agenda confirmed"
    return "Agenda to be confirmed again" if meeting.agenda_reopened_at else "Agenda in draft"


def _answer(meeting: Any) -> str:
    if meeting.has_deputy:
        return "Deputy named"
    if meeting.is_away:
        return "Apologies sent"
    return "Coming" if meeting.is_coming else ""


def with_answers(rows: QuerySet[Meeting], actor: Actor) -> QuerySet[Any]:
    """Meetings with their group, and whether this person comes, apologised or named a deputy."""
    mine = {"meeting": OuterRef("pk"), "person_id": actor.person_id, "withdrawn_at__isnull": True}
    deputy = Q(seat__appointments__person_id=actor.person_id)
    return rows.select_related("group").annotate(
        is_coming=Exists(Acceptance.objects.filter(**mine)),
        is_away=Exists(Apology.objects.filter(**mine)),
        has_deputy=Exists(
            DeputyNaming.objects.filter(deputy, meeting=OuterRef("pk"), withdrawn_at__isnull=True)
        ),
    )


def own_meetings(actor: Actor) -> QuerySet[Meeting]:
    """The meetings that a person takes part in or arranges: those that belong in their diary."""
    rows = Meeting.objects.visible_to(actor).exclude(state=State.PROPOSED)
    taking_part = actor.groups_where(Permission.ATTEND)
    arranging = actor.groups_where(Permission.ARRANGE_MEETINGS)
    if taking_part is None or arranging is None:
        return rows
    single = actor.meetings_where(Permission.ATTEND)
    return rows.filter(Q(group__in=taking_part | arranging) | Q(pk__in=single))


def still_to_hold() -> Q:
    """Not over; or confirmed for today and not opened, however late: it can be opened all day."""
    today = clock.start_of(clock.today())
    return Q(ends_at__gte=clock.now()) | Q(state=State.CONFIRMED, starts_at__gte=today)


def coming(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Those still to be held or under way, the soonest first."""
    ahead = still_to_hold() & ~Q(state__in=[State.CLOSED])
    return rows.filter(ahead | Q(state=State.OPEN)).order_by("starts_at")


def past(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Those that are over, the latest first."""
    return (
        rows.filter(~still_to_hold() | Q(state=State.CLOSED)).exclude(state=State.OPEN).order_by("-starts_at")
    )


def meetings_of(actor: Actor, group: Group) -> QuerySet[Meeting]:
    """A group's meetings that the person may see."""
    rows = Meeting.objects.visible_to(actor).filter(group=group)
    return rows if sees_proposals(actor, group.pk) else rows.exclude(state=State.PROPOSED)


def intervals_missed(group: Group, today: date) -> tuple[Finding, ...]:
    """Where the group's dates, past year and planned, leave out a meeting that its terms ask for."""
    charter = charter_in_force(group, today)
    since = today.replace(year=today.year - 1, day=min(today.day, 28))
    rows = Meeting.objects.filter(group=group, starts_at__date__gte=since)
    held = rows.exclude(state=State.CANCELLED).values_list("starts_at", flat=True)
    days = [instant.astimezone(LONDON).date() for instant in held]
    return missed_intervals(charter, days, max([today, *days]))


def next_meeting(actor: Actor) -> MeetingRow | None:
    """The next meeting in the person's diary."""
    rows = coming(own_meetings(actor)).exclude(state=State.CANCELLED)
    first = with_answers(rows, actor).first()
    return meeting_row(first) if first is not None else None
