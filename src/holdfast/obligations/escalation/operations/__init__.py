"""What people do with escalation: decide on steps, record answers, keep ladders and wordings."""

from holdfast.obligations.escalation.operations.answering import (
    close_step,
    record_acknowledgement,
    record_reply,
)
from holdfast.obligations.escalation.operations.deciding import (
    decline_step,
    propose_step,
    send_step,
    write_directly,
    write_letter_for,
)
from holdfast.obligations.escalation.operations.ladders import add_rung, change_rung, end_rung
from holdfast.obligations.escalation.operations.wordings import change_wording, restore_wording

__all__ = [
    "add_rung",
    "change_rung",
    "change_wording",
    "close_step",
    "decline_step",
    "end_rung",
    "propose_step",
    "record_acknowledgement",
    "record_reply",
    "restore_wording",
    "send_step",
    "write_directly",
    "write_letter_for",
]
