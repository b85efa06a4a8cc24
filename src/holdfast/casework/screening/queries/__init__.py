"""What the pages of screening show, and what other apps ask: the queue, reasons, figures, what to repeat."""

from holdfast.casework.screening.queries.figures import Figures, figures
from holdfast.casework.screening.queries.queue import Waiting, entry_reasons, queue, unmatched_pressing
from holdfast.casework.screening.queries.repeats import Repeat, repeats_due

__all__ = [
    "Figures",
    "Repeat",
    "Waiting",
    "entry_reasons",
    "figures",
    "queue",
    "repeats_due",
    "unmatched_pressing",
]
