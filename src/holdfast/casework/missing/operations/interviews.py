"""Giving, offering, trying, declining and holding return interviews; each act is an entry in the history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from holdfast.casework.missing.models import Interview, InterviewAttempt, InterviewEntry
from holdfast.casework.missing.operations.following import settle_interviews
from holdfast.casework.missing.queries.holders import independence_of
from holdfast.casework.missing.rules.interviews import assess_answer, assess_attempt, assess_waiting
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Agency, Person
from holdfast.stewardship.trail.record import record

Kind = InterviewEntry.Kind
State = Interview.State


def may_hold(by: Actor, interview: Interview) -> bool:
    """Whether this person does what is to be done with it: its holder, or whoever manages interviews."""
    if by.may(Permission.MANAGE_INTERVIEWS):
        return True
    mine = interview.interviewer_id == by.person_id
    mine = mine or (interview.interviewer_id is None and interview.provider_id == by.agency_id)
    return mine and by.may(Permission.HOLD_INTERVIEWS)


def assign_interview(
    *, by: Actor, interview: Interview, provider: Agency, interviewer: Person | None = None, why: str = ""
) -> None:
    """Give it to an agency, and to a person of it. `why` nobody independent could hold it, where that is so.

    Raises `PermissionDenied`, or `Refused` when the agency is not independent and no reason is given.
    """
    by.require(Permission.MANAGE_INTERVIEWS)
    if interviewer is not None and interviewer.agency_id != provider.pk:
        refuse(
            "That person does not act for the agency chosen. Choose one of its people, or the other agency."
        )
    with _held(by, interview) as now:
        assess_waiting(now.state).require()
        finding = independence_of(now.child, provider)
        if finding.met is False and not why.strip():
            finding.require()
        before = {"provider": str(now.provider_id or ""), "interviewer": str(now.interviewer_id or "")}
        now.provider, now.interviewer = provider, interviewer
        now.not_independent_why = why.strip() if finding.met is not True else ""
        after = {"provider": str(provider.pk), "interviewer": str(interviewer.pk if interviewer else "")}
        _save(now, Kind.ASSIGNED, by, text=now.not_independent_why, before=before, after=after)


def offer_interview(*, by: Actor, interview: Interview, at: datetime | None = None) -> None:
    """Record that the child was offered it."""
    with _held(by, interview) as now:
        assess_waiting(now.state).require()
        at = at or clock.now()
        assess_answer(at, _return_of(now), "offered", clock.now()).require()
        now.state, now.offered_at = State.OFFERED, at
        _save(now, Kind.OFFERED, by, after={"at": at.isoformat()})


def accept_interview(*, by: Actor, interview: Interview, at: datetime | None = None) -> None:
    """Record that the child accepted; an interview that was declined can be accepted later."""
    with _held(by, interview) as now:
        if now.state not in (*Interview.WAITING, State.DECLINED):
            assess_waiting(now.state).require()
        at = at or clock.now()
        assess_answer(at, now.offered_at or _return_of(now), "accepted", clock.now()).require()
        now.state, now.accepted_at = State.ACCEPTED, at
        now.offered_at = now.offered_at or at
        _save(now, Kind.ACCEPTED, by, after={"at": at.isoformat()})


def decline_interview(*, by: Actor, interview: Interview, reason: str, at: datetime | None = None) -> None:
    """Record that the child declined, and why; the carers are asked then."""
    if not reason.strip():
        refuse("Say why the child declined, in the child's words if you can.")
    with _held(by, interview) as now:
        assess_waiting(now.state).require()
        at = at or clock.now()
        assess_answer(at, now.offered_at or _return_of(now), "declined", clock.now()).require()
        now.state, now.declined_at, now.declined_why = State.DECLINED, at, reason.strip()
        now.offered_at = now.offered_at or at
        _save(now, Kind.DECLINED, by, text=reason.strip(), after={"at": at.isoformat()})


def ask_carers(*, by: Actor, interview: Interview, said: str, at: datetime | None = None) -> None:
    """Record what the parents or carers said, after the child declined."""
    if not said.strip():
        refuse("Say what the parents or carers said.")
    with _held(by, interview) as now:
        if now.state != State.DECLINED or now.declined_at is None:
            refuse("The carers are asked when the child has declined. Record that first.")
        at = at or clock.now()
        assess_answer(at, now.declined_at, "asked", clock.now()).require()
        now.carers_asked_at, now.carers_said = at, said.strip()
        _save(now, Kind.CARERS_ASKED, by, after={"at": at.isoformat()})


@transaction.atomic
def log_attempt(*, by: Actor, interview: Interview, at: datetime, how: str, outcome: str) -> InterviewAttempt:
    """Log a try to reach the child, even if nothing came of it."""
    if not outcome.strip():
        refuse("Say what came of it.")
    with _held(by, interview) as now:
        assess_waiting(now.state).require()
        assess_attempt(at, _return_of(now), clock.now()).require()
        attempt = InterviewAttempt.objects.create(
            partnership_id=now.partnership_id, child_id=now.child_id, interview=now,
            at=at, how=how, outcome=outcome.strip(), by_id=by.person_id,
        )  # fmt: skip
        record("tried to hold return interview", now, by=by, child=now.child.reference)
    return attempt


def cancel_interview(*, by: Actor, interview: Interview, reason: str) -> None:
    """Call it off; the returns that it was for stay owed until they have another, or it is waived."""
    by.require(Permission.MANAGE_INTERVIEWS)
    if not reason.strip():
        refuse("Say why it is called off.")
    with _held(by, interview) as now:
        assess_waiting(now.state).require()
        now.state = State.CANCELLED
        _save(now, Kind.CANCELLED, by, text=reason.strip())


def reopen_interview(*, by: Actor, interview: Interview, reason: str) -> None:
    """Open again what was declined, held or called off in error."""
    by.require(Permission.MANAGE_INTERVIEWS)
    if not reason.strip():
        refuse("Say why it is opened again.")
    with _held(by, interview) as now:
        if now.is_waiting:
            refuse("This interview is still to be held.")
        before = {"state": now.state}
        now.state, now.held_at = State.ACCEPTED if now.accepted_at else State.OFFERED, None
        now.state = now.state if now.offered_at else State.TO_OFFER
        _save(now, Kind.REOPENED, by, text=reason.strip(), before=before)


@contextmanager
def _held(by: Actor, interview: Interview) -> Iterator[Interview]:
    """The interview as it is now, held for one act, if this person is to do it."""
    with transaction.atomic():
        rows = Interview.objects.visible_to(by).select_for_update(of=("self",)).select_related("child")
        now: Interview = rows.get(pk=interview.pk)
        if not may_hold(by, now):
            raise PermissionDenied("Only whoever holds this interview, or manages interviews, can do this.")
        yield now


def _return_of(interview: Interview) -> datetime:
    """The first return that it is about."""
    ends = [row.episode.ended_at for row in interview.covered.select_related("episode")]
    return min((end for end in ends if end is not None), default=datetime.min.replace(tzinfo=clock.LONDON))


def _save(interview: Interview, kind: InterviewEntry.Kind, by: Actor, **said: Any) -> None:
    enter(interview, kind, by, **said)
    interview.save()
    record(f"{interview.get_state_display().lower()} return interview", interview, by=by, kind=str(kind),
           child=interview.child.reference)  # fmt: skip
    settle_interviews([interview.pk], by=by)


def enter(
    interview: Interview, kind: InterviewEntry.Kind, by: Actor, *, text: str = "", **changed: Any
) -> InterviewEntry:
    """Write one line of its history and move its version on; the caller saves it."""
    interview.version += 1
    interview.changed_at, interview.changed_by_id = clock.now(), by.person_id
    return InterviewEntry.objects.create(
        partnership_id=interview.partnership_id,
        child_id=interview.child_id,
        interview=interview,
        kind=kind,
        text=text,
        at=clock.now(),
        by_id=by.person_id,
        **changed,
    )
