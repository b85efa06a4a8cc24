"""What happens in the room. Attendance, declarations, decisions and votes carry their own time."""

from holdfast.governance.room.models.attendance import Declaration, Exclusion, Presence
from holdfast.governance.room.models.chairing import Nomination, Override
from holdfast.governance.room.models.decisions import (
    Ballot,
    Candidate,
    DecidedAction,
    Decision,
    SecretBallot,
    Vote,
)
from holdfast.governance.room.models.writing import MinuteText, Note

__all__ = [
    "Ballot",
    "Candidate",
    "DecidedAction",
    "Decision",
    "Declaration",
    "Exclusion",
    "MinuteText",
    "Nomination",
    "Note",
    "Override",
    "Presence",
    "SecretBallot",
    "Vote",
]
