"""Quorum as data: a tree of needs, who counts, the chair's override, and what an inquorate meeting means."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from holdfast.kernel.clocks import Clock, Period

from .mechanism import Mechanism
from .quantities import PeriodShape
from .shapes import Choice, ListOf, Ref, Text, YesNo, said


@dataclass(frozen=True, kw_only=True)
class Counting:
    """Who counts; None leaves it to the terms' general rule."""

    deputies: bool | None = None
    invitees: bool | None = None
    in_attendance: bool | None = None
    remote: bool | None = None
    excluded: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Among:
    """Narrows who is counted by one need."""

    sectors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    not_sectors: tuple[str, ...] = ()
    not_agencies: tuple[str, ...] = ()
    voting: bool = False
    statutory: bool = False
    anyone: bool = False
    counting: Counting = Counting()


EVERY_MEMBER = Among()


class Base(StrEnum):
    """What a share is a share of."""

    ALL_SEATS = "all seats"
    FILLED_SEATS = "filled seats"
    VOTING_SEATS = "voting seats"
    FILLED_VOTING_SEATS = "filled voting seats"
    AGENCIES = "agencies"
    STATUTORY_AGENCIES = "statutory agencies"


class Kind(StrEnum):
    """What is counted as distinct."""

    AGENCY = "agency"
    STATUTORY_AGENCY = "statutory agency"
    SECTOR = "sector"


@dataclass(frozen=True, kw_only=True)
class AllOf:
    """Every part is needed; with `different_people` nobody stands for two parts."""

    parts: tuple["Need", ...]
    different_people: bool = False


@dataclass(frozen=True, kw_only=True)
class AnyOf:
    """At least `count` of the parts are needed (one, for 'any')."""

    parts: tuple["Need", ...]
    count: int = 1


@dataclass(frozen=True, kw_only=True)
class MembersPresent:
    """At least so many members."""

    count: int
    among: Among = EVERY_MEMBER


@dataclass(frozen=True, kw_only=True)
class SharePresent:
    """At least this share (rounded up), or more than it."""

    share: Fraction
    of: Base
    is_more_than: bool = False
    among: Among = EVERY_MEMBER


@dataclass(frozen=True, kw_only=True)
class SeatPresent:
    """Someone in this seat, whether or not the seat votes or counts."""

    seat: str
    among: Among = EVERY_MEMBER


@dataclass(frozen=True, kw_only=True)
class SectorPresent:
    """At least so many people from a sector."""

    sector: str
    count: int = 1
    among: Among = EVERY_MEMBER


@dataclass(frozen=True, kw_only=True)
class AgencyPresent:
    """At least so many people from an agency, or from one of its stated substitutes."""

    agency: str
    substitutes: tuple[str, ...] = ()
    count: int = 1
    among: Among = EVERY_MEMBER


@dataclass(frozen=True, kw_only=True)
class OfficePresent:
    """The holder of an office."""

    office: str
    among: Among = EVERY_MEMBER


@dataclass(frozen=True, kw_only=True)
class DistinctPresent:
    """At least so many different agencies, statutory agencies or sectors."""

    kind: Kind
    count: int
    different_people: bool = False
    among: Among = EVERY_MEMBER


Leaf = (
    MembersPresent
    | SharePresent
    | SeatPresent
    | SectorPresent
    | AgencyPresent
    | OfficePresent
    | DistinctPresent
)
Need = AllOf | AnyOf | Leaf


@dataclass(frozen=True, kw_only=True)
class Override(Mechanism):
    """Whether the chair may let a meeting or an item go ahead without a quorum."""

    allowed: bool = said(YesNo(), "whether the quorum may be set aside", default=True)
    by: str = said(Ref("office"), "the office that may", default="chair")
    scope: str = said(
        Choice("meeting", "item"), "for the whole meeting or one item at a time", default="meeting"
    )
    reason: bool = said(YesNo(), "whether a reason must be given", default=True)
    acting_chair: bool = said(YesNo(), "whether whoever chairs in the holder's place may too", default=True)


@dataclass(frozen=True, kw_only=True)
class QuorumRule(Mechanism):
    """The quorum, in general or for some kinds of item; `needs` is None where the terms state none."""

    needs: Need | None
    kinds: tuple[str, ...] = ()
    counting: Counting = Counting()
    override: Override | None = None


@dataclass(frozen=True, kw_only=True)
class Inquorate(Mechanism):
    """What follows when there is no quorum."""

    then: str = said(
        Choice("cancelled", "adjourned", "reconvened", "discussion only", "continues"),
        "what happens to the meeting; 'discussion only' means nothing is decided",
    )
    may_adjourn: bool = said(YesNo(), "whether it may be adjourned instead", default=False)
    within: Period | None = said(
        PeriodShape(Clock.WORKING, Clock.CALENDAR), "how soon it meets again", default=None
    )
    wait: Period | None = said(
        PeriodShape(Clock.ELAPSED), "how long to wait for a quorum first", default=None
    )
    lost_midway: str = said(
        Choice("business stops", "what began may finish"),
        "when the quorum is lost midway",
        default="business stops",
    )
    reconvened_quorum: str = said(
        Choice("the same", "those present"), "the quorum of the meeting that follows", default="the same"
    )
    kinds: tuple[str, ...] = said(
        ListOf(Text(), one=True), "for these kinds of item only", default=(), name="for"
    )
