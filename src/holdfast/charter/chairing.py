"""Who chairs: the holder of the office, else whoever the terms put in their place."""

from .findings import ChairFinding
from .model import Charter
from .room import Room


def derive_chair(charter: Charter, room: Room, *, item: str | None = None) -> ChairFinding:
    """Who chairs and by which rule; `nominees` where those present must name one of themselves.

    `met` is False while nobody may chair, None where the terms name no chair. People excluded from `item`
    by a conflict of interest do not chair it.
    """
    raise NotImplementedError
