"""What people do with screening: keep tools, fill them in, match, confirm; each act is in the trail."""

from holdfast.casework.screening.operations.drafting import invite_practitioner, save_draft, start_submission
from holdfast.casework.screening.operations.guarding import say_another_child
from holdfast.casework.screening.operations.importing import import_submissions
from holdfast.casework.screening.operations.matching import match_child
from holdfast.casework.screening.operations.outcomes import confirm, put_back, set_aside
from holdfast.casework.screening.operations.receiving import send_submission, tell_front_door
from holdfast.casework.screening.operations.tools import add_tool, put_in_use, take_out_of_use

__all__ = [
    "add_tool",
    "confirm",
    "import_submissions",
    "invite_practitioner",
    "match_child",
    "put_back",
    "put_in_use",
    "save_draft",
    "say_another_child",
    "send_submission",
    "set_aside",
    "start_submission",
    "take_out_of_use",
    "tell_front_door",
]
