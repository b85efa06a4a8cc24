"""The share of attendance that the terms expect, as one obligation for each seat (or agency) and window."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from uuid import UUID

from holdfast.charter.meeting import Attendance
from holdfast.charter.model import Charter
from holdfast.charter.past import Sitting, subjects_of
from holdfast.charter.wanting import said_share
from holdfast.charter.words import plain
from holdfast.governance.attendance.record import AttendanceRecord, Held, share_rules
from holdfast.governance.attendance.windows import Window, back_from, windows
from holdfast.kernel.clocks import Clock, Due, said_day
from holdfast.kernel.finding import counted
from holdfast.kernel.working_days import end_of_day
from holdfast.obligations.ledger.promises import Kept, Party, Promise, Proof
from holdfast.obligations.ledger.versions import Version

SHARE = "attendance"


@dataclass(frozen=True)
class _Tally:
    """How often one subject came of how often it was expected, meeting by meeting, to be summed over days."""

    rule: Attendance
    held: tuple[Held, ...]
    days: tuple[date, ...]
    came: tuple[int, ...]
    expected: tuple[int, ...]

    def between(self, first: int, last: int) -> tuple[int, int]:
        """(came, expected) over the meetings from one place to another, the latter not included."""
        return self.came[last] - self.came[first], self.expected[last] - self.expected[first]

    @cached_property
    def recovered(self) -> list[int | None]:
        """For each meeting the first from there on with which the share over the time up to it is reached.

        Asked by every window that was missed, so it is found once for all.
        """
        found: list[int | None] = [None] * (len(self.days) + 1)
        for index in reversed(range(len(self.days))):
            is_reached = _reaches(self, _rolling(self.rule, self, index), index + 1)
            found[index] = index if is_reached else found[index + 1]
        return found


def shares_owed(record: AttendanceRecord, version: Version) -> Iterator[Promise]:
    """Every window of every subject in which it was expected at a meeting."""
    charter = version.charter
    for rule in share_rules(version):
        held = tuple(one for one in record.held if rule.extraordinary_count or not one.past.is_extraordinary)
        pasts = [one.past for one in held]
        laid = list(windows(rule, record.versions, version, [one.on for one in pasts]))
        assert charter is not None  # noqa: S101  # nosec B101  # it has the rule
        for key, name, sitting in subjects_of(charter, rule.of, pasts):
            tally = _tally(rule, held, sitting)
            for window in laid:
                yield from _owed(record, charter, rule, (key, name), tally, window)


def _tally(rule: Attendance, held: tuple[Held, ...], sitting: Sitting) -> _Tally:
    counts = [(one, count) for one in held if (count := sitting(one.past)) and count.expected]
    came = [count.in_person + (count.by_deputy if rule.deputies_count else 0) for _, count in counts]
    return _Tally(
        rule,
        tuple(one for one, _ in counts),
        tuple(one.past.on for one, _ in counts),
        (0, *accumulate(came)),
        (0, *accumulate(count.expected for _, count in counts)),
    )


def _owed(
    record: AttendanceRecord,
    charter: Charter,
    rule: Attendance,
    subject: tuple[str, str],
    tally: _Tally,
    window: Window,
) -> Iterator[Promise]:
    key, name = subject
    first = bisect_left(tally.days, window.first)
    last = bisect_right(tally.days, window.last) if window.last else len(tally.days)
    if first == last or rule.at_least is None:
        return
    opening = tally.held[first].meeting
    yield Promise(
        kind=SHARE,
        clause=rule.clause,
        cause_id=record.group_id,
        occasion=f"{rule.of} {key} from {window.first}",
        owner=_owner(record, charter, rule.of, key),
        owed_to=Party(group_id=record.group_id),
        says=f"{name}: attend {said_share(rule.at_least)} of the meetings {_said(window)}",
        began_at=opening.opened_at or opening.starts_at,
        began_with=f"the first meeting {_said(window)}",
        due=_due(window),
        kept=_kept(tally, (first, last), window),
    )


def _owner(record: AttendanceRecord, charter: Charter, of: str, key: str) -> Party:
    if of == "person":
        return Party(person_id=UUID(key))
    if of == "group":
        return Party(group_id=record.group_id)
    return record.directory.party(charter, key) if of == "agency" else Party(seat=plain(key))


def _said(window: Window) -> str:
    first = f"from {window.first.day} {window.first:%B %Y}"
    return f"{first} to {window.last.day} {window.last:%B %Y}" if window.last else first


def _due(window: Window) -> Due | None:
    if window.last is None:
        return None
    words = f"to the end of {said_day(window.last)}, the last day of the time it is measured over"
    return Due(end_of_day(window.last), Clock.CALENDAR, words)


def _kept(tally: _Tally, bounds: tuple[int, int], window: Window) -> Kept | None:
    """Since which meeting the share has been reached, to the last of the window; else when it recovered."""
    first, last = bounds
    since: int | None = None
    for index in range(first, last):
        reached = _reaches(tally, first, index + 1)
        since = (index if since is None else since) if reached else None
    if since is not None:
        return _proved(tally, first, since)
    if window.last is None:
        return None
    late = tally.recovered[last]
    return None if late is None else _proved(tally, _rolling(tally.rule, tally, late), late)


def _rolling(rule: Attendance, tally: _Tally, index: int) -> int:
    if rule.meetings is not None:
        return max(index + 1 - rule.meetings, 0)
    return bisect_left(tally.days, back_from(rule, tally.days[index]))


def _reaches(tally: _Tally, first: int, last: int) -> bool:
    at_least = tally.rule.at_least
    if at_least is None:
        return False
    came, expected = tally.between(first, last)
    return came * at_least.denominator >= at_least.numerator * expected


def _proved(tally: _Tally, first: int, index: int) -> Kept:
    came, expected = tally.between(first, index + 1)
    one, since = tally.held[index], tally.days[first]
    time = f"from {since.day} {since:%B %Y} to {said_day(one.past.on)}"
    words = f"Came {came} of {counted(expected, 'time')} {time}"
    return Kept(one.ended_at, (Proof("meetings.meeting", one.meeting.pk, words, one.ended_at),))
