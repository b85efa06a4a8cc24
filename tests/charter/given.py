"""A small invented group and the people in its room, for the tests that state the rules."""

from holdfast.charter.findings import QuorumFinding
from holdfast.charter.model import Charter
from holdfast.charter.quorum import assess_quorum
from holdfast.charter.reading import load
from holdfast.charter.room import Capacity, Presence, Room

PEOPLE = {
    "Ann": "inspector",
    "Bea": "nurse",
    "Cal": "social-worker",
    "Dev": "teacher",
    "Eve": "charity-lead",
    "Fay": "housing-officer",
}

BASE = """
key = "example"
title = "Example group"
agency = [
  { key = "police", sector = "police", statutory = true },
  { key = "council", sector = "local authority", statutory = true },
  { key = "social-care", name = "social care", part_of = "council" },
  { key = "housing", part_of = "council" },
  { key = "health", sector = "health", statutory = true },
  { key = "school", name = "the school", sector = "education" },
  { key = "charity", name = "the charity", sector = "voluntary" },
]
[[clause]]
id = "members"
says = "Six seats."
seat = [
  { key = "inspector", role = "Inspector", agency = "police" },
  { key = "nurse", role = "Nurse", agency = "health" },
  { key = "social-worker", role = "Social worker", agency = "social-care" },
  { key = "teacher", role = "Teacher", agency = "school", voting = false },
  { key = "charity-lead", role = "Charity lead", agency = "charity" },
  { key = "housing-officer", role = "Housing officer", agency = "housing" },
  { key = "clerk", role = "Clerk", status = "in attendance" },
]
[[clause]]
id = "chair"
says = "The inspector chairs, the nurse in the inspector's absence."
office = [
  { key = "chair", held_by = { seat = "inspector" } },
  { key = "vice-chair", held_by = { seat = "nurse" } },
]
"""


def group(clauses: str = "", base: str = BASE) -> Charter:
    """The example group with further clauses."""
    return load(base + clauses, "example.toml").charter


def quorum_of(rule: str, more: str = "") -> Charter:
    """The example group with this quorum (a TOML table's inside) and further clauses."""
    return group(f'[[clause]]\nid = "quorum"\nsays = "The quorum."\n[clause.quorum]\n{rule}\n{more}')


def member(name: str, seat: str | None = None, **more: object) -> Presence:
    """A member in their seat."""
    return Presence(person=name, seats=(seat or PEOPLE[name],), **more)  # type: ignore[arg-type]


def deputy(name: str, *seats: str, **more: object) -> Presence:
    """A deputy for a seat."""
    return Presence(person=name, seats=seats, capacity=Capacity.DEPUTY, **more)  # type: ignore[arg-type]


def invitee(name: str, agency: str | None = None) -> Presence:
    """An invited guest."""
    return Presence(person=name, agency=agency, capacity=Capacity.INVITEE)


def officer(name: str, seat: str | None = None, agency: str | None = None) -> Presence:
    """Someone in attendance."""
    return Presence(
        person=name, seats=(seat,) if seat else (), agency=agency, capacity=Capacity.IN_ATTENDANCE
    )


def room(*people: str | Presence, **more: object) -> Room:
    """A room of named members and other presences."""
    present = tuple(member(each) if isinstance(each, str) else each for each in people)
    return Room(present=present, **more)  # type: ignore[arg-type]


def judged(charter: Charter, *people: str | Presence, **more: object) -> QuorumFinding:
    """The quorum of a room of these people."""
    return assess_quorum(charter, room(*people, **more))
