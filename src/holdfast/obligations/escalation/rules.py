"""Which step comes next and when: pure functions of plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from holdfast.charter.promises import Escalation as EscalationClause
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import Clock, Period, Unit, falls_due
from holdfast.kernel.finding import Finding
from holdfast.kernel.working_days import end_of_day

LAST = 4
# West Sussex, purpose-10: continued non-compliance is a second missed date, or so long after the first step.
USUAL_WAIT = Period(14, Unit.CALENDAR_DAY)


def next_step(taken: Iterable[int], *, is_of_the_chair: bool = False) -> int | None:
    """The step after the highest one taken; None above the last.

    What the chair owes goes to nobody whom the chair would ask: only the Independent Chair stands above.
    """
    highest = max(taken, default=0)
    if highest >= LAST:
        return None
    return LAST if is_of_the_chair else highest + 1


def wait_of(clauses: Iterable[EscalationClause], step: int) -> Period:
    """How long after a step the next is proposed: as the group's own ladder says, or fourteen days."""
    for clause in clauses:
        waits = [one.after for one in clause.steps[step:] if one.after is not None]
        if waits:
            return waits[0]
    return USUAL_WAIT


def again_on(sent_on: date, wait: Period) -> date:
    """The day on which a step that has brought nothing is followed by the next."""
    if wait.clock is Clock.ELAPSED:
        return sent_on + timedelta(days=max(1, round(wait.count * wait.unit.days)))
    return falls_due(end_of_day(sent_on), wait).at.astimezone(LONDON).date()


def assess_sending(state: str, addressee: str, subject: str, body: str) -> Finding:
    """Whether a proposed step can be sent: it is still waiting, somebody is named, something is said."""
    if state != "proposed":
        return Finding(met=False, reason="This was decided already: look at what was decided.")
    if not addressee.strip():
        return Finding(
            met=False,
            reason="Nobody is named at this step: name the addressee here, or on the agency's ladder.",
        )
    if not subject.strip() or not body.strip():
        return Finding(met=False, reason="Enter a subject and what the letter says.")
    return Finding(met=True, reason="It can be sent.")


def assess_moment(instant_on: date, not_before: date, today: date, what: str) -> Finding:
    """Whether something can have happened on a day: not before what it answers, and not in the future."""
    if instant_on > today:
        return Finding(met=False, reason=f"The date of {what} is still to come.")
    if instant_on < not_before:
        return Finding(met=False, reason=f"The date of {what} is before the letter was sent.")
    return Finding(met=True, reason="The date fits.")
