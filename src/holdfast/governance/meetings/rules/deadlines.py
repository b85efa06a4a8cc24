"""When notice and papers are due before a meeting, and whether they came in time, by the group's terms."""

from __future__ import annotations

from datetime import date, datetime

from holdfast.charter.calendar import notice_deadline, papers_deadline
from holdfast.charter.meeting import Notice, Papers
from holdfast.charter.model import Charter
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import said_day
from holdfast.kernel.finding import Finding
from holdfast.kernel.working_days import ENGLAND_AND_WALES, WorkingDays


def papers_by(charter: Charter | None, day: date) -> date | None:
    """The last day on which papers are in time, or None where the terms state none."""
    rule = charter.first(Papers) if charter else None
    return papers_deadline(day, rule.before, ENGLAND_AND_WALES) if rule else None


def notice_by(charter: Charter | None, day: date, days: WorkingDays = ENGLAND_AND_WALES) -> date | None:
    """The last day of notice: clear days count neither the day of notice nor that of the meeting."""
    rule = charter.first(Notice) if charter else None
    return notice_deadline(day, rule.clear_days, rule.working, days) if rule else None


def assess_notice(charter: Charter | None, day: date, given_at: datetime | None) -> Finding:
    """Whether members were told in time; met is None where the terms ask for no notice."""
    rule = charter.first(Notice) if charter else None
    last = notice_by(charter, day)
    if rule is None or last is None:
        return Finding(met=None, reason="The terms ask for no particular notice.")
    asked = f"{rule.clear_days} clear {'working ' if rule.working else ''}days' notice"
    if given_at is None:
        reason = f"Notice has not been given: the terms ask for {asked}, by {said_day(last)}."
        return Finding(met=False, reason=reason, clauses=(rule.clause,))
    given = given_at.astimezone(LONDON).date()
    if given <= last:
        reason = f"Notice was given on {said_day(given)}; {asked} needed it by {said_day(last)}."
        return Finding(met=True, reason=reason, clauses=(rule.clause,))
    reason = f"Notice was given on {said_day(given)}, after {said_day(last)}: the terms ask for {asked}."
    return Finding(met=False, reason=reason, clauses=(rule.clause,))


def assess_paper(charter: Charter | None, day: date, sent_at: datetime) -> Finding:
    """Whether a paper went out in time for the meeting; met is None where the terms state no time."""
    rule = charter.first(Papers) if charter else None
    last = papers_by(charter, day)
    if rule is None or last is None:
        return Finding(met=None, reason="The terms state no time by which papers go out.")
    sent = sent_at.astimezone(LONDON).date()
    asked = f"papers are due {rule.before} before the meeting, by {said_day(last)}"
    if sent <= last:
        reason = f"Sent on {said_day(sent)}; {asked}."
        return Finding(met=True, reason=reason, clauses=(rule.clause,))
    return Finding(met=False, reason=f"Late: sent on {said_day(sent)}; {asked}.", clauses=(rule.clause,))
