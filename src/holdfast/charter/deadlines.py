"""When a clause's promise falls due, by which clock, counted how."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from holdfast.kernel.clocks import Due, Period, Unit, falls_due
from holdfast.kernel.working_days import ENGLAND_AND_WALES, WorkingDays

from .intervals import Interval
from .mechanism import Mechanism
from .model import Charter
from .promises import ClockPromise, Escalation
from .registry import name_of

_PERIODS = ("within", "between_within", "term", "every")


@dataclass(frozen=True)
class Promised:
    """Something a clause promises within a time: by which mechanism, what, and how long."""

    mechanism: Mechanism
    what: str
    period: Period


def due(
    charter: Charter, clause_id: str, start: datetime, *, holidays: WorkingDays = ENGLAND_AND_WALES
) -> Due:
    """When the promise of this clause falls due, started at `start` (an aware instant).

    KeyError for an unknown clause, ValueError (with a sentence) for a clause without a clock.
    """
    found = promised(charter, clause_id)
    if not found:
        raise ValueError(f"clause {clause_id} promises nothing within a time")
    return falls_due(start, found[0].period, holidays)


def promised(charter: Charter, clause_id: str) -> tuple[Promised, ...]:
    """Everything that a clause promises within a time, its clocks first. KeyError for an unknown clause."""
    found = [each for mechanism in charter.clause(clause_id).mechanisms for each in _promised(mechanism)]
    return tuple(sorted(found, key=lambda one: not isinstance(one.mechanism, ClockPromise)))


def _promised(mechanism: Mechanism) -> Iterator[Promised]:
    name = name_of(mechanism)
    what = str(getattr(mechanism, "what", None) or getattr(mechanism, "then", None) or name)
    for field in _PERIODS:
        value = getattr(mechanism, field, None)
        period = _as_period(value) if isinstance(value, Interval) else value
        if isinstance(period, Period):
            yield Promised(mechanism, what, period)
    if isinstance(mechanism, Escalation):
        yield from (
            Promised(mechanism, f"to {step.to}", step.after) for step in mechanism.steps if step.after
        )


def _as_period(every: Interval) -> Period | None:
    if every.times > 1:
        return None
    return Period(every.count, Unit.WORKING_DAY if every.unit == "working day" else Unit(every.unit))
