"""When a group meets and how it works there: from schedule and notice to decisions and minutes."""

from dataclasses import dataclass
from datetime import time
from fractions import Fraction

from holdfast.kernel.clocks import Clock, Period

from .intervals import Interval
from .mechanism import Mechanism
from .quantities import ClockTime, IntervalShape, PeriodShape, ShareShape
from .shapes import Choice, ListOf, Ref, Text, Whole, YesNo, said

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = PeriodShape(Clock.WORKING, Clock.CALENDAR)
ROLLING = PeriodShape(Clock.CALENDAR)


@dataclass(frozen=True, kw_only=True)
class Schedule(Mechanism):
    """How often the group meets: either every so often, or at least so many times in a year or month."""

    every: Interval | None = said(IntervalShape(), "how often", default=None)
    at_least: int | None = said(Whole(1, 366), "at least so many times ...", default=None)
    per: str = said(Choice("year", "month"), "... in a year or month", default="year")
    weekday: str | None = said(Choice(*WEEKDAYS), "the day of the week", default=None)
    week: tuple[str, ...] = said(
        ListOf(Choice("first", "second", "third", "fourth", "last"), one=True),
        "which such days of the month",
        default=(),
    )
    months: tuple[str, ...] = said(ListOf(Choice(*MONTHS)), "only in these months", default=())
    not_in: tuple[str, ...] = said(ListOf(Choice(*MONTHS), one=True), "never in these months", default=())
    starts: time | None = said(ClockTime(), "when it starts, London time", default=None)
    duration: Period | None = said(PeriodShape(Clock.ELAPSED), "how long it lasts", default=None)
    moves: str = said(
        Choice("later", "earlier"), "to which side a meeting moves off a bank holiday", default="later"
    )
    avoid_boards: bool = said(YesNo(), "whether the site keeps it off the Boards' own dates", default=True)


@dataclass(frozen=True, kw_only=True)
class Notice(Mechanism):
    """How long before a meeting it is called; clear days leave out the day of notice and of the meeting."""

    clear_days: int = said(Whole(1, 366), "how many clear days")
    working: bool = said(YesNo(), "whether only working days count", default=False)


@dataclass(frozen=True, kw_only=True)
class Papers(Mechanism):
    """How long before a meeting its agenda and papers go out."""

    before: Period | None = said(
        DAYS, "how long before; leave out where the terms say only 'in good time'", default=None
    )
    by: tuple[str, ...] = said(ListOf(Ref("anyone"), one=True), "who sends them", default=("chair",))
    draft_before: Period | None = said(DAYS, "when the draft agenda goes out", default=None)
    confirmed_by: str | None = said(Ref("anyone"), "who confirms the agenda", default=None)


@dataclass(frozen=True, kw_only=True)
class Extraordinary(Mechanism):
    """Who may call an extra meeting."""

    by: tuple[str, ...] = said(ListOf(Ref("anyone"), one=True), "who may call it alone", default=())
    requisition: Fraction | None = said(ShareShape(), "or this share of the members together", default=None)
    requisition_number: int | None = said(Whole(1, 200), "or so many members together", default=None)
    within: Period | None = said(DAYS, "how soon it is then held", default=None)
    clear_days: int | None = said(Whole(0, 366), "its own notice in clear days", default=None)
    working: bool = said(YesNo(), "whether only working days count for that notice", default=False)
    reason: bool = said(YesNo(), "whether a reason is given", default=True)


@dataclass(frozen=True, kw_only=True)
class Attendance(Mechanism):
    """The attendance expected."""

    at_least: Fraction | None = said(ShareShape(), "the share expected", default=None)
    of: str = said(Choice("seat", "person", "agency", "group"), "measured for each", default="seat")
    over: Period | None = said(ROLLING, "over the last so long; all meetings given if left out", default=None)
    year: str | None = said(Choice("calendar", "financial"), "or over this kind of year", default=None)
    meetings: int | None = said(Whole(1, 366), "or over the last so many meetings", default=None)
    deputies_count: bool = said(YesNo(), "whether a deputy's attendance counts", default=True)
    extraordinary_count: bool = said(YesNo(), "whether extra meetings count", default=True)


