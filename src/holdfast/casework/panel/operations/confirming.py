"""What is on record confirmed or changed by the meeting, all of it in one press."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from holdfast.casework.children.codes import Area
from holdfast.casework.panel.models import CaseDecision, Discussion, Listing
from holdfast.casework.panel.operations.acting import decided
from holdfast.casework.panel.operations.discussing import Record, keep_record
from holdfast.casework.panel.operations.floor import HeldCase, case_held
from holdfast.casework.referrals.models import Provision, Referral
from holdfast.casework.referrals.operations import decide as decide_referral
from holdfast.casework.referrals.operations import offer_intervention
from holdfast.casework.risk.models import Level, LevelChange, PlanReview, SafetyPlan
from holdfast.casework.risk.operations import (
    agree_plan,
    join_list,
    leave_list,
    put_on_watch,
    resume_listing,
    review_plan,
    set_level,
)
from holdfast.casework.screening.models import Submission
from holdfast.casework.screening.operations import confirm as confirm_screening
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor

Kind = CaseDecision.Kind
CONFIRMED = "Confirmed by the meeting"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A level as it was chosen, with the id of the one that the person was looking at."""

    level: str
    seen: UUID | None
    circumstances: str = ""


def confirm(
    *,
    by: Actor,
    listing: Listing,
    levels: Mapping[str, Chosen],
    screenings: Mapping[UUID, str],
    reason: str,
    kept: Record,
    version: int,
) -> Discussion:
    """Conclude a discussion: levels and waiting screenings as chosen, and the record, in one act.

    What is left as it was is confirmed; another level needs `reason`. Raises `Refused`, or `StaleDiscussion`
    when another clerk saved the record first; then nothing of it is done.
    """
    with transaction.atomic():
        with case_held(listing, by=by) as held:
            for area, chosen in levels.items():
                _level(held, area, chosen, reason)
            for submission_id, level in screenings.items():
                _screening(held, submission_id, level, reason)
        return keep_record(by=by, listing=listing, kept=kept, version=version, concludes=True)


def _level(held: HeldCase, area: str, chosen: Chosen, reason: str) -> None:
    present = LevelChange.objects.filter(child=held.listing.child, area=area).last_standing()
    if present is None or chosen.level not in Level.values:
        refuse("Choose low, medium or high.")
    if chosen.seen != present.pk:
        refuse(f"The level of {Area(area).label.lower()} was changed meanwhile. Look at it again.")
    words = f"{Area(area).label}: {Level(chosen.level).label.lower()}"
    if present.level == chosen.level and not present.is_provisional:
        _once(held, Kind.LEVEL, f"{words} confirmed", is_change=False)
        return
    is_same = present.level == chosen.level
    if not is_same and not reason.strip():
        refuse(f"Say why the level of {Area(area).label.lower()} changes.")
    made = set_level(
        child=held.listing.child,
        area=area,
        level=chosen.level,
        circumstances=chosen.circumstances or present.circumstances,
        reason=reason.strip() or CONFIRMED,
        by=held.meeting_actor,
        meeting=held.meeting,
        seen=present.pk,
    )
    said = f"{words} confirmed" if is_same else f"{words}, was {present.get_level_display().lower()}"
    _once(held, Kind.LEVEL, said, is_change=not is_same, about=("risk.levelchange", made.pk))


def _screening(held: HeldCase, submission_id: UUID, level: str, reason: str) -> None:
    submission = Submission.objects.filter(pk=submission_id, child=held.listing.child).first()
    if submission is None:
        refuse("There is no such screening of this child.")
    is_same = submission.level == level
    outcome = confirm_screening(
        submission=submission,
        level=level,
        by=held.meeting_actor,
        meeting=held.meeting,
        reason="" if is_same else reason,
    )
    said = f"Screening of {submission.get_area_display().lower()}: {Level(level).label.lower()}"
    said += " confirmed" if is_same else f", the tool said {Level(submission.level).label.lower()}"
    _once(held, Kind.SCREENING, said, is_change=not is_same, about=("screening.screeningoutcome", outcome.pk))


