"""The case meeting's rows."""

from holdfast.casework.panel.models.answers import Answer
from holdfast.casework.panel.models.discussion import (
    Basis,
    CaseAction,
    CaseDecision,
    Contribution,
    Discussion,
    LastOutcome,
)
from holdfast.casework.panel.models.feedback import Bundle, FeedbackPart
from holdfast.casework.panel.models.lists import CaseList, Listing, ListingReason
from holdfast.casework.panel.models.notes import ClosingCheck, Disclosure, PracticeNote

__all__ = [
    "Answer",
    "Basis",
    "Bundle",
    "CaseAction",
    "CaseDecision",
    "CaseList",
    "ClosingCheck",
    "Contribution",
    "Disclosure",
    "Discussion",
    "FeedbackPart",
    "LastOutcome",
    "Listing",
    "ListingReason",
    "PracticeNote",
]
