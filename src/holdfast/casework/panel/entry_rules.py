"""The entry rules that are registered: what waits from the last meeting, and what each app below names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from holdfast.casework.missing import queries as missing
from holdfast.casework.panel.entry import register_entry_rule
from holdfast.casework.panel.models import Listing
from holdfast.casework.referrals.queries import for_meeting as referrals
from holdfast.casework.risk import queries as risk
from holdfast.casework.risk.queries import reasons as risk_reasons
from holdfast.casework.screening import queries as screening
from holdfast.governance.meetings.models import Meeting


def carried_over(since: datetime, until: datetime) -> Iterable[tuple[UUID, str, str]]:
    """Children put off, not taken up, or taken up and not concluded, at the last meetings since then."""
    rows = Listing.objects.filter(
        case_list__meeting__starts_at__gte=since,
        case_list__meeting__state__in=[
            Meeting.State.CLOSED,
            Meeting.State.ADJOURNED,
            Meeting.State.CANCELLED,
        ],
        discussion__concluded_at=None,
    )
    for child, reason, taken_up in rows.values_list("child_id", "deferred_reason", "discussion"):
        yield child, "carried-over", _left(reason, is_taken_up=taken_up is not None)


def _left(reason: str, *, is_taken_up: bool) -> str:
    if reason:
        return f"Put off from the last meeting: {reason}"
    done = "Taken up and not concluded" if is_taken_up else "Not taken up"
    return f"{done} at the last meeting"


# What is taken earlier among the children who were missing.
_MISSING = (("missing-now", 5), ("frequent", 15))


def register() -> None:
    """Register them; called when the app is ready."""
    register_entry_rule("list", carried_over, rank=30)
    register_entry_rule("missing", missing.entry_reasons, rank=45, ranks=_MISSING)
    register_entry_rule("risk", risk.entry_reasons, rank=60, ranks=risk_reasons.RANKS)
    register_entry_rule("screening", screening.entry_reasons, rank=10)
    register_entry_rule("referrals", referrals.entry_reasons, rank=25)
