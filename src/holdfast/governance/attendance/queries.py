"""What the attendance pages show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from holdfast.charter.attendance import PastMeeting, assess_attendance
from holdfast.charter.findings import AttendanceFinding, FollowUp
from holdfast.charter.meeting import Absences, Attendance
from holdfast.charter.model import Charter
from holdfast.charter.past import Sittings, subjects_of
from holdfast.governance.attendance.history import day_of_last, history_of, years_of
from holdfast.groups.charters import charter_of, terms_in_force
from holdfast.groups.membership import agencies_by_key
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.kernel.clocks import add_calendar, add_months

ROLLING = "rolling"
SUBJECTS = {"seat": "Seat", "person": "Person", "agency": "Agency"}
COLUMNS = 12
# Absences in a row are counted over so many meetings, where a year has fewer.
FEWEST_MEETINGS = 24


@dataclass(frozen=True)
class AttendanceRow:
    """How often one seat, person or agency came, of how often it was expected."""

    name: str
    expected: int
    in_person: int
    by_deputy: int
    share: Fraction | None
    is_met: bool | None
    absences_in_a_row: int
    follows: tuple[FollowUp, ...]
    marks: tuple[str, ...]

    @property
    def came(self) -> int:
        return self.in_person + self.by_deputy


@dataclass(frozen=True)
class AttendancePage:
    """Attendance of a group over a period, by seat, person or agency."""

    group: Group
    of: str
    period: str
    years: tuple[int, ...]
    since: date
    until: date
    dates: tuple[date, ...]
    rows: tuple[AttendanceRow, ...]
    finding: AttendanceFinding | None
    expected: Fraction | None
    meetings_held: int
    meetings_not_held: int
    judged_of: str = ""

    @property
    def not_judged(self) -> str:
        """Why a row carries no judgement: the terms state no share, or state it of something else."""
        if self.expected is None:
            return "None stated"
        return "Not measured" if self.judged_of == self.of else f"Stated per {self.judged_of}"


def attendance_page(group: Group, of: str = "seat", period: str = ROLLING) -> AttendancePage:
    """Attendance against the share that the terms in force expect.

    `period` is `rolling` (the last 12 months) or a calendar year; anything else is taken for `rolling`.
    """
    today = clock.today()
    terms = terms_in_force(group, today)
    since, until = _bounds(period, today)
    charter = charter_of(terms) if terms else None
    history = history_of(group, _known_since(group, charter, since, min(until, today)))
    in_period = tuple(m for m in history.past if since <= m.on <= until)
    held = tuple(m for m in in_period if m.was_held)
    finding = assess_attendance(charter, history.past, as_of=min(until, today)) if charter else None
    rule = _share_rule(charter)
    return AttendancePage(
        group=group,
        of=of,
        period=period if period != ROLLING and since.year == until.year else ROLLING,
        years=years_of(group),
        since=since,
        until=until,
        dates=tuple(m.on for m in held[-COLUMNS:]),
        rows=tuple(_rows(group, charter, of, held, rule, finding)) if charter else (),
        finding=finding,
        expected=rule.at_least if rule else None,
        meetings_held=len(held),
        meetings_not_held=len(in_period) - len(held),
        judged_of=rule.of if rule else "",
    )


def _bounds(period: str, today: date) -> tuple[date, date]:
    if len(period) == 4 and period.isascii() and period.isdigit() and 2000 <= int(period) <= 2100:
        year = int(period)
        return date(year, 1, 1), date(year, 12, 31)
    try:
        start = today.replace(year=today.year - 1)
    except ValueError:  # 29 February
        start = today.replace(year=today.year - 1, day=28)
    return start + timedelta(days=1), today


def _known_since(group: Group, charter: Charter | None, since: date, until: date) -> date | None:
    """As far back as the period and the terms reach, and so many meetings at least, however rare they are."""
    first = reach(charter, since, until)
    if first is None:
        return None
    runs = [rule.consecutive or 0 for rule in charter.each(Absences)] if charter else []
    last = day_of_last(group, until, max(FEWEST_MEETINGS, *runs, 0))
    return min(first, last) if last else None


def reach(charter: Charter | None, since: date, until: date) -> date | None:
    """The first day of which anything must be known to judge a period; None where it is every day.

    Beyond the period itself that is what the terms look back on, and a year, so that absences in a row are
    counted as far as that; otherwise the page would slow down with every year that the group has met.
    """
    rules: list[Attendance | Absences] = []
    if charter is not None:
        rules = [*charter.each(Attendance), *charter.each(Absences)]
    if any(_looks_back_on_all(rule) for rule in rules):
        return None
    spans = [rule.over for rule in rules if rule.over is not None]
    return min(
        since, add_months(until, -12), *(add_calendar(until, replace(s, count=-s.count)) for s in spans)
    )


def _looks_back_on_all(rule: Attendance | Absences) -> bool:
    """Over so many meetings, or over all: then no day is known before which nothing counts."""
    if isinstance(rule, Absences):
        return rule.any is not None and rule.over is None
    return rule.at_least is not None and rule.over is None and rule.year is None


def _share_rule(charter: Charter | None) -> Attendance | None:
    rules = list(charter.each(Attendance)) if charter else []
    return next((rule for rule in rules if rule.at_least is not None), rules[0] if rules else None)


def _rows(
    group: Group,
    charter: Charter,
    of: str,
    held: tuple[PastMeeting, ...],
    rule: Attendance | None,
    finding: AttendanceFinding | None,
) -> Iterator[AttendanceRow]:
    seats = {row.subject: row for row in (finding.seats if finding and of == "seat" else ())}
    local = {key: agency.name for key, agency in agencies_by_key(group).items()} if of == "agency" else {}
    for key, name, sitting in subjects_of(charter, of, held):
        counts = [sitting(meeting) for meeting in held]
        judged = seats.get(key)
        yield _row(
            of,
            local.get(key, name),
            counts,
            rule,
            judged.consecutive_absences if judged else 0,
            judged.follows if judged else (),
        )


def _row(
    of: str,
    name: str,
    counts: list[Sittings | None],
    rule: Attendance | None,
    absences: int,
    follows: tuple[FollowUp, ...],
) -> AttendanceRow:
    counting = [count for count in counts if count and count.expected]
    expected = sum(count.expected for count in counting)
    in_person, by_deputy = sum(c.in_person for c in counting), sum(c.by_deputy for c in counting)
    counted = in_person + (by_deputy if rule is None or rule.deputies_count else 0)
    share = Fraction(counted, expected) if expected else None
    at_least = rule.at_least if rule and rule.of == of else None
    return AttendanceRow(
        name=name,
        expected=expected,
        in_person=in_person,
        by_deputy=by_deputy,
        share=share,
        is_met=None if at_least is None or share is None else share >= at_least,
        absences_in_a_row=absences,
        follows=follows,
        marks=tuple(_mark(count) for count in counts[-COLUMNS:]),
    )


def _mark(count: Sittings | None) -> str:
    if count is None or not count.expected:
        return "Vacant"
    if count.in_person:
        return "Came"
    return "Deputy" if count.by_deputy else "Absent"
