"""What the pages of return interviews print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from holdfast.casework.children.models import Child
from holdfast.casework.missing.models import (
    Episode,
    Interview,
    InterviewAttempt,
    InterviewEntry,
    InterviewEpisode,
    Passage,
)
from holdfast.casework.missing.operations.interviews import may_hold
from holdfast.casework.missing.promises import INTERVIEW
from holdfast.casework.missing.queries.holders import independence_of
from holdfast.casework.missing.queries.owed import Owed, owed_for
from holdfast.casework.missing.rules.interviews import is_missing_again
from holdfast.kernel import clock
from holdfast.kernel.causes_and_risks import titled
from holdfast.kernel.finding import Finding
from holdfast.obligations.ledger.states import State
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Permission, Role
from holdfast.stewardship.tenancy.models import Agency, Person

MOST = 1000
FAR = datetime.max.replace(tzinfo=clock.LONDON)


@dataclass(frozen=True)
class InterviewRow:
    """An interview that is still to be held, as lists show it."""

    id: UUID
    child_id: UUID
    name: str
    reference: str
    state: str
    holder: str
    returns: int
    returned_at: datetime | None
    attempts: int
    owed: Owed | None
    is_missing_now: bool
    asks_carers: bool

    @property
    def is_late(self) -> bool:
        """Whether its time is over."""
        return self.owed is not None and self.owed.state is State.MISSED

    @property
    def order(self) -> tuple[bool, float]:
        """What can still be in time first, the soonest due before; then what is late, the latest before."""
        due = self.owed.due_at if self.owed is not None else None
        if due is None:
            return True, float("inf")
        return self.is_late, -due.timestamp() if self.is_late else due.timestamp()


@dataclass(frozen=True)
class Timeliness:
    """Of the interviews that fell due in twelve months, by both denominators that areas use."""

    fell_due: int
    in_time: int
    accepted: int
    accepted_in_time: int


@dataclass(frozen=True)
class InterviewsPage:
    """Interviews to be held, the soonest due first."""

    rows: tuple[InterviewRow, ...]
    timeliness: Timeliness | None
    may_manage: bool

    @property
    def late(self) -> int:
        """How many are late already."""
        return sum(row.is_late for row in self.rows)


def interviews_page(actor: Actor) -> InterviewsPage:
    """Those of the actor, or all for whoever manages them; a constant number of queries."""
    may_manage = actor.may(Permission.MANAGE_INTERVIEWS)
    return InterviewsPage(
        rows=tuple(waiting_rows(actor)),
        timeliness=timeliness() if may_manage else None,
        may_manage=may_manage,
    )


def waiting_rows(actor: Actor) -> list[InterviewRow]:
    """What is still to be done, the soonest due first."""
    asks_carers = Q(state=Interview.State.DECLINED, carers_asked_at=None)
    rows = Interview.objects.visible_to(actor).filter(Q(state__in=Interview.WAITING) | asks_carers)
    if not actor.may(Permission.MANAGE_INTERVIEWS):
        rows = rows.given_to(actor)
    rows = rows.select_related("child", "provider", "interviewer").annotate(tries=Count("attempts"))
    found = list(rows.order_by("changed_at")[:MOST])
    returns = _returns([row.pk for row in found])
    owed = owed_for([link.episode_id for links in returns.values() for link in links])
    missing = _missing_now({row.child_id for row in found})
    made = [
        _waiting_row(row, returns[row.pk], owed, row.child_id in missing)
        for row in found
        if _is_wanted(returns[row.pk], owed)
    ]
    return sorted(made, key=lambda row: row.order)


def _is_wanted(links: list[InterviewEpisode], owed: dict[UUID, Owed]) -> bool:
    """Not where everything that was owed for it is waived or met otherwise."""
    known = [one for link in links if (one := owed.get(link.episode_id))]
    return not known or any(one.state.is_outstanding for one in known)


def _returns(interview_ids: Collection[UUID]) -> defaultdict[UUID, list[InterviewEpisode]]:
    found: defaultdict[UUID, list[InterviewEpisode]] = defaultdict(list)
    links = InterviewEpisode.objects.filter(interview__in=interview_ids).select_related("episode")
    for link in links.order_by("episode__ended_at"):
        found[link.interview_id].append(link)
    return found


def _missing_now(child_ids: Collection[UUID]) -> set[UUID]:
    return set(Episode.objects.open().filter(child__in=child_ids).values_list("child_id", flat=True))


def _waiting_row(
    row: Interview, links: list[InterviewEpisode], owed: dict[UUID, Owed], is_missing_now: bool
) -> InterviewRow:
    outstanding = [one for link in links if (one := owed.get(link.episode_id)) and one.state.is_outstanding]
    holder = " of ".join(str(one) for one in (row.interviewer, row.provider) if one)
    return InterviewRow(
        id=row.pk,
        child_id=row.child_id,
        name=row.child.name,
        reference=row.child.reference,
        state=row.get_state_display(),
        holder=holder,
        returns=len(links),
        returned_at=_first_owed(links, owed),
        attempts=getattr(row, "tries", 0),
        owed=min(outstanding, key=lambda one: one.due_at or FAR, default=None),
        is_missing_now=is_missing_now,
        asks_carers=row.state == Interview.State.DECLINED,
    )


def _first_owed(links: list[InterviewEpisode], owed: dict[UUID, Owed]) -> datetime | None:
    """The earliest return whose interview is still owed; the earliest of all where the ledger knows none."""
    open_ones = [one for one in links if (due := owed.get(one.episode_id)) and due.state.is_outstanding]
    return next((one.episode.ended_at for one in open_ones or links), None)


# Small enough to be asked each time: what fell due in a year.
_TIMELINESS = """
    select count(*), count(*) filter (where held and in_time),
        count(*) filter (where accepted), count(*) filter (where accepted and held and in_time)
    from (
        select i.held_at is not null as held, i.accepted_at is not null as accepted,
            o.met_at <= o.due_at as in_time
        from ledger_obligation o
        left join missing_interviewepisode c on c.episode_id = o.cause_id
        left join missing_interview i on i.id = c.interview_id
        where o.kind = %s and o.voided_at is null and o.due_at between %s and %s
    ) as due
