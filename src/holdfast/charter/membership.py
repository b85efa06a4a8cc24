"""Who belongs to a group: seats, offices, elections, deputies, co-option, invitees and appointments."""

from dataclasses import dataclass
from enum import StrEnum

from holdfast.kernel.clocks import Clock, Period

from .mechanism import Mechanism
from .quantities import PeriodShape
from .shapes import Choice, Key, ListOf, Ref, Text, Whole, YesNo, said
from .tables import Table

TERM = PeriodShape(Clock.CALENDAR)


class Status(StrEnum):
    """What a seat is; invited and in-attendance seats neither vote nor count unless the seat says so."""

    CORE = "core"
    PROVISIONAL = "provisional"
    COOPTED = "co-opted"
    INVITED = "invited"
    IN_ATTENDANCE = "in attendance"

    @property
    def is_member(self) -> bool:
        """Whether a seat of this status is a member's seat."""
        return self in (Status.CORE, Status.PROVISIONAL, Status.COOPTED)


@dataclass(frozen=True, kw_only=True)
class Seat(Mechanism):
    """A place at the table, separate from the person who fills it."""

    key: str = said(Key(), "short name, used elsewhere in the file and in the room")
    role: str = said(Text(), "the role as the terms name it")
    agency: tuple[str, ...] = said(
        ListOf(Ref("agency"), one=True), "the agency, or several that may fill it", default=()
    )
    sector: str | None = said(Text(), "the sector; by default that of the agency", default=None)
    statutory: bool | None = said(YesNo(), "by default as the agency is", default=None)
    status: Status = said(Choice(Status), "what kind of seat it is", default=Status.CORE)
    seniority: str | None = said(Text(), "the level that the terms ask for", default=None)
    voting: bool | None = said(YesNo(), "whether it votes; by default members' seats do", default=None)
    counted: bool | None = said(
        YesNo(), "whether it counts to the quorum; by default members' seats do", default=None
    )
    places: int = said(Whole(1, 200), "how many such seats there are", default=1)
    several_people: bool = said(YesNo(), "whether several people may share it; it counts once", default=False)
    unconfirmed: bool = said(YesNo(), "whether the terms leave it to be confirmed", default=False)
    ex_officio: str | None = said(Text(), "the office that brings this seat with it", default=None)
    of: str | None = said(Ref("body"), "the group or board of that office", default=None)

    @property
    def is_voting(self) -> bool:
        """Whether whoever fills it votes."""
        return self.status.is_member if self.voting is None else self.voting

    @property
    def is_counted(self) -> bool:
        """Whether whoever fills it counts to the quorum."""
        return self.status.is_member if self.counted is None else self.counted


@dataclass(frozen=True, kw_only=True)
class HeldBy:
    """One way in which an office comes to be held."""

    seat: str | None = said(Ref("seat"), "whoever fills this seat", default=None)
    role: str | None = said(Text(), "whoever has this role, with or without a seat", default=None)
    agency: str | None = said(Ref("agency"), "someone of this agency", default=None)
    elected: bool = said(YesNo(), "elected by the members", default=False)
    appointed_by: tuple[str, ...] = said(
        ListOf(Ref("body"), one=True), "appointed by this board or group, or by several jointly", default=()
    )
    ex_officio: str | None = said(Text(), "the office elsewhere that brings this one with it", default=None)
    of: str | None = said(Ref("body"), "the group or board of that office", default=None)


@dataclass(frozen=True, kw_only=True)
class Election:
    """How members elect the holder of an office."""

    eligible_sectors: tuple[str, ...] = said(
        ListOf(Text()), "candidates come from these sectors only", default=()
    )
    eligible_agencies: tuple[str, ...] = said(
        ListOf(Ref("agency")), "candidates come from these agencies only", default=()
    )
    eligible_seats: tuple[str, ...] = said(
        ListOf(Ref("seat")), "candidates fill one of these seats", default=()
    )
    members_only: bool = said(YesNo(), "whether only members may stand", default=True)
    ballot: str = said(
        Choice("open", "secret", "open or secret"), "how votes are given", default="open or secret"
    )
    wins: str = said(Choice("most votes", "more than half"), "what wins", default="most votes")
    tie: str = said(Choice("fresh vote", "lot", "casting vote"), "what settles a tie", default="fresh vote")
    vote_per: str = said(Choice("person", "seat", "agency"), "one vote per what", default="person")


