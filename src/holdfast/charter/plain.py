"""The whole charter back in plain English, clause by clause."""

from .findings import ClauseReading
from .model import Charter


def explain(charter: Charter) -> tuple[ClauseReading, ...]:
    """Every clause with its wording, how the system keeps it, and the reading chosen, in order."""
    raise NotImplementedError
