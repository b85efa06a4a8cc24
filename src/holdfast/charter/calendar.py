"""Meeting dates from the schedule with their deadlines, moved off bank holidays and Board dates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import Clock, Period, Unit, said_day
from holdfast.kernel.finding import listed
from holdfast.kernel.working_days import ENGLAND_AND_WALES, WorkingDays

from .findings import ProposedMeeting
from .meeting import WEEKDAYS, Notice, Papers, Schedule
from .model import Charter
from .rhythm import regular_dates

MOST = 1000
LATEST = date(2190, 12, 31)


@dataclass(frozen=True)
class Taken:
    """The days on which the group does not meet, and why."""

    schedule: Schedule
    holidays: WorkingDays
    avoid: Mapping[date, str]

    def why_not(self, day: date) -> str | None:
        """Why there is no meeting on this day, or None."""
        holiday = self.holidays.bank_holiday(day)
        if holiday:
            return f"{said_day(day)} is {holiday}, a bank holiday"
        if day.weekday() > 4 and WEEKDAYS[day.weekday()] != self.schedule.weekday:
            return f"{said_day(day)} is a weekend"
        if day in self.avoid:
            return f"{said_day(day)} is taken ({self.avoid[day]})"
        return None


def propose_meetings(
    charter: Charter,
    start: date,
    count: int,
    *,
    avoid: Mapping[date, str] | Iterable[date] = (),
    holidays: WorkingDays = ENGLAND_AND_WALES,
) -> tuple[ProposedMeeting, ...]:
    """The next `count` meetings on or after `start`; `avoid` are dates taken (by name, such as a Board's).

    Empty where the terms state no schedule.
    """
    schedule = charter.first(Schedule)
    if schedule is None:
        return ()
    if not 1 <= count <= MOST or start > LATEST:
        raise ValueError(f"expected 1 to {MOST} meetings, from a date before {LATEST.year}")
    named = avoid if isinstance(avoid, Mapping) else dict.fromkeys(avoid, "a date to avoid")
    taken = Taken(schedule, holidays, named)
    proposed: list[ProposedMeeting] = []
    used: set[date] = set()
    for regular in regular_dates(schedule, start, holidays):
        on, moves = _moved(taken, regular, start, used)
        used.add(on)
        proposed.append(_meeting(charter, schedule, regular, on, moves, holidays))
        if len(proposed) == count or on > LATEST:
            break
    return tuple(proposed)


def _moved(taken: Taken, regular: date, start: date, used: set[date]) -> tuple[date, tuple[str, ...]]:
    sides = ("earlier", "later") if taken.schedule.moves == "earlier" else ("later", "earlier")
    for side in sides:
        day, reasons = regular, []
        step = timedelta(days=1 if side == "later" else -1)
        while (why := taken.why_not(day)) or day in used:
            reasons += [why] if why else [f"there is already a meeting on {said_day(day)}"]
            day += step
            if len(reasons) > 366:
                break
        if day >= start and len(reasons) <= 366:
            return day, (f"{listed(reasons)}: moved {side}, to {said_day(day)}",) if reasons else ()
    return regular, (f"no free day was found near {said_day(regular)}",)


def _meeting(
    charter: Charter,
    schedule: Schedule,
    regular: date,
    on: date,
    moves: tuple[str, ...],
    holidays: WorkingDays,
) -> ProposedMeeting:
    starts = datetime.combine(on, schedule.starts, tzinfo=LONDON).astimezone(UTC) if schedule.starts else None
    ends = starts + _length(schedule.duration) if starts and schedule.duration else None
    notice = charter.first(Notice)
    papers = list(charter.each(Papers))
    return ProposedMeeting(
        on=on,
        starts_at=starts,
        ends_at=ends,
        notice_by=notice_deadline(on, notice.clear_days, notice.working, holidays) if notice else None,
        papers_by=_first(papers_deadline(on, each.before, holidays) for each in papers),
        draft_agenda_by=_first(papers_deadline(on, each.draft_before, holidays) for each in papers),
        regular_on=regular,
        moves=moves,
        is_forecast=not holidays.is_known(on),
    )


def _length(duration: Period) -> timedelta:
    return timedelta(**{"hours" if duration.unit is Unit.HOUR else "minutes": duration.count})


def _first(days: Iterable[date | None]) -> date | None:
    return next((day for day in days if day), None)


def notice_deadline(on: date, clear_days: int, working: bool, holidays: WorkingDays) -> date:
    """The last day for notice: so many clear days lie between it and the meeting, neither of them counted."""
    return holidays.before(on, clear_days + 1) if working else on - timedelta(days=clear_days + 1)


def papers_deadline(on: date, before: Period | None, holidays: WorkingDays) -> date | None:
    """The last day for papers: so many working or calendar days before the meeting."""
    if before is None:
        return None
    if before.clock is Clock.WORKING:
        return holidays.before(on, before.count)
    return on - timedelta(days=round(before.count * before.unit.days))
