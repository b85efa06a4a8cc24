"""What a group owes: reports, reviews, clocks, pathways, consultations, approvals and the rest."""

from dataclasses import dataclass
from datetime import date

from holdfast.kernel.clocks import Clock, Period

from .intervals import Interval
from .mechanism import Mechanism
from .quantities import Day, IntervalShape, PeriodShape
from .shapes import Choice, ListOf, Ref, Text, Whole, YesNo, said
from .tables import Table

WHO = ListOf(Ref("anyone"), one=True)
DAYS = PeriodShape(Clock.WORKING, Clock.CALENDAR)
ANY_CLOCK = PeriodShape(Clock.ELAPSED, Clock.WORKING, Clock.CALENDAR)


@dataclass(frozen=True, kw_only=True)
class Report(Mechanism):
    """A report that is owed to another body: how often, for each of its meetings, or on request."""

    to: tuple[str, ...] = said(ListOf(Ref("body"), one=True), "the boards or groups that receive it")
    by: tuple[str, ...] = said(WHO, "who makes it", default=("chair",))
    via: str | None = said(Ref("body"), "the group it passes through", default=None)
    every: Interval | None = said(IntervalShape(), "how often", default=None)
    each_meeting_of: str | None = said(Ref("body"), "or for each meeting of this body", default=None)
    on_request: bool = said(YesNo(), "whether it may also be asked for", default=False)
    within: Period | None = said(
        DAYS, "how soon after the request, the period's end or the meeting", default=None
    )
    parts: tuple[str, ...] = said(ListOf(Text()), "what it holds", default=())
    forms: tuple[str, ...] = said(ListOf(Text()), "the forms it may take", default=())


@dataclass(frozen=True, kw_only=True)
class Review(Mechanism):
    """Something that is looked at again: the terms, the membership, the group's work."""

    of: str = said(Text(), "what is reviewed")
    by: tuple[str, ...] = said(WHO, "who reviews it: an office, the group, another group")
    every: Interval | None = said(IntervalShape(), "how often", default=None)
    last: date | None = said(Day(), "when it was last done", default=None)
    next: date | None = said(Day(), "when it is next due; 'none stated' if left out", default=None)
    dates_left_blank: bool = said(
        YesNo(),
        "whether the terms leave a space for its dates and do not fill it: 'not dated'",
        default=False,
    )
    consults: tuple[str, ...] = said(WHO, "who is consulted", default=())
    then: tuple[str, ...] = said(WHO, "who considers what it proposes", default=())
    looks_at: tuple[str, ...] = said(ListOf(Text()), "what it looks at", default=())


@dataclass(frozen=True, kw_only=True)
class ClockPromise(Mechanism):
    """Something promised within a time of an event, counted by one clock."""

    what: str = said(Text(), "what is promised")
    within: Period = said(ANY_CLOCK, "how soon: hours, working days or calendar days")
    after: str = said(Text(), "the event that starts the clock")
    by: tuple[str, ...] = said(WHO, "who owes it", default=("group",))
    to: tuple[str, ...] = said(ListOf(Text(), one=True), "who it is owed to", default=())


@dataclass(frozen=True, kw_only=True)
class PathwayStep:
    """One service of a pathway and whom it takes."""

    to: str = said(Text(), "the service")
    levels: tuple[str, ...] = said(ListOf(Text(), one=True), "the levels of risk it takes")
    when: str | None = said(Text(), "the circumstances, if it takes only some", default=None)


@dataclass(frozen=True, kw_only=True)
class Pathway(Mechanism):
    """Which service a child may be referred to at which level."""

    steps: tuple[PathwayStep, ...] = said(ListOf(Table(PathwayStep)), "the services")
    by: tuple[str, ...] = said(WHO, "who agrees it", default=("group",))
    others_with_reason: bool = said(YesNo(), "whether another choice is allowed with a reason", default=True)