def _once(
    held: HeldCase, kind: str, words: str, *, is_change: bool, about: tuple[str, UUID] | None = None
) -> None:
    """Confirming the same again in one meeting adds nothing."""
    same = held.discussion.decisions.filter(kind=kind, words=words, withdrawn_at=None)
    if is_change or not same.exists():
        decided(held, kind, words, is_change=is_change, about=about)


def first_level(*, by: Actor, listing: Listing, area: str, chosen: Chosen, reason: str) -> None:
    """Set a level in an area in which the child had none."""
    with case_held(listing, by=by) as held:
        made = set_level(
            child=held.listing.child, area=area, level=chosen.level, circumstances=chosen.circumstances,
            reason=reason, by=held.meeting_actor, meeting=held.meeting,
        )  # fmt: skip
        words = f"{made.get_area_display()}: {made.get_level_display().lower()}, new"
        decided(held, Kind.LEVEL, words, about=("risk.levelchange", made.pk))


_LISTING = {
    "join": "Put on the exploitation list",
    "resume": "Back on the list",
    "leave": "Taken off the list",
}


def decide_on_list(
    *, by: Actor, listing: Listing, what: str, reason: str, review_on: date | None = None
) -> None:
    """Put the child on the exploitation list or a watching brief, bring it back, or take it off."""
    with case_held(listing, by=by) as held:
        child, clerk = held.listing.child, held.meeting_actor
        if what == "watch":
            made = put_on_watch(
                child=child, review_on=review_on, reason=reason, by=clerk, meeting=held.meeting
            )
            day = f"{review_on:%-d %B %Y}" if review_on else ""
            decided(held, Kind.WATCHING, f"Watching brief until {day}", about=("risk.listchange", made.pk))
            return
        act = {"join": join_list, "resume": resume_listing, "leave": leave_list}.get(what)
        if act is None:
            refuse("Choose what the meeting decided.")
        made = act(child=child, reason=reason, by=clerk, meeting=held.meeting)
        decided(held, Kind.LIST, _LISTING[what], about=("risk.listchange", made.pk))


def decide_on_plan(*, by: Actor, listing: Listing, followed: str, text: str, next_on: date) -> None:
    """Agree a new safety plan (`followed` empty), or record how the one in force goes."""
    with case_held(listing, by=by) as held:
        child, clerk = held.listing.child, held.meeting_actor
        if not followed:
            plan = agree_plan(
                child=child,
                group=held.meeting.group,
                text=text,
                review_on=next_on,
                by=clerk,
                meeting=held.meeting,
            )
            decided(held, Kind.PLAN, "Safety plan agreed", about=("risk.safetyplan", plan.pk))
            return
        present = SafetyPlan.objects.filter(child=child, ended_on=None).first()
        if present is None:
            refuse("There is no plan in force. Agree one.")
        made = review_plan(
            plan=present, followed=followed, text=text, next_on=next_on, by=clerk, meeting=held.meeting
        )
        words = f"Safety plan: {PlanReview.Followed(followed).label.lower()}"
        decided(held, Kind.PLAN, words, is_change=False, about=("risk.planreview", made.pk))


def decide_on_pathway(
    *,
    by: Actor,
    listing: Listing,
    provision: Provision,
    level: str,
    circumstances: list[str],
    reason: str,
    on: date,
) -> None:
    """Offer the child a service of the charter's pathway, or another with a reason."""
    with case_held(listing, by=by) as held:
        made = offer_intervention(
            by=held.meeting_actor, child=held.listing.child, group=held.meeting.group, provision=provision,
            level=level, circumstances=circumstances, reason=reason, on=on,
        )  # fmt: skip
        decided(held, Kind.PATHWAY, f"{provision} is offered", about=("referrals.intervention", made.pk))


def decide_on_referral(*, by: Actor, listing: Listing, referral: Referral, decision: str) -> None:
    """What the meeting says to a referral; the referrer's message is drafted from it."""
    with case_held(listing, by=by) as held:
        if referral.child_id != held.listing.child_id:
            refuse("That referral is about another child.")
        decide_referral(by=held.meeting_actor, referral=referral, meeting=held.meeting, decision=decision)
        words = f"Referral {referral.reference}: {decision.strip()}"
        decided(held, Kind.REFERRAL, words, about=("referrals.referral", referral.pk))
