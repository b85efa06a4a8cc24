"""Whether there is a quorum, and if not who is missing and what follows."""

from .findings import QuorumFinding
from .model import Charter
from .room import Room


def assess_quorum(
    charter: Charter, room: Room, *, item: str | None = None, kind: str | None = None
) -> QuorumFinding:
    """Judge the quorum of the meeting, or of one `item` (people excluded from it do not count) of a `kind`.

    `met` is None when the terms state no quorum. An override by the chair that the terms allow makes it met,
    and `is_overridden` says so. `chair` says who chairs.
    """
    raise NotImplementedError
