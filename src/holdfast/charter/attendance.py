"""Attendance against the expected share, absences in a row, and what follows step by step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from holdfast.kernel.clocks import Period, Unit, add_months, said_day
from holdfast.kernel.finding import counted, listed

from .absence import follow_ups, missed_in_a_row
from .findings import AttendanceFinding, SeatAttendance
from .meeting import Attendance
from .model import Charter
from .past import PastMeeting, Sittings, subjects_of
from .wanting import said_share

FEW = 5

__all__ = ["PastMeeting", "assess_attendance"]


@dataclass(frozen=True)
class Window:
    """The meetings that are judged."""

    meetings: tuple[PastMeeting, ...]
    since: date | None
    until: date | None


def assess_attendance(
    charter: Charter, history: Sequence[PastMeeting], *, as_of: date | None = None
) -> AttendanceFinding:
    """Judge every seat (or person, agency, group) against the share expected; absences judged per seat.

    `as_of` is the London date at which a rolling period ends, by default the last meeting's.
    """
    rules = list(charter.each(Attendance))
    rule = next((each for each in rules if each.at_least is not None), rules[0] if rules else None)
    held = tuple(sorted((m for m in history if m.was_held), key=lambda meeting: meeting.on))
    until = as_of or (held[-1].on if held else None)
    held = tuple(meeting for meeting in held if until and meeting.on <= until)
    window = _window(rule or Attendance(), held, until)
    measured = _measured(charter, rule or Attendance(), window, held)
    seats = measured if rule is None or rule.of == "seat" else _measured(charter, Attendance(), window, held)
    return _finding(rule, measured, seats, window)


def _window(rule: Attendance, held: tuple[PastMeeting, ...], until: date | None) -> Window:
    counting = tuple(m for m in held if rule.extraordinary_count or not m.is_extraordinary)
    since = _since(rule, until) if until else None
    if rule.meetings:
        counting = counting[-rule.meetings :]
    return Window(tuple(m for m in counting if since is None or m.on >= since), since, until)


def _since(rule: Attendance, until: date) -> date | None:
    if rule.over:
        return _before(until, rule.over) + timedelta(days=1)
    if rule.year == "calendar":
        return until.replace(month=1, day=1)
    if rule.year == "financial":
        return date(until.year - ((until.month, until.day) < (4, 1)), 4, 1)
    return None


def _before(day: date, period: Period) -> date:
    if period.unit in (Unit.MONTH, Unit.YEAR):
        return add_months(day, -period.count * (12 if period.unit is Unit.YEAR else 1))
    return day - timedelta(days=period.count * (7 if period.unit is Unit.WEEK else 1))


def _measured(
    charter: Charter, rule: Attendance, window: Window, held: tuple[PastMeeting, ...]
) -> tuple[SeatAttendance, ...]:
    rows = []
    for key, name, sitting in subjects_of(charter, rule.of, window.meetings):
        counts = [sitting(meeting) for meeting in window.meetings]
        row = _row(rule, key, name, [count for count in counts if count and count.expected])
        rows.append(_with_absences(charter, row, sitting, held) if rule.of == "seat" else row)
    return tuple(rows)


def _row(rule: Attendance, key: str, name: str, counts: list[Sittings]) -> SeatAttendance:
    expected = sum(count.expected for count in counts)
    in_person, by_deputy = sum(c.in_person for c in counts), sum(c.by_deputy for c in counts)
    share = Fraction(in_person + (by_deputy if rule.deputies_count else 0), expected) if expected else None
    is_met = None if rule.at_least is None or share is None else share >= rule.at_least
    return SeatAttendance(
        subject=key,
        called=name,
        meetings=expected,
        in_person=in_person,
        by_deputy=by_deputy,
        share=share,
        is_met=is_met,
        consecutive_absences=0,
    )


def _with_absences(
    charter: Charter,
    row: SeatAttendance,
    sitting: Callable[[PastMeeting], Sittings | None],
    held: tuple[PastMeeting, ...],
) -> SeatAttendance:
    from dataclasses import replace

    run = missed_in_a_row(row.subject, sitting, held)
    return replace(row, consecutive_absences=run, follows=follow_ups(charter, row, sitting, held))


def _finding(
    rule: Attendance | None,
    measured: tuple[SeatAttendance, ...],
    seats: tuple[SeatAttendance, ...],
    window: Window,
) -> AttendanceFinding:
    below = [row for row in measured if row.is_met is False]
    following = [row for row in seats if row.follows]
    clauses = [rule.clause] if rule else []
    clauses += [step.clause for row in following for step in row.follows]
    return AttendanceFinding(
        met=_is_met(rule, below, following),
        reason=_reason(rule, below, following, window),
        clauses=tuple(dict.fromkeys(clauses)),
        missing=tuple(row.called for row in below),
        expected=rule.at_least if rule else None,
        measured=measured,
        seats=seats,
        since=window.since,
        until=window.until,
    )


def _is_met(
    rule: Attendance | None, below: list[SeatAttendance], following: list[SeatAttendance]
) -> bool | None:
    if below or following:
        return False
    return None if rule is None or rule.at_least is None else True


def _reason(
    rule: Attendance | None, below: list[SeatAttendance], following: list[SeatAttendance], window: Window
) -> str:
    meetings = counted(len(window.meetings), "meeting")
    period = f"{meetings} since {said_day(window.since)}" if window.since else meetings
    if rule is None or rule.at_least is None:
        said = [f"no share of attendance is expected ({period} counted)"]
    elif not window.meetings:
        expected = said_share(rule.at_least)
        said = [f"no meeting is counted, so there is nothing to hold against the {expected} expected"]
    elif below:
        names = _first_few([f"{row.called} ({float(row.share or 0):.0%})" for row in below])
        said = [f"below the {said_share(rule.at_least)} expected over {period}: {names}"]
    else:
        said = [f"everyone reaches the {said_share(rule.at_least)} expected over {period}"]
    for reason, then in dict.fromkeys((row.follows[0].reason, row.follows[0].then) for row in following):
        same = [row for row in following if (row.follows[0].reason, row.follows[0].then) == (reason, then)]
        said.append(f"{reason} ({_first_few([row.called for row in same])}), so {_lower(then)}")
    return "; ".join(said)


def _first_few(names: list[str]) -> str:
    """Names as a sentence can bear them; the rows have them all."""
    return listed(names if len(names) <= FEW else [*names[: FEW - 1], f"{len(names) - FEW + 1} more"])


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
