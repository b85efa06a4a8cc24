"""What people do in the room; each act is atomic, attributed, and follows the group's own terms."""

from holdfast.governance.room.operations.actions import capture_action
from holdfast.governance.room.operations.attendance import (
    change_place,
    correct_presence,
    record_arrival,
    record_departure,
    strike_out_presence,
)
from holdfast.governance.room.operations.chairing import (
    nominate_chair,
    override_quorum,
    withdraw_nomination,
    withdraw_override,
)
from holdfast.governance.room.operations.conduct import (
    adjourn_meeting,
    cancel_meeting,
    close_meeting,
    open_meeting,
    reconvene_meeting,
)
from holdfast.governance.room.operations.decisions import record_decision, withdraw_decision
from holdfast.governance.room.operations.declarations import (
    declare_interest,
    exclude_person,
    lift_exclusion,
)
from holdfast.governance.room.operations.items import close_item, open_item
from holdfast.governance.room.operations.voting import (
    cast_ballot,
    close_vote,
    give_casting_vote,
    open_vote,
    withdraw_vote,
)
from holdfast.governance.room.operations.writing import (
    hand_over_minute_text,
    save_minute_text,
    save_note,
    take_minute_text,
)

__all__ = [
    "adjourn_meeting",
    "cancel_meeting",
    "capture_action",
    "cast_ballot",
    "change_place",
    "close_item",
    "close_meeting",
    "close_vote",
    "correct_presence",
    "declare_interest",
    "exclude_person",
    "give_casting_vote",
    "hand_over_minute_text",
    "lift_exclusion",
    "nominate_chair",
    "open_item",
    "open_meeting",
    "open_vote",
    "override_quorum",
    "reconvene_meeting",
    "record_arrival",
    "record_decision",
    "record_departure",
    "save_minute_text",
    "save_note",
    "strike_out_presence",
    "take_minute_text",
    "withdraw_decision",
    "withdraw_nomination",
    "withdraw_override",
    "withdraw_vote",
]
