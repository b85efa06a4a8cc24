"""Proposes the next step for what was missed, with its letter drafted; nothing goes out by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from holdfast.charter.promises import Escalation as EscalationClause
from holdfast.groups.charters import charter_in_force
from holdfast.groups.membership import office_holders_on
from holdfast.groups.models import Group
from holdfast.groups.standings import is_chairing
from holdfast.kernel import clock
from holdfast.kernel.clocks import said_day
from holdfast.obligations.escalation.letters import OF_STEP, wording_of
from holdfast.obligations.escalation.models import Escalation, EscalationEntry, Rung
from holdfast.obligations.escalation.rules import next_step
from holdfast.obligations.escalation.subjects import About, about, is_the_chairs_own, rung_for
from holdfast.obligations.ledger.models import Obligation
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Agency
from holdfast.web.masking import masked_for
from holdfast.web.words import relative_due

REPLY_DAYS = 14
State = Escalation.State
# A step that was sent counts as taken; one that was declined or overtaken does not.
TAKEN = (State.SENT, State.ACKNOWLEDGED, State.REPLIED, State.CLOSED)


def propose_for_missed(group: Group, rows: Collection[Obligation]) -> None:
    """Called by the ledger's sweep with what it found newly missed in one group.

    What the chair owes is not put before the chair: whoever chases it takes it to the Independent Chair.
    """
    ids = [row.pk for row in rows]
    for row in Obligation.objects.filter(pk__in=ids).select_related("group", "owner_person"):
        if not is_the_chairs_own(row):
            propose(row, reason="Its date has passed.")


@transaction.atomic
def propose(row: Obligation, *, reason: str, by: Actor | None = None) -> Escalation | None:
    """Propose the next step; None where one is waiting already, or no ladder leads any further."""
    today = clock.today()
    subject = about(row, today)
    taken = list(Escalation.objects.filter(obligation=row).order_by("proposed_at"))
    if subject is None or any(one.state == State.PROPOSED for one in taken):
        return None
    step = next_step(
        (one.step for one in taken if one.state in TAKEN), is_of_the_chair=subject.is_of_the_chair
    )
    if step is None:
        return None
    sent = [one for one in taken if one.state in TAKEN]
    made = drafted(row.group, OF_STEP[step], step=step, subject=subject, row=row, sent=sent)
    made.reason, made.follows = reason, sent[-1] if sent else None
    made.save()
    enter(made, "proposed", by=by, text=reason)
    return made


def drafted(
    group: Group,
    template: str,
    *,
    step: int,
    subject: About,
    row: Obligation | None,
    sent: Iterable[Escalation] = (),
) -> Escalation:
    """A step with its letter drafted for whoever stands on the rung today; not saved."""
    today = clock.today()
    rung = rung_for(group.partnership_id, subject, step, today)
    values = blanks(group, subject, row, rung, sent)
    wording = wording_of(template, group.partnership_id).filled(values)
    return Escalation(
        partnership_id=group.partnership_id,
        group=group,
        obligation=row,
        agency_id=subject.agency_id,
        template=template,
        step=step,
        addressee=rung.name if rung else "",
        addressee_title=rung.job_title if rung else "",
        addressee_email=rung.email if rung else "",
        subject=wording.subject,
        body=wording.body,
        proposed_at=clock.now(),
        reply_due_on=today + timedelta(days=REPLY_DAYS),
    )


def redraft(step: Escalation) -> Escalation:
    """A proposal that waits, with its letter as it reads today; changed here, saved when it is sent."""
    row, today = step.obligation, clock.today()
    subject = about(row, today) if row and step.state == State.PROPOSED else None
    if subject is None or step.template != OF_STEP.get(step.step):
        return step
    sent = Escalation.objects.filter(obligation=row, state__in=TAKEN).order_by("proposed_at")
    fresh = drafted(step.group, step.template, step=step.step, subject=subject, row=row, sent=sent)
    for name in ("addressee", "addressee_title", "addressee_email", "subject", "body", "reply_due_on"):
        setattr(step, name, getattr(fresh, name))
    return step


def blanks(
    group: Group, subject: About, row: Obligation | None, rung: Rung | None, sent: Iterable[Escalation]
) -> dict[str, str]:
    """What the blanks of a letter are filled with."""
    today = clock.today()
    agency = Agency.objects.filter(pk=subject.agency_id).first() if subject.agency_id else None
    due = row.due_at if row else None
    return {
        "addressee": rung.name if rung else "[addressee]",
        "agency": agency.name if agency else str(group),
        "group": group.name,
        # Whoever it goes to stands outside: no code that is closed to them gets into a letter.
        "what": masked_for(None, row.says) if row else "",
        "due": said_day(due.astimezone(clock.LONDON).date()) if due else "no set day",
        "how late": relative_due(due) if due else "",
        "clause": f"clause {row.clause.rpartition('/')[2]}" if row and row.clause else "as agreed",
        "wording": _wording(group, row, today),
        "earlier steps": "\n".join(_said(one) for one in sent),
        "reply by": said_day(today + timedelta(days=REPLY_DAYS)),
        "chair": _chair(group, today),
        "today": said_day(today),
    }


def _said(step: Escalation) -> str:
    when = step.sent_at.astimezone(clock.LONDON).date() if step.sent_at else None
    return f"{step.addressee} was told on {said_day(when)}." if when else ""


def _wording(group: Group, row: Obligation | None, today: date) -> str:
    charter = charter_in_force(group, today)
    if charter is None or row is None:
        return ""
    return next((clause.says for clause in charter.clauses if clause.id == row.clause), "")


def _chair(group: Group, today: date) -> str:
    holders = office_holders_on(group, today)
    return next((one.name for one in holders if is_chairing(one.office)), "The chair")


def ladder_clauses(group: Group) -> list[EscalationClause]:
    """What the group's terms say of its ladder."""
    charter = charter_in_force(group, clock.today())
    return list(charter.each(EscalationClause)) if charter else []


