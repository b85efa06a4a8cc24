"""What one mechanism must make sense of by itself: things said twice, half, or against each other."""

from collections.abc import Callable, Iterator
from typing import Any

from holdfast.kernel.clocks import said_day
from holdfast.kernel.finding import listed

from .intervals import Interval
from .mechanism import Mechanism
from .meeting import MONTHS, Absences, Attendance, Decisions, Extraordinary, Schedule
from .membership import Chairing, HeldBy, Office, Seat
from .model import Charter
from .promises import Review, Undertaking
from .quorum_rule import Inquorate


def unfit(charter: Charter, mechanism: Mechanism) -> Iterator[str]:
    """What is wrong with a mechanism, and what was expected."""
    check = _CHECKS.get(type(mechanism))
    if check:
        yield from check(charter, mechanism)


def _seat(_: Charter, seat: Seat) -> Iterator[str]:
    if bool(seat.ex_officio) != bool(seat.of):
        yield f"the seat '{seat.key}' is held ex officio: expected both ex_officio and of (its group)"


def _office(_: Charter, office: Office) -> Iterator[str]:
    for held in office.held_by:
        yield from _held_by(office, held)
    if office.in_turn and len(office.held_by) < 2:
        yield f"the office '{office.key}' is held in turn: expected held_by to be a list of two or more"
    if office.election and not any(held.elected for held in office.held_by):
        yield f"the office '{office.key}' has an election: expected held_by = {{ elected = true }}"


def _held_by(office: Office, held: HeldBy) -> Iterator[str]:
    ways = [held.seat, held.role, held.elected, held.appointed_by, held.ex_officio]
    if sum(map(bool, ways)) > 1:
        yield f"the office '{office.key}' is held in two ways at once: list each as a table of its own"
    if not any(ways) and not held.agency:
        ways_known = "seat, role, agency, elected, appointed_by or ex_officio"
        yield f"the office '{office.key}' is held in no way: expected {ways_known}"
    if bool(held.ex_officio) != bool(held.of):
        yield f"the office '{office.key}' is held ex officio: expected both ex_officio and of"


def _chairing(_: Charter, rule: Chairing) -> Iterator[str]:
    if "chair" in rule.in_absence:
        yield "the chair cannot stand in for the chair: expected other offices, or 'nomination'"
    if "nomination" in rule.in_absence[:-1]:
        yield "'nomination' comes last: after it nobody is left to ask"


def _schedule(_: Charter, rule: Schedule) -> Iterator[str]:
    if rule.every and rule.at_least:
        yield "says both every and at_least: expected one of them"
    if not (rule.every or rule.at_least or rule.months):
        yield 'expected how often: every = "month", at_least = 4 (a year), or the months'
    if rule.week and not rule.weekday:
        yield "says which week of the month but no weekday: expected weekday too"
    if rule.week and rule.every and not _suits(rule.every, len(rule.week)):
        yield f"says {listed(rule.week)} {rule.weekday} of the month, but meets {rule.every}"
    if not set(rule.months or MONTHS) - set(rule.not_in):
        yield "leaves no month in which to meet"
    if rule.per == "month" and (rule.at_least or 0) > 28:
        yield "expected at most 28 times a month"


def _suits(every: Interval, weeks: int) -> bool:
    """Whether weeks of the month can be named: 'twice a month' suits two of them."""
    if every.times > 1:
        return every.unit == "month" and every.times == weeks
    return every.unit not in ("week", "working day")


def _extraordinary(charter: Charter, rule: Extraordinary) -> Iterator[str]:
    members = sum(seat.places for seat in charter.seats if seat.status.is_member)
    if members and (rule.requisition_number or 0) > members:
        yield f"may be called by {rule.requisition_number} members, but the seats hold only {members}"
    if not (rule.by or rule.requisition or rule.requisition_number):
        yield "expected who may call it: by, requisition or requisition_number"


def _attendance(_: Charter, rule: Attendance) -> Iterator[str]:
    if sum(map(bool, (rule.over, rule.year, rule.meetings))) > 1:
        yield "is measured over two spans: expected one of over, year or meetings"


def _absences(_: Charter, rule: Absences) -> Iterator[str]:
    if rule.consecutive and rule.any:
        yield "counts absences in a row and in all: expected one of them, the other as a further step"
    if rule.over and not rule.any:
        yield "says over how long but not how many in all: expected any = 3 or the like"
    if rule.step == 1 and not (rule.consecutive or rule.any):
        yield "expected after how many absences: consecutive = 2, or any = 3 with over"


def _decisions(_: Charter, rule: Decisions) -> Iterator[str]:
    if (rule.by == "share") != (rule.share is not None):
        yield "expected share, such as '2/3', together with by = \"share\" and only then"
    if rule.failing_consensus and rule.by != "consensus":
        yield "says what follows without consensus, but does not decide by consensus"
    if rule.between_within and not rule.between_meetings:
        yield "gives a time for answers between meetings: expected between_meetings = true"


def _inquorate(_: Charter, rule: Inquorate) -> Iterator[str]:
    if rule.within and rule.then not in ("adjourned", "reconvened") and not rule.may_adjourn:
        yield f'says when it meets again, but it is {rule.then}: expected then = "adjourned" or "reconvened"'


def _review(_: Charter, rule: Review) -> Iterator[str]:
    if rule.last and rule.next and rule.next <= rule.last:
        yield f"is next due on {said_day(rule.next)}, before it was last done on {said_day(rule.last)}"


def _undertaking(_: Charter, rule: Undertaking) -> Iterator[str]:
    if rule.after and not rule.within:
        yield "names what starts a clock but no time: expected within too"


_CHECKS: dict[type[Any], Callable[[Charter, Any], Iterator[str]]] = {
    Seat: _seat,
    Office: _office,
    Chairing: _chairing,
    Schedule: _schedule,
    Extraordinary: _extraordinary,
    Attendance: _attendance,
    Absences: _absences,
    Decisions: _decisions,
    Inquorate: _inquorate,
    Review: _review,
    Undertaking: _undertaking,
}
