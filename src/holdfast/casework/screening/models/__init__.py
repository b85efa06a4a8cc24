"""Versions of screening tools, what was submitted with them, and what a meeting made of it."""

from holdfast.casework.screening.models.guarded import GuardedMatch
from holdfast.casework.screening.models.outcomes import ScreeningOutcome
from holdfast.casework.screening.models.submissions import Submission
from holdfast.casework.screening.models.tools import ToolUse, ToolVersion

__all__ = ["GuardedMatch", "ScreeningOutcome", "Submission", "ToolUse", "ToolVersion"]
