"""The chair confirms, changes or declines a proposed step; writes directly; writes a letter that is owed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.obligations.escalation.fulfilling import template_for
from holdfast.obligations.escalation.models import Escalation, Step
from holdfast.obligations.escalation.operations.rows import locked, moment_of
from holdfast.obligations.escalation.proposing import drafted, enter, ladder_clauses, propose
from holdfast.obligations.escalation.rules import again_on, assess_moment, assess_sending, wait_of
from holdfast.obligations.escalation.subjects import About, is_the_chairs_own
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.operations import state_done
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

State = Escalation.State


def may_decide(by: Actor, group_id: UUID, about: Obligation | None) -> bool:
    """The chair decides; on what the chair owes, somebody who chases it and does not chair."""
    if about is not None and template_for(about) is None and is_the_chairs_own(about):
        return by.may(Permission.CHASE, group_id) and not by.may(Permission.CHAIR_MEETING, group_id)
    return by.may(Permission.ESCALATE, group_id)


def require_deciding(by: Actor, group_id: UUID, about: Obligation | None) -> None:
    """Raise `PermissionDenied` unless this person decides on it."""
    if not may_decide(by, group_id, about):
        raise PermissionDenied("Only the group's chair decides what goes up the ladder.")


@transaction.atomic
def propose_step(obligation_id: UUID, *, by: Actor) -> Escalation:
    """Propose the next step for something missed, without waiting for the sweep."""
    row = (
        Obligation.objects.visible_to(by)
        .select_related("group", "owner_person")
        .filter(pk=obligation_id)
        .first()
    )
    if row is None:
        raise Http404
    require_deciding(by, row.group_id, row)
    if row.ended_at is not None or row.due_at is None or row.due_at >= clock.now():
        refuse("Only something that was missed and is still owed goes up the ladder.")
    made = propose(row, reason="Raised by hand.", by=by)
    if made is None:
        refuse("A step is waiting for a decision already, or no ladder leads any further.")
    record("proposed step of escalation", made, by=by, group_id=row.group_id, step=made.step)
    return made


@transaction.atomic
def write_directly(group: Group, *, by: Actor, subject: str, body: str) -> Escalation:
    """Draft a letter from the group straight to the Independent Chair, past every ladder."""
    by.require(Permission.ESCALATE, group.pk)
    made = drafted(group, "direct", step=Step.INDEPENDENT_CHAIR, subject=About(None, None, True), row=None)
    made.subject = subject.strip() or made.subject
    made.body = body.strip() or made.body
    made.reason = "The direct route to the Independent Chair."
    made.save()
    enter(made, "proposed", by=by, text=made.reason)
    record("wrote directly to the Independent Chair", made, by=by, group_id=group.pk)
    return made


@transaction.atomic
def write_letter_for(obligation_id: UUID, *, by: Actor) -> Escalation:
    """The draft of a letter that the chair owes; the one that is waiting already, if there is one."""
    row = Obligation.objects.visible_to(by).select_related("group").filter(pk=obligation_id).first()
    if row is None:
        raise Http404
    by.require(Permission.ESCALATE, row.group_id)
    template = template_for(row)
    if template is None or row.ended_at is not None:
        refuse("No letter is owed here any more.")
    waiting: Escalation | None = Escalation.objects.filter(obligation=row, state=State.PROPOSED).first()
    if waiting is not None and waiting.template == template:
        return waiting
    if waiting is not None:
        refuse("Decide first on the step that is waiting about the same.")
    sent = Escalation.objects.filter(agency=row.owed_agency, group=row.group, sent_at__isnull=False)
    subject = About(row.owed_agency_id, None)
    made = drafted(
        row.group, template, step=Step.BOARD_MEMBER, subject=subject, row=row, sent=sent.order_by("sent_at")
    )
    made.reason = "The terms ask the chair to write."
    made.save()
    enter(made, "proposed", by=by, text=made.reason)
    record("drafted letter", made, by=by, group_id=row.group_id, letter=template)
    return made


@transaction.atomic
def send_step(
    step_id: UUID,
    *,
    by: Actor,
    addressee: str,
    title: str,
    email: str,
    subject: str,
    body: str,
    how: str,
    sent_on: date,
    reply_due_on: date | None,
) -> Escalation:
    """Confirm a step as it is or changed, and record how and when its letter went out.

    Raises `Refused` when it was decided already, nobody is named, the date is still to come, or what it is
    about has been done since.
    """
    step = locked(step_id, by)
    require_deciding(by, step.group_id, step.obligation)
    assess_sending(step.state, addressee, subject, body).require()
    proposed_on = step.proposed_at.astimezone(clock.LONDON).date()
    assess_moment(sent_on, proposed_on, clock.today(), "sending").require()
    if step.obligation is not None and step.obligation.ended_at is not None:
        refuse("It has been done, waived or undone since: there is nothing left to escalate.")
    step.addressee, step.addressee_title, step.addressee_email = (
        addressee.strip(),
        title.strip(),
        email.strip(),
    )
    step.subject, step.body = subject.strip(), body.strip()
    step.state, step.sent_how, step.reply_due_on = State.SENT, how, reply_due_on
    step.sent_at, step.decided_at, step.decided_by_id = moment_of(sent_on), clock.now(), by.person_id
    fulfils = step.obligation is not None and template_for(step.obligation) == step.template
    step.again_on = None if fulfils or step.obligation is None else _again(step, sent_on)
    step.version += 1
    step.save()
    enter(step, "sent", by=by, text=f"{step.get_sent_how_display()} to {step.addressee}")
    record("sent step of escalation", step, by=by, group_id=step.group_id, step=step.step, how=how)
    if fulfils:
        _fulfil(step, by)
    return step


def _again(step: Escalation, sent_on: date) -> date:
    return again_on(sent_on, wait_of(ladder_clauses(step.group), step.step))


def _fulfil(step: Escalation, by: Actor) -> None:
    words = f"Letter to {step.addressee}, {step.get_sent_how_display().lower()}"
    shown_by = ("escalation.escalation", step.pk)
    row = step.obligation
    if row is not None and row.stated_at is None:
        at = max(step.sent_at or clock.now(), row.began_at)
        state_done(row.pk, by=by, words=words, at=min(at, clock.now()), shown_by=shown_by)


@transaction.atomic
def decline_step(step_id: UUID, *, by: Actor, reason: str) -> None:
    """Decide against a proposed step, for a reason that stays with it."""
    step = locked(step_id, by)
    require_deciding(by, step.group_id, step.obligation)
    if step.state != State.PROPOSED:
        refuse("This was decided already: look at what was decided.")
    if not reason.strip():
        refuse("Say why it does not go up the ladder.")
    step.state, step.decline_reason = State.DECLINED, reason.strip()
    step.decided_at, step.decided_by_id = clock.now(), by.person_id
    step.version += 1
    step.save()
    enter(step, "declined", by=by, text=step.decline_reason)
    record("declined step of escalation", step, by=by, group_id=step.group_id, step=step.step)
