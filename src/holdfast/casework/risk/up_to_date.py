"""That the list was brought up to date after a meeting: what the terms ask of the list after each meeting."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from holdfast.casework.risk.models import ListUpdate
from holdfast.casework.risk.rules.terms import is_the_list
from holdfast.charter.promises import Undertaking
from holdfast.governance.room.hooks import shows_after_meeting
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import said_day
from holdfast.obligations.ledger.promises import Proof


def register() -> None:
    """Offer it; called when the app is ready."""
    shows_after_meeting(_updates)


def _updates(rule: Undertaking, meetings: Collection[UUID]) -> Mapping[UUID, Proof]:
    if not is_the_list(rule):
        return {}
    rows = ListUpdate.objects.filter(meeting_id__in=list(meetings)).values_list("meeting_id", "pk", "at")
    return {
        meeting_id: Proof("risk.listupdate", pk, f"The list was up to date on {_day(at)}", at)
        for meeting_id, pk, at in rows
    }


def _day(at: datetime) -> str:
    return said_day(at.astimezone(LONDON).date())
