"""Absences of a seat, in a row or in all, and what the terms say follows, step by step."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from holdfast.kernel.clocks import add_calendar
from holdfast.kernel.finding import counted

from .findings import FollowUp, SeatAttendance
from .meeting import Absences
from .model import Charter
from .past import PastMeeting, Sitting
from .words import plain

ANY_ABSENCE = Absences(then="nothing")


def missed_in_a_row(
    seat: str, sitting: Sitting, held: Sequence[PastMeeting], rule: Absences = ANY_ABSENCE
) -> int:
    """How many meetings in a row, up to the last, the seat missed as the rule counts an absence."""
    run = 0
    for is_missed in _missed(seat, sitting, reversed(held), rule):
        if not is_missed:
            break
        run += 1
    return run


def _missed(seat: str, sitting: Sitting, meetings: Iterator[PastMeeting], rule: Absences) -> Iterator[bool]:
    for meeting in meetings:
        count = sitting(meeting)
        if count is None or not count.expected:
            continue
        if rule.apologies_excuse and seat in map(plain, meeting.apologies):
            continue
        yield not (count.in_person or (rule.without_deputy and count.by_deputy))


def follow_ups(
    charter: Charter, row: SeatAttendance, sitting: Sitting, held: Sequence[PastMeeting]
) -> tuple[FollowUp, ...]:
    """Every step that the absences have reached; a step without a number follows the one before."""
    found: list[FollowUp] = []
    for rule in sorted(charter.each(Absences), key=lambda each: each.step):
        reason = _reached(rule, row.subject, sitting, held)
        if reason is None and rule.consecutive is None and rule.any is None and found:
            reason = found[-1].reason
        if reason:
            found.append(_step(rule, reason))
    return tuple(found)


def _step(rule: Absences, reason: str) -> FollowUp:
    return FollowUp(
        clause=rule.clause,
        step=rule.step,
        then=rule.then,
        by=rule.by,
        to=rule.to,
        is_needed=not rule.if_needed,
        reason=reason,
    )


def _reached(rule: Absences, seat: str, sitting: Sitting, held: Sequence[PastMeeting]) -> str | None:
    deputy = " with no deputy" if rule.without_deputy else ""
    if rule.consecutive:
        run = missed_in_a_row(seat, sitting, held, rule)
        if run >= rule.consecutive:
            return f"{counted(run, 'absence')} in a row{deputy}"
    if rule.any:
        since = _since(rule, held)
        recent = [meeting for meeting in held if since is None or meeting.on > since]
        missed = sum(_missed(seat, sitting, iter(recent), rule))
        if missed >= rule.any:
            over = f" in {rule.over}" if rule.over else ""
            return f"{counted(missed, 'absence')}{over}{deputy}"
    return None


def _since(rule: Absences, held: Sequence[PastMeeting]) -> date | None:
    if not rule.over or not held:
        return None
    return add_calendar(held[-1].on, replace(rule.over, count=-rule.over.count))


@dataclass(frozen=True)
class Episode:
    """Absences that reached a rule: with which meeting (its place in the list); which was missed after it."""

    at: int
    reason: str
    again: int | None = None


def episodes(rule: Absences, seat: str, sitting: Sitting, held: Sequence[PastMeeting]) -> Iterator[Episode]:
    """Each time that a seat's absences newly reached the rule, oldest first; `held` is ordered by date.

    Says of every meeting what `follow_ups` says when it is the last.
    """
    current: Episode | None = None
    for index, (is_missed, reason) in enumerate(_reasons(rule, seat, sitting, held)):
        if reason is None:
            if current is not None:
                yield current
            current = None
        elif current is None:
            current = Episode(index, reason)
        elif is_missed and current.again is None:
            current = replace(current, again=index)
    if current is not None:
        yield current


def _reasons(
    rule: Absences, seat: str, sitting: Sitting, held: Sequence[PastMeeting]
) -> Iterator[tuple[bool, str | None]]:
    """Of each meeting whether it was missed, and why the rule is reached with it, if it is."""
    deputy = " with no deputy" if rule.without_deputy else ""
    run, missed = 0, deque[date]()
    for meeting in held:
        [*found] = _missed(seat, sitting, iter([meeting]), rule)
        is_missed = found == [True]
        run = run + 1 if is_missed else 0 if found else run
        if is_missed:
            missed.append(meeting.on)
        since = _since(rule, [meeting])
        while missed and since is not None and missed[0] <= since:
            missed.popleft()
        reason = None
        if rule.consecutive and run >= rule.consecutive:
            reason = f"{counted(run, 'absence')} in a row{deputy}"
        elif rule.any and len(missed) >= rule.any:
            over = f" in {rule.over}" if rule.over else ""
            reason = f"{counted(len(missed), 'absence')}{over}{deputy}"
        yield is_missed, reason