def follow_up() -> int:
    """Of the partnership whose context is set: a step that brought nothing in its time goes one up.

    Steps about what was done since are closed, proposals about it overtaken. The number newly proposed.
    """
    _settle_what_ended()
    due = Escalation.objects.filter(
        again_on__lte=clock.today(), state__in=(State.SENT, State.ACKNOWLEDGED, State.REPLIED)
    )
    count = 0
    for step in due.select_for_update(of=("self",), skip_locked=True).select_related("obligation__group"):
        count += _goes_up(step)
    return count


def _goes_up(step: Escalation) -> bool:
    row = step.obligation
    step.again_on = None
    step.save(update_fields=["again_on"])
    if row is None or row.ended_at is not None:
        return False
    on = step.sent_at.astimezone(clock.LONDON).date() if step.sent_at else clock.today()
    return (
        propose(row, reason=f"{step.addressee} was told on {said_day(on)}, and it is still not done.")
        is not None
    )


def _settle_what_ended() -> None:
    ended = Q(obligation__ended_at__isnull=False)
    for step in Escalation.objects.filter(ended, state=State.PROPOSED):
        _end(step, State.OVERTAKEN, "It is owed no longer.")
    live = (State.SENT, State.ACKNOWLEDGED, State.REPLIED)
    for step in Escalation.objects.filter(ended, state__in=live, again_on__isnull=False):
        _end(step, State.CLOSED, "It was done, waived or undone since.")


def _end(step: Escalation, state: Escalation.State, outcome: str) -> None:
    step.state, step.closed_at, step.outcome, step.again_on = state, clock.now(), outcome, None
    step.version += 1
    step.save()
    enter(step, state.value, by=None, text=outcome)


def enter(step: Escalation, what: str, *, by: Actor | None, text: str = "") -> None:
    """Write one line of a step's history."""
    EscalationEntry.objects.create(
        partnership_id=step.partnership_id,
        escalation=step,
        what=what,
        text=text,
        at=clock.now(),
        by_id=by.person_id if by else None,
    )
