"""Everything done to a meeting before it opens, one verb each. The room does the rest."""

from holdfast.governance.meetings.operations.agenda import (
    add_item,
    amend_item,
    confirm_agenda,
    draft_agenda,
    move_item,
    remove_item,
)
from holdfast.governance.meetings.operations.answering import (
    accept,
    apologise,
    name_deputy,
    take_back_answer,
)
from holdfast.governance.meetings.operations.arranging import (
    add_meeting,
    call_extraordinary,
    confirm_meetings,
    drop_proposal,
    propose_meeting,
)
from holdfast.governance.meetings.operations.calendars import make_calendar_token, revoke_calendar_token
from holdfast.governance.meetings.operations.changing import (
    cancel_meeting,
    carry_over,
    change_meeting,
    next_meeting_after,
)
from holdfast.governance.meetings.operations.inviting import invite, withdraw_invitation
from holdfast.governance.meetings.operations.keeping import charter_on, terms_on
from holdfast.governance.meetings.operations.papers import (
    add_paper,
    pin_paper,
    record_download,
    replace_paper,
    withdraw_paper,
)

__all__ = [
    "accept",
    "add_item",
    "add_meeting",
    "add_paper",
    "amend_item",
    "apologise",
    "call_extraordinary",
    "cancel_meeting",
    "carry_over",
    "change_meeting",
    "charter_on",
    "confirm_agenda",
    "confirm_meetings",
    "draft_agenda",
    "drop_proposal",
    "invite",
    "make_calendar_token",
    "move_item",
    "name_deputy",
    "next_meeting_after",
    "pin_paper",
    "propose_meeting",
    "record_download",
    "remove_item",
    "replace_paper",
    "revoke_calendar_token",
    "take_back_answer",
    "terms_on",
    "withdraw_invitation",
    "withdraw_paper",
]
