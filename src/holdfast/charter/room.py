"""Who is in the room: the plain facts that quorum, chairing and voting are judged on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Capacity(StrEnum):
    """As what someone is in the room."""

    MEMBER = "member"
    DEPUTY = "deputy"
    COOPTED = "co-opted"
    INVITEE = "invitee"
    IN_ATTENDANCE = "in attendance"


@dataclass(frozen=True, kw_only=True)
class Presence:
    """One person in the room. `person` identifies them; several entries for one person are one person.

    `seats` are the keys of the seats they fill (or deputise for); `excluded_from` the items they are
    excluded from by a conflict of interest
    ("*": whichever is asked about). `agency` may be left out where the seat names just one.
    """

    person: str
    name: str = ""
    seats: tuple[str, ...] = ()
    agency: str | None = None
    capacity: Capacity = Capacity.MEMBER
    offices: tuple[str, ...] = ()
    role: str | None = None
    is_remote: bool = False
    excluded_from: frozenset[str] = frozenset()

    @property
    def called(self) -> str:
        """The name to say."""
        return self.name or self.person


@dataclass(frozen=True, kw_only=True)
class RoomOverride:
    """The chair's act of setting the quorum aside; `item` is None for the whole meeting."""

    by: str
    reason: str
    item: str | None = None


@dataclass(frozen=True, kw_only=True)
class Room:
    """Everyone present at one moment, the vacant seats, who holds which office, what the chair has done."""

    present: tuple[Presence, ...] = ()
    vacancies: tuple[str, ...] | frozenset[str] = ()
    offices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    override: RoomOverride | None = None
    chair: str | None = None
    nominated: str | None = None
    is_reconvened: bool = False
    quorum_was_met: bool = False
