"""What the pages of risk show, and what other apps ask: levels, the list as of a day, gaps, reasons."""

from holdfast.casework.risk.queries.gaps import PlanGap, open_gaps, plan_gaps
from holdfast.casework.risk.queries.levels import current_levels, highest_levels
from holdfast.casework.risk.queries.listing import list_on
from holdfast.casework.risk.queries.reasons import entry_reasons

__all__ = [
    "PlanGap",
    "current_levels",
    "entry_reasons",
    "highest_levels",
    "list_on",
    "open_gaps",
    "plan_gaps",
]
