"""Whether a charter makes sense as a whole: numbers that can be reached, single rules, no circles."""

from collections.abc import Iterable

from .model import Charter
from .place import Findings


def check_charters(charters: Iterable[Charter], findings: Findings) -> None:
    """Record every contradiction within and between the charters of one file."""
