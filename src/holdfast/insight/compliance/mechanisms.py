"""Which mechanisms the product keeps by itself, how, and what on record shows it. Pure.

A mechanism that neither stands here nor is kept by a declared kind of obligation is *not measured yet*.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from holdfast.charter.mechanism import Mechanism
from holdfast.charter.promises import Undertaking
from holdfast.charter.registry import name_of
from holdfast.insight.compliance.casework import HOW, subject_of


class Record(StrEnum):
    """Where the evidence of a mechanism that the product keeps can be read."""

    MEETINGS = "meetings"
    MEMBERS = "members"
    ATTENDANCE = "attendance"
    CASEWORK = "casework"


@dataclass(frozen=True, slots=True)
class BySystem:
    """How the product keeps a mechanism by construction, and which record shows that it did."""

    how: str
    record: Record


BY_SYSTEM = {
    "quorum": BySystem(
        "The meeting room works out the quorum at every arrival and departure, and takes no decision without"
        " it.",
        Record.MEETINGS,
    ),
    "override": BySystem(
        "The meeting room lets only whom the terms name set the quorum aside, with a reason that is minuted.",
        Record.MEETINGS,
    ),
    "inquorate": BySystem(
        "Without a quorum the meeting room offers only what the terms say may follow.", Record.MEETINGS
    ),
    "decisions": BySystem(
        "The meeting room counts votes and objections by this rule, and keeps each decision with the quorum"
        " of its moment.",
        Record.MEETINGS,
    ),
    "chairing": BySystem(
        "The meeting room says who chairs, by this order, whenever somebody comes or goes.", Record.MEETINGS
    ),
    "declarations": BySystem(
        "The meeting room asks for interests, and takes from whoever has one what the terms take away.",
        Record.MEETINGS,
    ),
    "extraordinary": BySystem(
        "An extra meeting can be called only by those whom the terms name.", Record.MEETINGS
    ),
    "deputies": BySystem(
        "A deputy is let into a seat only as the terms allow, and is counted as a deputy.", Record.ATTENDANCE
    ),
    "invitees": BySystem(
        "Whoever is invited to an item sees that item and its papers, and has no vote.", Record.MEETINGS
    ),
    "seat": BySystem("The group has the seats that the terms name, and no others.", Record.MEMBERS),
    "office": BySystem("An office goes to whom the terms give it, and ends with its term.", Record.MEMBERS),
    "appointment": BySystem("Appointments are recorded with their dates and by whom.", Record.MEMBERS),
    "cooption": BySystem("A co-opted place is opened only as the terms allow.", Record.MEMBERS),
    **{name: BySystem(how, Record.CASEWORK) for name, how in HOW.items()},
}
ATTESTED = "attested"
# What kinds of obligation say they keep (`Kind.keeps`) where an undertaking is owed after each meeting.
AFTER_EACH_MEETING = "after each meeting"


def names_of(mechanism: Mechanism) -> tuple[str, ...]:
    """The names under which a kind of obligation, or the product, may say that it keeps this mechanism."""
    names = [name_of(mechanism)]
    if isinstance(mechanism, Undertaking) and mechanism.after_each_meeting:
        names.append(AFTER_EACH_MEETING)
    return tuple(filter(None, (*names, subject_of(mechanism))))


def system_name(names: tuple[str, ...]) -> str:
    """By which of its names the product keeps a mechanism itself; empty where it does by none."""
    return next((name for name in names if name in BY_SYSTEM), "")


class Standing(StrEnum):
    """How one mechanism of a clause, or a whole clause, stands; always said in words as well as colour."""

    MISSED = "missed"
    LATE = "late"
    KEPT = "kept"
    PENDING = "pending"
    WAIVED = "waived"
    UNDATED = "undated"
    ATTESTED = "attested"
    SYSTEM = "system"
    ELSEWHERE = "elsewhere"
    NOTHING_DUE = "nothing-due"
    HIDDEN = "hidden"
    NOT_MEASURED = "not-measured"

    @property
    def words(self) -> str:
        """The tag's words."""
        return _SAID[self][0]

    @property
    def colour(self) -> str:
        """The tag's colour, which only repeats the words; green is for what was measured and kept."""
        return _SAID[self][1]

    @property
    def means(self) -> str:
        """The same as a sentence for the reader."""
        return _SAID[self][2]


_SAID = {
    Standing.MISSED: ("Something missed", "red", "At least one promise is due already and not done."),
    Standing.LATE: ("Something late", "orange", "Everything due was done, at least once after its time."),
    Standing.KEPT: ("All in time", "green", "Everything that fell due was measured, and was in time."),
    Standing.PENDING: ("Not due yet", "blue", "What is promised in the period has not fallen due yet."),
    Standing.WAIVED: ("Waived", "grey", "All that fell due was waived, with a reason."),
    Standing.UNDATED: ("No date to judge by", "grey", "All that is owed in the period has no date."),
    Standing.ATTESTED: ("Attested by people", "blue", "Only people can do it: who has said so, and when."),
    Standing.SYSTEM: (
        "Kept by the system",
        "turquoise",
        "Kept by how the system works; each clause says how, and where that can be read.",
    ),
    Standing.ELSEWHERE: ("Counted elsewhere", "grey", "Counted under another mechanism or clause."),
    Standing.NOTHING_DUE: ("Nothing fell due", "grey", "It is measured, and nothing fell due in the period."),
    Standing.HIDDEN: ("Not shown to you", "grey", "It is measured, but your role does not see it."),
    Standing.NOT_MEASURED: (
        "Not measured yet",
        "yellow",
        "Nothing in the system shows yet whether it is kept.",
    ),
}