@dataclass(frozen=True, kw_only=True)
class Flag(Mechanism):
    """A mark that the system sets by itself when something has happened often enough."""

    name: str = said(Text(), "the name of the flag")
    times: int = said(Whole(1, 1000), "how many times")
    of: str = said(Text(), "what is counted")
    days: int = said(Whole(1, 3660), "within how many days")
    counted: str = said(
        Choice("any consecutive days", "calendar month", "since the last"),
        "how the days run",
        default="any consecutive days",
    )
    exactly: bool = said(YesNo(), "whether more than so many does not count", default=False)


@dataclass(frozen=True, kw_only=True)
class Consultation(Mechanism):
    """How a document is put out for comment."""

    of: str = said(Text(), "what is consulted on", default="documents")
    who: tuple[str, ...] = said(WHO, "who is asked", default=("members",))
    deadline_required: bool = said(YesNo(), "whether each request must carry a deadline", default=True)
    within: Period | None = said(DAYS, "how long they have", default=None)
    silence: str = said(Choice("is shown", "means agreement"), "what no answer means", default="is shown")
    watched_by: str | None = said(Ref("anyone"), "who chases answers", default=None)
    remind_before: Period | None = said(DAYS, "when a reminder goes out", default=None)


@dataclass(frozen=True, kw_only=True)
class Approval(Mechanism):
    """Who signs something before it takes effect; every one named must sign."""

    of: str = said(Text(), "what is approved")
    by: tuple[str, ...] = said(WHO, "everyone who must sign")
    on: date | None = said(Day(), "when it was approved", default=None)
    dates_left_blank: bool = said(
        YesNo(),
        "whether the terms leave a space for the dates and do not fill it: 'not dated'",
        default=False,
    )
    after: str | None = said(Text(), "what comes first", default=None)


@dataclass(frozen=True, kw_only=True)
class EscalationStep:
    """One rung of an escalation ladder."""

    to: str = said(Text(), "who it goes to")
    after: Period | None = said(ANY_CLOCK, "how long after the step before", default=None)
    when: str | None = said(Text(), "or when this happens", default=None)


@dataclass(frozen=True, kw_only=True)
class Escalation(Mechanism):
    """Where something goes that is not done or not solved."""

    of: str = said(Text(), "what is escalated")
    steps: tuple[EscalationStep, ...] = said(ListOf(Table(EscalationStep), one=True), "the rungs, in order")
    by: tuple[str, ...] = said(WHO, "who escalates", default=("chair",))


@dataclass(frozen=True, kw_only=True)
class Undertaking(Mechanism):
    """Something the system keeps for the group: a register, a measure, oversight and the like."""

    kind: str = ""
    what: str = said(Text(), "what the system keeps or does, as a sentence")
    items: tuple[str, ...] = said(ListOf(Text()), "its parts", default=())
    by: tuple[str, ...] = said(WHO, "who answers for it", default=())
    to: tuple[str, ...] = said(ListOf(Text(), one=True), "who receives it or is covered by it", default=())
    every: Interval | None = said(IntervalShape(), "how often it is looked at", default=None)
    each_meeting: bool = said(YesNo(), "whether each meeting of the group looks at it", default=False)
    after_each_meeting: bool = said(
        YesNo(),
        "whether those who answer for it owe it after each meeting, and confirm that they did it",
        default=False,
    )
    within: Period | None = said(ANY_CLOCK, "how soon it is done", default=None)
    after: str | None = said(Text(), "the event that starts that clock", default=None)


@dataclass(frozen=True, kw_only=True)
class Attested(Mechanism):
    """What only people can do: the system asks them to attest it and shows who did, when."""

    by: tuple[str, ...] = said(WHO, "who attests it", default=("members",))
    when: tuple[str, ...] = said(
        ListOf(Choice("appointment", "each meeting", "review", "yearly"), one=True),
        "when they are asked",
        default=("appointment",),
    )
    statement: str | None = said(
        Text(), "the sentence they attest; by default the clause's wording", default=None
    )
    shown_by: str | None = said(Text(), "the figures shown beside it", default=None)