"""


def timeliness(until: datetime | None = None) -> Timeliness:
    """How many of the interviews that fell due in twelve months were held in time."""
    until = until or clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_TIMELINESS, [INTERVIEW.key, until - timedelta(days=365), until])
        return Timeliness(*cursor.fetchone())


@dataclass(frozen=True)
class InterviewPage:
    """One interview with everything that was done towards it and said in it."""

    interview: Interview
    child: Child
    returns: tuple[tuple[Episode, Owed | None], ...]
    attempts: tuple[InterviewAttempt, ...]
    history: tuple[InterviewEntry, ...]
    passages: tuple[Passage, ...]
    names: dict[str, str]
    independence: Finding | None
    is_missing_now: bool
    is_missing_again: bool
    may_hold: bool
    may_manage: bool
    may_see_child: bool
    may_cover_more: bool

    @property
    def reasons(self) -> list[str]:
        """Why the child went, in words."""
        return titled(self.interview.reasons)

    @property
    def harms(self) -> list[str]:
        """Kinds of harm, in words."""
        return titled(self.interview.harms)


def find_interview(actor: Actor, interview_id: UUID) -> Interview:
    """The interview, if the person may see it. Raises `Interview.DoesNotExist`."""
    rows = Interview.objects.visible_to(actor).select_related(
        "child", "provider", "interviewer", "changed_by"
    )
    found: Interview = rows.get(pk=interview_id)
    return found


def interview_page(actor: Actor, interview: Interview) -> InterviewPage:
    """One interview that the actor may see."""
    child: Child = interview.child
    links = _returns([interview.pk])[interview.pk]
    owed = owed_for([link.episode_id for link in links])
    starts = dict(Episode.objects.standing().filter(child=child).values_list("began_at", "ended_at"))
    history = list(interview.entries.select_related("by"))
    until = interview.held_at or clock.now()
    return InterviewPage(
        interview=interview,
        child=child,
        returns=tuple((link.episode, owed.get(link.episode_id)) for link in links),
        attempts=tuple(interview.attempts.select_related("by")),
        history=tuple(reversed(history)),
        passages=tuple(interview.passages.filter(taken_back_at=None).select_related("marked_by")),
        names=_names(history),
        independence=independence_of(child, interview.provider) if interview.provider else None,
        is_missing_now=None in starts.values(),
        is_missing_again=is_missing_again([link.episode.times for link in links], starts, until),
        may_hold=may_hold(actor, interview),
        may_manage=actor.may(Permission.MANAGE_INTERVIEWS),
        may_see_child=Child.objects.visible_to(actor).filter(pk=child.pk).exists(),
        may_cover_more=bool(returns_to_cover(interview)),
    )


def _names(entries: Iterable[InterviewEntry]) -> dict[str, str]:
    """Names for the ids that assignments speak of."""
    assigned = [entry.after for entry in entries if entry.kind == InterviewEntry.Kind.ASSIGNED]
    if not assigned:
        return {}
    people = Person.objects.filter(pk__in={one["interviewer"] for one in assigned if one.get("interviewer")})
    agencies = Agency.objects.filter(pk__in={one["provider"] for one in assigned if one.get("provider")})
    return {str(row.pk): str(row) for row in (*people, *agencies)}


def returns_to_cover(interview: Interview) -> list[tuple[str, str]]:
    """Further returns of the same child that this interview could be about."""
    rows = Episode.objects.standing().filter(child=interview.child_id, ended_at__isnull=False)
    open_ones = Q(covering=None) | Q(covering__interview__state__in=Interview.WAITING)
    rows = rows.filter(open_ones).exclude(covering__interview=interview).order_by("-ended_at")
    return [(str(row.pk), f"{row.get_kind_display()} {row.times}") for row in rows[:50]]


def agency_choices(actor: Actor) -> list[tuple[str, str]]:
    """Agencies that an interview may be given to: those that have not left."""
    today = clock.today()
    rows = Agency.objects.visible_to(actor).filter(Q(left_on__isnull=True) | Q(left_on__gt=today))
    return [(str(row.pk), str(row)) for row in rows.order_by("short_name")]


def people_choices(actor: Actor) -> list[tuple[str, str]]:
    """People who hold return interviews, each with the agency."""
    granted = RoleGrant.objects.filter(role=Role.INTERVIEW_PROVIDER, ended_at=None).values("person_id")
    rows = Person.objects.visible_to(actor).able_to_act().filter(pk__in=granted)
    return [
        (str(row.pk), f"{row.name}, {row.agency}") for row in rows.select_related("agency").order_by("name")
    ]