@dataclass(frozen=True, kw_only=True)
class Office(Mechanism):
    """Chair, vice chair or another office of the group, bound to seats or roles and not to people."""

    key: str = said(Key(), "short name: chair, vice-chair")
    title: str | None = said(Text(), "how it is called; by default the key", default=None)
    held_by: tuple[HeldBy, ...] = said(ListOf(Table(HeldBy), one=True), "how it is held; several: either may")
    in_turn: bool = said(
        YesNo(), "whether those of `held_by` take turns; the room says whose turn it is", default=False
    )
    counted: bool = said(YesNo(), "whether the holder counts as a member even with no seat", default=True)
    voting: bool = said(YesNo(), "whether the holder votes even with no seat", default=True)
    casting_vote: bool = said(YesNo(), "whether the holder has a second vote in a tie", default=False)
    term: Period | None = said(TERM, "how long a holder serves", default=None)
    deputy_acts: bool = said(
        YesNo(), "whether a deputy in the holder's seat also holds the office", default=False
    )
    election: Election | None = said(Table(Election), "how it is elected", default=None)

    @property
    def name(self) -> str:
        """The office as people say it."""
        return self.title or self.key.replace("-", " ")


@dataclass(frozen=True, kw_only=True)
class Chairing(Mechanism):
    """Who chairs when the chair is absent, step by step."""

    in_absence: tuple[str, ...] = said(
        ListOf(Ref("office", or_word="nomination"), one=True),
        "offices in order; 'nomination' means those present name one of themselves for that meeting only",
    )
    nominees_from_sectors: tuple[str, ...] = said(
        ListOf(Text()), "nominees come from these sectors", default=()
    )
    nominees_vote: bool = said(YesNo(), "whether a nominee must be a voting member", default=False)
    deputies_may_chair: bool = said(YesNo(), "whether a deputy may be nominated", default=True)


@dataclass(frozen=True, kw_only=True)
class Deputies(Mechanism):
    """Whether a member may send someone else, and what that person then is."""

    allowed: bool = said(YesNo(), "whether deputies may be sent", default=True)
    count: bool = said(YesNo(), "whether they count to the quorum for the seat", default=True)
    vote: bool = said(YesNo(), "whether they vote for the seat", default=True)
    same_agency: bool = said(YesNo(), "whether they come from the member's agency", default=False)
    seniority: str | None = said(Text(), "the level asked of a deputy", default=None)
    named: str = said(Choice("standing", "per meeting", "either"), "how they are named", default="either")
    several_seats: bool = said(
        YesNo(), "whether one deputy may stand for several seats at once", default=False
    )
    members_may_deputise: bool = said(
        YesNo(), "whether a member may also deputise for another", default=False
    )
    expected: bool = said(YesNo(), "whether an absent member is expected to send one", default=False)


@dataclass(frozen=True, kw_only=True)
class Cooption(Mechanism):
    """Who may be asked to join beyond the seats, by whom, and with what rights."""

    by: tuple[str, ...] = said(ListOf(Ref("anyone"), one=True), "who decides", default=("group",))
    examples: tuple[str, ...] = said(ListOf(Text()), "such as", default=())
    term: Period | None = said(TERM, "for how long", default=None)
    reason: bool = said(YesNo(), "whether a reason is recorded", default=True)
    voting: bool = said(YesNo(), "whether they vote", default=False)
    counted: bool = said(YesNo(), "whether they count to the quorum", default=False)


@dataclass(frozen=True, kw_only=True)
class Invitees(Mechanism):
    """People asked to attend for advice: by default no vote, no count, and only the items asked for."""

    who: str = said(Text(), "who may be invited")
    by: tuple[str, ...] = said(ListOf(Ref("anyone"), one=True), "who invites", default=("chair",))
    items_only: bool = said(YesNo(), "whether they see only the items they are invited for", default=True)
    voting: bool = said(YesNo(), "whether they vote", default=False)
    counted: bool = said(YesNo(), "whether they count to the quorum", default=False)


@dataclass(frozen=True, kw_only=True)
class Appointment(Mechanism):
    """Who puts people into seats or offices, from whom, and for how long."""

    what: str = said(Text(), "what is filled or decided: a seat, an office, the membership")
    by: tuple[str, ...] = said(ListOf(Ref("anyone"), one=True), "who appoints")
    nominated_by: str | None = said(Text(), "who nominates or expresses interest", default=None)
    offices: tuple[str, ...] = said(ListOf(Ref("office")), "the offices concerned", default=())
    seats: tuple[str, ...] = said(ListOf(Ref("seat")), "the seats concerned", default=())
    term: Period | None = said(TERM, "for how long", default=None)
    every: Period | None = said(TERM, "how often it is renewed", default=None)
