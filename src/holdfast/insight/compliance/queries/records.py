"""What the records of meetings and seats show of the clauses that the product keeps by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, CharField, Count, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce

from holdfast.governance.meetings.models import Meeting
from holdfast.governance.room.models import Decision, Declaration, Presence
from holdfast.groups.models import Appointment, Group, Seat, on_date
from holdfast.insight.compliance.periods import Period
from holdfast.web.words import counted, out_of, short_day

THROUGHOUT, IN_PART, NEVER = "throughout", "in part", "never"
UNSTATED, UNKNOWN = "no quorum stated", "not recorded"


@dataclass(frozen=True, slots=True)
class MeetingRecords:
    """What was recorded of the meetings of a group within a period."""

    held: int = 0
    quorate: int = 0
    unstated: int = 0
    unrecorded: int = 0
    chaired: int = 0
    overrides: int = 0
    extraordinary: int = 0
    decisions: int = 0
    unquorate_decisions: int = 0
    declared: int = 0
    deputies: int = 0


@dataclass(frozen=True, slots=True)
class SeatRecords:
    """How many of the group's own seats somebody held on a day."""

    on: date
    seats: int
    filled: int


def _has(path: str) -> Any:
    """Whether something at a path of the minutes' record exists."""
    function = "jsonb_path_exists"
    return Func(
        F("minutes__record"), Value(path), function=function, template=_PATH, output_field=BooleanField()
    )


_PATH = "%(function)s(%(expressions)s::jsonpath)"


def meetings_held(group: Group, period: Period) -> Any:
    """Meetings that were opened and have ended, each with its quorum as its minutes keep it."""
    ended = (Meeting.State.CLOSED, Meeting.State.ADJOURNED)
    rows = Meeting.objects.filter(
        group=group, state__in=ended, starts_at__gte=period.starts_at, starts_at__lt=period.ends_before
    ).filter(opened_at__isnull=False)
    rows = rows.alias(
        is_spanned=Coalesce(_has("$.quorum[*]"), Value(False)),
        is_broken=Coalesce(_has("$.quorum[*] ? (@.met == false)"), Value(False)),
        is_met=Coalesce(_has("$.quorum[*] ? (@.met == true)"), Value(False)),
    )
    return rows.annotate(
        was_quorate=Case(
            When(is_spanned=False, then=Value(UNKNOWN)),
            When(is_broken=False, is_met=False, then=Value(UNSTATED)),
            When(is_broken=False, then=Value(THROUGHOUT)),
            When(is_met=True, then=Value(IN_PART)),
            default=Value(NEVER),
            output_field=CharField(),
        ),
        is_chaired=Coalesce(_has("$.chair[*]"), Value(False)),
        is_overridden=Coalesce(_has("$.overrides[*]"), Value(False)),
    )


def meeting_records(group: Group, period: Period) -> MeetingRecords:
    """The counts, in four queries."""
    held = meetings_held(group, period).aggregate(
        held=Count("pk"),
        quorate=Count("pk", filter=Q(was_quorate=THROUGHOUT)),
        unstated=Count("pk", filter=Q(was_quorate=UNSTATED)),
        unrecorded=Count("pk", filter=Q(was_quorate=UNKNOWN)),
        chaired=Count("pk", filter=Q(is_chaired=True)),
        overrides=Count("pk", filter=Q(is_overridden=True)),
        extraordinary=Count("pk", filter=Q(kind=Meeting.Kind.EXTRAORDINARY)),
    )
    within = {"starts_at__gte": period.starts_at, "starts_at__lt": period.ends_before, "group": group}
    decided = Decision.objects.filter(withdrawn_at=None, **_of("item__meeting", within)).aggregate(
        decisions=Count("pk"), unquorate_decisions=Count("pk", filter=Q(is_without_quorum=True))
    )
    interests = Declaration.objects.filter(**_of("meeting", within)).exclude(nature=Declaration.Nature.NONE)
    declared = interests.aggregate(declared=Count("pk"))
    came = Presence.objects.filter(capacity="deputy", removed_at=None, **_of("meeting", within))
    sat = came.aggregate(deputies=Count(_pair("meeting", "person"), distinct=True))
    return MeetingRecords(**held, **decided, **declared, **sat)


def _of(path: str, within: dict[str, Any]) -> dict[str, Any]:
    return {f"{path}__{name}": value for name, value in within.items()}


def _pair(first: str, second: str) -> Any:
    texts = (Cast(F(f"{name}_id"), CharField()) for name in (first, second))
    return Func(*texts, function="concat")


def seat_records(group: Group, day: date) -> SeatRecords:
    """Seats that the terms name and whether somebody holds them, in one query."""
    holder = Appointment.objects.filter(on_date(day), seat=OuterRef("pk")).values("pk")[:1]
    seats = Seat.objects.filter(on_date(day, "opened_on", "closed_on"), group=group, is_coopted=False)
    found = seats.annotate(holder=Subquery(holder)).aggregate(
        seats=Count("pk"), filled=Count("pk", filter=Q(holder__isnull=False))
    )
    return SeatRecords(day, **found)


_OF_SEATS = ("seat", "office", "appointment", "cooption")


def shown_of(name: str, records: MeetingRecords, seats: SeatRecords) -> str:
    """What the records show of a mechanism that the product keeps, in words."""
    if name in _OF_SEATS:
        return f"On {short_day(seats.on)} {seats.filled} of {counted(seats.seats, 'seat')} were filled."
    if not records.held:
        return "No meeting was held in the period."
    say = _OF_MEETINGS.get(name)
    return say(records) if say else f"{_held(records).capitalize()} held."


def _held(records: MeetingRecords) -> str:
    return counted(records.held, "meeting")


def _say_quorum(records: MeetingRecords) -> str:
    judged = records.held - records.unstated - records.unrecorded
    parts = [f"{out_of(records.quorate, judged)} meetings quorate throughout." if judged else ""]
    if records.unstated:
        parts.append(f"For {counted(records.unstated, 'meeting')} the terms stated no quorum.")
    if records.unrecorded:
        parts.append(f"For {counted(records.unrecorded, 'meeting')} none is recorded.")
    return " ".join(filter(None, parts))


def _say_decisions(records: MeetingRecords) -> str:
    flagged = records.unquorate_decisions or "none"
    said = counted(records.decisions, "decision")
    return f"{said.capitalize()} recorded" + (
        f", {flagged} flagged as without a quorum." if records.decisions else "."
    )


_OF_MEETINGS: dict[str, Callable[[MeetingRecords], str]] = {
    "quorum": _say_quorum,
    "inquorate": _say_quorum,
    "override": lambda found: f"Set aside at {found.overrides or 'none'} of {_held(found)}.",
    "chairing": lambda found: (
        f"Who chaired, by which rule, is recorded for {out_of(found.chaired, found.held)} meetings."
    ),
    "decisions": _say_decisions,
    "declarations": lambda found: (
        f"{counted(found.declared, 'interest').capitalize()} declared at {_held(found)}."
    ),
    "deputies": lambda found: f"A deputy sat {counted(found.deputies, 'time')} at {_held(found)}.",
    "extraordinary": lambda found: (
        f"{counted(found.extraordinary, 'extra meeting').capitalize()} of {_held(found)}."
    ),
}
