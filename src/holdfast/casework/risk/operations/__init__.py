"""What people do with a child's risk; each act is atomic, attributed and leaves its entry in the trail."""

from holdfast.casework.risk.operations.levels import set_level
from holdfast.casework.risk.operations.listing import (
    join_list,
    leave_list,
    put_on_watch,
    redate_watch,
    resume_listing,
    say_list_up_to_date,
)
from holdfast.casework.risk.operations.notices import answer_notice, tell_other_area
from holdfast.casework.risk.operations.plans import agree_plan, end_plan, review_plan
from holdfast.casework.risk.operations.recording import (
    choose_recording_agencies,
    confirm_recorded,
    say_not_needed,
    share_item,
    withdraw_item,
)
from holdfast.casework.risk.operations.striking import strike_out_level, strike_out_place

__all__ = [
    "agree_plan",
    "answer_notice",
    "choose_recording_agencies",
    "confirm_recorded",
    "end_plan",
    "join_list",
    "leave_list",
    "put_on_watch",
    "redate_watch",
    "resume_listing",
    "review_plan",
    "say_list_up_to_date",
    "say_not_needed",
    "set_level",
    "share_item",
    "strike_out_level",
    "strike_out_place",
    "tell_other_area",
    "withdraw_item",
]
