"""Whether an extra meeting may be called, by whom and with what notice."""

from datetime import date
from math import ceil

from holdfast.kernel.clocks import said_day
from holdfast.kernel.finding import Finding, counted, listed
from holdfast.kernel.working_days import ENGLAND_AND_WALES, WorkingDays

from .calendar import notice_deadline
from .meeting import Extraordinary, Notice
from .model import Charter
from .words import plain, spoken


def assess_extraordinary(
    charter: Charter,
    *,
    office: str | None = None,
    members_asking: int = 0,
    notice_on: date | None = None,
    meeting_on: date | None = None,
    reason: str = "",
    holidays: WorkingDays = ENGLAND_AND_WALES,
) -> Finding:
    """Whether an extra meeting may be called by this office or by so many members, with this notice."""
    rule = charter.first(Extraordinary)
    if rule is None:
        return Finding(met=None, reason="the terms do not provide for extra meetings")
    number = _number_needed(charter, rule)
    if not (office and plain(office) in rule.by) and not (number and members_asking >= number):
        return _not_called(charter, rule, members_asking, number)
    if rule.reason and not reason.strip():
        return Finding(
            met=False, reason="an extra meeting needs a reason", clauses=(rule.clause,), missing=("a reason",)
        )
    late = _too_late(charter, rule, notice_on, meeting_on, holidays)
    who = spoken(office) if office and plain(office) in rule.by else counted(members_asking, "member")
    return late or Finding(met=True, reason=f"{who} may call this extra meeting", clauses=(rule.clause,))


def _number_needed(charter: Charter, rule: Extraordinary) -> int | None:
    if rule.requisition_number:
        return rule.requisition_number
    seats = sum(seat.places for seat in charter.seats if seat.is_counted)
    return max(1, ceil(rule.requisition * seats)) if rule.requisition and seats else None


def _not_called(charter: Charter, rule: Extraordinary, asking: int, number: int | None) -> Finding:
    callers = [charter.facts.office_name(each) for each in rule.by]
    callers += [counted(number, "member") + " together"] if number else []
    short = f": {asking} have asked" if asking else ""
    words = (
        f"an extra meeting may be called by {listed(callers, 'or')}{short}"
        if callers
        else "nobody may call one"
    )
    missing = (f"{number - asking} more members",) if number and asking else tuple(callers)
    return Finding(met=False, reason=words, clauses=(rule.clause,), missing=missing)


def _too_late(
    charter: Charter,
    rule: Extraordinary,
    notice_on: date | None,
    meeting_on: date | None,
    holidays: WorkingDays,
) -> Finding | None:
    notice = charter.first(Notice)
    days, working, clause = rule.clear_days, rule.working, rule.clause
    if days is None and notice:
        days, working, clause = notice.clear_days, notice.working, notice.clause
    if days is None or notice_on is None or meeting_on is None:
        return None
    latest = notice_deadline(meeting_on, days, working, holidays)
    if notice_on <= latest:
        return None
    kind = "clear working day" if working else "clear day"
    needed = f"{counted(days, kind)} before {said_day(meeting_on)} means by {said_day(latest)}"
    words = f"the notice is too short: {needed}"
    return Finding(met=False, reason=words, clauses=(clause,), missing=("notice in time",))
