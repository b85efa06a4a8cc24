"""Missing episodes, what was changed in them, spells of frequent missing, and return interviews."""

from holdfast.casework.missing.models.episode import CertainSpan, Episode, EpisodeEntry, EpisodeGrade
from holdfast.casework.missing.models.frequent import FrequentSpell, MissingRules
from holdfast.casework.missing.models.interview import (
    Interview,
    InterviewAttempt,
    InterviewEntry,
    InterviewEpisode,
)
from holdfast.casework.missing.models.passage import Passage

__all__ = [
    "CertainSpan",
    "Episode",
    "EpisodeEntry",
    "EpisodeGrade",
    "FrequentSpell",
    "Interview",
    "InterviewAttempt",
    "InterviewEntry",
    "InterviewEpisode",
    "MissingRules",
    "Passage",
]
