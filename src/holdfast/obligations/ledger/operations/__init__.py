"""What can be done with obligations: settle them by the facts, state, waive."""

from holdfast.obligations.ledger.operations.settling import settle, settle_everything
from holdfast.obligations.ledger.operations.stating import state_done, take_back_statement
from holdfast.obligations.ledger.operations.waiving import lift_waiver, waive

__all__ = [
    "lift_waiver",
    "settle",
    "settle_everything",
    "state_done",
    "take_back_statement",
    "waive",
]
