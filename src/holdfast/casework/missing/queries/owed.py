"""By when the interviews for returns are owed, from the ledger."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from holdfast.casework.missing.promises import CAUSE, INTERVIEW
from holdfast.kernel import clock
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.states import State, state_of
from holdfast.web import words


@dataclass(frozen=True, slots=True)
class Owed:
    """One return's interview in the ledger."""

    id: UUID
    due_at: datetime | None
    met_at: datetime | None
    state: State
    clause: str
    counted: str

    @property
    def said(self) -> str:
        """`Return interview due in 5 hours`, `2 hours overdue`, `met`."""
        return f"Return interview {self.brief}"

    @property
    def brief(self) -> str:
        """`due in 5 hours`, where what is due is clear."""
        return words.relative_due(self.due_at) if self.state.is_outstanding else self.state.value

    @property
    def why(self) -> str:
        """How the time was counted."""
        return self.counted if self.clause else f"{self.counted}; by statutory guidance"

    @property
    def colour(self) -> str:
        """Red once it is late, yellow in the last day, green when it was in time."""
        if self.state is State.MISSED:
            return "red"
        if self.state is State.OPEN:
            soon = self.due_at is not None and (self.due_at - clock.now()).days < 1
            return "yellow" if soon else "blue"
        return {State.MET: "green", State.MET_LATE: "orange"}.get(self.state, "grey")


_COLUMNS = ("cause_id", "pk", "due_at", "met_at", "waived_at", "clause", "counted")


def owed_for(episode_ids: Collection[UUID]) -> dict[UUID, Owed]:
    """By episode what is owed for its return; one query."""
    if not episode_ids:
        return {}
    rows = Obligation.objects.filter(
        cause=CAUSE, kind=INTERVIEW.key, cause_id__in=episode_ids, voided_at=None
    )
    now = clock.now()
    return {
        cause_id: Owed(pk, due_at, met_at, state_of(due_at, met_at, waived_at, None, now), clause, counted)
        for cause_id, pk, due_at, met_at, waived_at, clause, counted in rows.values_list(*_COLUMNS)
    }
