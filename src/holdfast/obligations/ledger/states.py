"""What state an obligation is in, from its times alone; never from when anybody looked."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.db.models import Case, F, Q, Value, When
from django.db.models.expressions import Combinable


class State(StrEnum):
    """How an obligation stands; the value is how it is said."""

    OPEN = "open"
    MISSED = "missed and still open"
    MET = "met"
    MET_LATE = "met late"
    WAIVED = "waived"
    VOID = "void"

    @property
    def is_outstanding(self) -> bool:
        """Whether somebody still has to do it."""
        return self in (State.OPEN, State.MISSED)


def state_of(
    due_at: datetime | None,
    met_at: datetime | None,
    waived_at: datetime | None,
    voided_at: datetime | None,
    now: datetime,
) -> State:
    """The state at `now`; due itself is still in time. Instants carry a time zone."""
    if voided_at is not None:
        return State.VOID
    if met_at is not None:
        return State.MET_LATE if due_at is not None and met_at > due_at else State.MET
    if waived_at is not None:
        return State.WAIVED
    return State.MISSED if due_at is not None and now > due_at else State.OPEN


def state_expression(now: datetime) -> Combinable:
    """The same as an SQL expression over obligations' columns."""
    return Case(
        When(voided_at__isnull=False, then=Value(State.VOID.value)),
        When(
            Q(met_at__isnull=False, due_at__isnull=False, met_at__gt=F("due_at")),
            then=Value(State.MET_LATE.value),
        ),
        When(met_at__isnull=False, then=Value(State.MET.value)),
        When(waived_at__isnull=False, then=Value(State.WAIVED.value)),
        When(due_at__lt=now, then=Value(State.MISSED.value)),
        default=Value(State.OPEN.value),
    )
