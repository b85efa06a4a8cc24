"""What the pages of referrals show, and what the case meeting asks of them."""

from holdfast.casework.referrals.queries.for_meeting import (
    entry_reasons,
    open_interventions,
    waiting_for_meeting,
)

__all__ = ["entry_reasons", "open_interventions", "waiting_for_meeting"]
