"""One child on one screen: the child's voice, risk over time, placement, plan and gaps, actions, answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from holdfast.casework.children.models import Child, Placement, Professional, Voice
from holdfast.casework.children.pages import identity_facts
from holdfast.casework.panel.models import Answer, CaseAction, Discussion, Listing
from holdfast.casework.panel.queries.concluding import Standing, standing
from holdfast.casework.panel.rules.voice import assess_voice
from holdfast.casework.referrals.models import Intervention, Referral
from holdfast.casework.referrals.queries.for_meeting import open_interventions, waiting_for_meeting
from holdfast.casework.risk.models import ListEntry, SafetyPlan
from holdfast.casework.risk.queries import PlanGap, current_levels, open_gaps
from holdfast.casework.risk.queries.levels import LevelSaid
from holdfast.casework.risk.queries.over_time import OverTime, risk_over_time
from holdfast.casework.screening.queries import Waiting, queue
from holdfast.groups.models import on_date
from holdfast.kernel import clock
from holdfast.kernel.finding import Finding
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Agency

ACTIONS = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """An agency that was asked beforehand, and what it answered; None means silence."""

    agency: Agency
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything of one child that fits one screen."""

    child: Child
    facts: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    voice: Voice | None
    voice_finding: Finding
    levels: tuple[LevelSaid, ...]
    over_time: OverTime
    placement: Placement | None
    entry: ListEntry | None
    plan: SafetyPlan | None
    gaps: tuple[PlanGap, ...]
    interventions: tuple[Intervention, ...]
    screenings: tuple[Waiting, ...]
    referrals: tuple[Referral, ...]
    open_actions: tuple[CaseAction, ...]
    professionals: tuple[Professional, ...]
    asked: tuple[Asked, ...]
    last: Discussion | None

    @property
    def stands(self) -> Standing:
        """What a plain confirmation confirms."""
        return standing(self.levels, self.screenings)

    @property
    def silent(self) -> tuple[Agency, ...]:
        return tuple(one.agency for one in self.asked if one.answer is None)


def picture_of(actor: Actor, listing: Listing, agencies: list[Agency]) -> Picture:
    """The picture, in a number of queries that does not grow with what there is to show."""
    child, today = listing.child, clock.today()
    voice = Voice.objects.filter(child=child).order_by("-heard_on", "-recorded_at").first()
    answers = {row.agency_id: row for row in Answer.objects.filter(listing=listing)}
    return Picture(
        child=child,
        facts=tuple(identity_facts(child)),
        reasons=tuple(listing.reasons.filter(gone_at=None).values_list("words", flat=True)),
        voice=voice,
        voice_finding=assess_voice(_heard_on(child), today),
        levels=current_levels([child.pk]).get(child.pk, ()),
        over_time=risk_over_time(child),
        placement=Placement.objects.filter(on_date(today), child=child).order_by("-from_on").first(),
        entry=ListEntry.objects.filter(child=child, to_at=None).first(),
        plan=SafetyPlan.objects.filter(child=child, ended_on=None).first(),
        gaps=tuple(open_gaps(today, [child.pk])),
        interventions=tuple(open_interventions([child.pk]).get(child.pk, [])),
        screenings=queue(actor, child_ids=[child.pk]),
        referrals=tuple(waiting_for_meeting(listing.case_list.meeting.group_id).filter(child=child)),
        open_actions=_open_actions(child),
        professionals=tuple(
            Professional.objects.filter(on_date(today), child=child).select_related("agency", "person")
        ),
        asked=tuple(Asked(agency, answers.get(agency.pk)) for agency in agencies),
        last=last_discussion(listing),
    )


def _heard_on(child: Child) -> date | None:
    rows = Voice.objects.filter(child=child, heard_on__isnull=False).order_by("-heard_on")
    return rows.values_list("heard_on", flat=True).first()


def _open_actions(child: Child) -> tuple[CaseAction, ...]:
    rows = CaseAction.objects.filter(child=child, action__state="open").select_related(
        "action__agency", "action__owner"
    )
    return tuple(rows.order_by("action__due_on", "action__reference")[:ACTIONS])


def last_discussion(listing: Listing) -> Discussion | None:
    """The child's discussion before this one."""
    rows = Discussion.objects.filter(child=listing.child).exclude(listing=listing)
    before = rows.filter(item__meeting__starts_at__lt=listing.case_list.meeting.starts_at)
    return before.select_related("item__meeting").order_by("-item__meeting__starts_at").first()
