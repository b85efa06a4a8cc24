"""When a clause's promise falls due, by which clock, counted how."""

from datetime import datetime

from holdfast.kernel.clocks import Due
from holdfast.kernel.working_days import ENGLAND_AND_WALES, WorkingDays

from .model import Charter


def due(
    charter: Charter, clause_id: str, start: datetime, *, holidays: WorkingDays = ENGLAND_AND_WALES
) -> Due:
    """When the promise of this clause falls due, started at `start` (an aware instant).

    KeyError for an unknown clause, ValueError (with a sentence) for a clause without a clock.
    """
    raise NotImplementedError
