"""What can be done with obligations: settle them by the facts, state, waive, chase."""

from holdfast.obligations.ledger.operations.chasing import Chased, chase
from holdfast.obligations.ledger.operations.settling import settle, settle_everything
from holdfast.obligations.ledger.operations.stating import state_done, take_back_statement
from holdfast.obligations.ledger.operations.waiving import lift_waiver, waive

__all__ = [
    "Chased",
    "chase",
    "lift_waiver",
    "settle",
    "settle_everything",
    "state_done",
    "take_back_statement",
    "waive",
]
