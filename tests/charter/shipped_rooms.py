"""Named people in the rooms of the five groups, for tests that read as a specification."""

from typing import TypeVar

from holdfast.charter.mechanism import Mechanism
from holdfast.charter.model import Charter
from holdfast.charter.room import Capacity, Presence, Room, RoomOverride
from holdfast.charter.shelf import load_shipped

M = TypeVar("M", bound=Mechanism)


def terms(group: str) -> Charter:
    """The charter of one of the five groups."""
    return load_shipped(group).charter


def in_clause(clause: str, kind: type[M]) -> list[M]:
    """Everything of one kind that keeps a clause."""
    group, _, _ = clause.partition("/")
    return [each for each in terms(group).clause(clause).mechanisms if isinstance(each, kind)]


def sits(name: str, seat: str, *, agency: str | None = None, excluded_from: str = "") -> Presence:
    """A member in a seat."""
    return Presence(
        person=name, name=name, seats=(seat,), agency=agency, excluded_from=frozenset(excluded_from.split())
    )


def deputises(name: str, seat: str) -> Presence:
    """Someone sent in a member's place."""
    return Presence(person=name, name=name, seats=(seat,), capacity=Capacity.DEPUTY)


def holds(name: str, role: str, agency: str) -> Presence:
    """Someone who comes by a role that is none of the seats."""
    return Presence(person=name, name=name, role=role, agency=agency)


def invited(name: str, agency: str) -> Presence:
    """Someone asked in to advise."""
    return Presence(person=name, name=name, agency=agency, capacity=Capacity.INVITEE)


def attends(name: str, seat: str) -> Presence:
    """An officer in attendance."""
    return Presence(person=name, name=name, seats=(seat,), capacity=Capacity.IN_ATTENDANCE)


def gathered(cast: tuple[Presence, ...], names: str, **facts: object) -> Room:
    """The room with those named, of everyone in the cast."""
    known = {each.person: each for each in cast}
    return Room(present=tuple(known[name] for name in names.split()), **facts)  # type: ignore[arg-type]


def set_aside(by: str, reason: str) -> RoomOverride:
    """The chair's act of going on without a quorum."""
    return RoomOverride(by=by, reason=reason)


DARLINGTON = (
    sits("Sunita", "detective-superintendent"),
    holds("Tom", "Specialist Family Support Manager", "council"),
    sits("Priya", "detective-sergeant"),
    sits("Ffion", "pcso"),
    sits("Gareth", "team-manager-lac"),
    sits("Lena", "youth-workers"),
    sits("Omar", "youth-workers"),
    sits("Aoife", "health-co-ordinator"),
    sits("Musa", "cate-project"),
    sits("Rhys", "switch-manager", agency="council"),
    deputises("Dev", "detective-superintendent"),
    deputises("Nadia", "health-co-ordinator"),
    invited("Vera", "barnardos"),
)

NORTH_TYNESIDE = (
    sits("Paula", "police"),
    sits("Asha", "childrens-services-assistant-director"),
    sits("Stan", "senior-manager-social-work"),
    sits("Ben", "adult-social-care"),
    sits("Cleo", "community-safety"),
    sits("Olu", "youth-justice"),
    sits("Edie", "education-safeguarding"),
    sits("Nia", "designated-nurse"),
    sits("Bella", "partnership-business-manager"),
    sits("Mo", "mset-operational-chair", agency="health"),
    deputises("Dara", "designated-nurse"),
    invited("Ines", "health"),
)

PLYMOUTH = (
    sits("Wyn", "police", excluded_from="taxis"),
    sits("Bea", "new-devon-ccg"),
    sits("Hugo", "named-nurse-livewell"),
    sits("Cai", "public-health", excluded_from="school-nursing"),
    sits("Dee", "education-welfare-manager"),
    sits("Eli", "barnardos"),
    sits("Yara", "youth-offending-service"),
    deputises("Dilip", "youth-participation"),
    attends("Fay", "board-business-manager"),
    invited("Gil", "council"),
)

WEST_SUSSEX = (
    holds("Ines", "Police inspector", "police"),
    holds("Sam", "Service development manager", "council"),
    sits("Una", "missing-and-exploitation-coordinator"),
    sits("Zoe", "social-care-management"),
    sits("Vic", "police-team-coordinator"),
    sits("Wes", "cse-nurse"),
    sits("Xan", "contracts-and-commissioning-manager"),
    sits("Ada", "education"),
    sits("Bert", "barnardos"),
    deputises("Dot", "cse-nurse"),
)

FOUR_BOARDS = (
    sits("Hana", "childrens-social-care", agency="isle-of-wight-council"),
    sits("Ivo", "hampshire-constabulary"),
    Presence(person="Kit", name="Kit", offices=("chair",)),
    Presence(person="Lou", name="Lou", offices=("deputy-chair",)),
)
