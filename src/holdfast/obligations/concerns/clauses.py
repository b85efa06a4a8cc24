"""The clauses under which a group writes to others, and the time that a clause gives for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from holdfast.charter.promises import ClockPromise, Escalation, Report, Undertaking
from holdfast.kernel.clocks import Period, falls_due

if TYPE_CHECKING:
    from holdfast.charter.mechanism import Mechanism
    from holdfast.charter.model import Charter, Clause

# What a clause must state to be a reason to write to another group.
_UNDERTAKINGS = frozenset({"oversight", "sharing", "training", "register", "audit", "action", "measure"})


def clauses_to_cite(charter: Charter | None) -> Iterator[Clause]:
    """The clauses of a charter that send something to others: oversight, sharing, escalation, reports."""
    for clause in charter.clauses if charter is not None else ():
        if any(_sends(mechanism) for mechanism in clause.mechanisms):
            yield clause


def _sends(mechanism: Mechanism) -> bool:
    if isinstance(mechanism, Undertaking):
        return mechanism.kind in _UNDERTAKINGS
    return isinstance(mechanism, Escalation | Report)


def answer_due(charter: Charter | None, clause_id: str, sent_at: datetime) -> date | None:
    """The London date until which a clause wants an answer to what is sent at an instant (UTC), if any."""
    for clause in charter.clauses if charter is not None else ():
        if clause.id == clause_id:
            periods = [period for m in clause.mechanisms if (period := _period(m)) is not None]
            return min((falls_due(sent_at, period).on for period in periods), default=None)
    return None


def _period(mechanism: Mechanism) -> Period | None:
    if isinstance(mechanism, Escalation):
        return mechanism.steps[0].after
    if isinstance(mechanism, Undertaking | Report | ClockPromise):
        return mechanism.within
    return None