@dataclass(frozen=True, kw_only=True)
class Absences(Mechanism):
    """What follows from absences; several of these, in their order, are the steps."""

    consecutive: int | None = said(Whole(1, 100), "after so many meetings missed in a row", default=None)
    any: int | None = said(Whole(1, 100), "or so many meetings missed in all ...", default=None)
    over: Period | None = said(ROLLING, "... over the last so long", default=None)
    without_deputy: bool = said(YesNo(), "whether a deputy's coming breaks the run", default=True)
    apologies_excuse: bool = said(YesNo(), "whether apologies excuse the absence", default=False)
    step: int = said(Whole(1, 20), "which step this is", default=1)
    then: str = said(Text(), "what follows, as a sentence")
    by: tuple[str, ...] = said(ListOf(Ref("anyone"), one=True), "who does it", default=("chair",))
    to: str | None = said(Text(), "who it goes to", default=None)
    within: Period | None = said(DAYS, "how soon", default=None)
    if_needed: bool = said(YesNo(), "whether it is left to judgement", default=False)


@dataclass(frozen=True, kw_only=True)
class Declarations(Mechanism):
    """Who declares interests, and what an interest excludes them from."""

    who: str = said(Choice("members", "everyone"), "who declares", default="everyone")
    when: str = said(
        Choice("each meeting", "each item", "yearly"), "when they are asked", default="each item"
    )
    interests: tuple[str, ...] = said(
        ListOf(Text()), "what kinds of interest", default=("actual", "potential")
    )
    excludes_from: tuple[str, ...] = said(
        ListOf(Choice("discussion", "papers", "vote", "quorum")),
        "what someone with an interest loses for that item",
        default=("discussion", "papers", "vote", "quorum"),
    )
    minuted: bool = said(YesNo(), "whether it is minuted", default=True)


@dataclass(frozen=True, kw_only=True)
class Decisions(Mechanism):
    """How the group decides, in general or for some kinds of item."""

    by: str = said(Choice("consensus", "majority", "unanimity", "share"), "how a decision is reached")
    share: Fraction | None = said(ShareShape(), "the share needed, where by = 'share'", default=None)
    of: str = said(
        Choice("votes cast", "those present", "all seats", "filled seats", "voting seats"),
        "what a majority or share is of",
        default="votes cast",
    )
    failing_consensus: str | None = said(
        Choice("majority", "unanimity", "the chair decides", "no decision"),
        "what if none is reached",
        default=None,
    )
    vote_per: str = said(Choice("person", "seat", "agency"), "one vote per what", default="person")
    casting_vote: str | None = said(Ref("office"), "the office with a second vote in a tie", default=None)
    ballot: str = said(Choice("open", "secret", "open or secret"), "how votes are given", default="open")
    between_meetings: bool = said(YesNo(), "whether it may be decided between meetings", default=False)
    between_within: Period | None = said(DAYS, "how long members then have to answer", default=None)
    kinds: tuple[str, ...] = said(
        ListOf(Text(), one=True), "for these kinds of item only", default=(), name="for"
    )


@dataclass(frozen=True, kw_only=True)
class Minutes(Mechanism):
    """Who takes, checks and shares the minutes, and by when."""

    by: tuple[str, ...] = said(ListOf(Ref("anyone"), one=True), "who takes or arranges them")
    checked_by: str | None = said(Ref("anyone"), "who checks the draft", default=None)
    within: Period | None = said(DAYS, "how soon the draft goes out", default=None)
    to: tuple[str, ...] = said(ListOf(Text()), "who receives them", default=())
    approved: str = said(
        Choice("next meeting", "by the chair"), "how they are approved", default="next meeting"
    )
