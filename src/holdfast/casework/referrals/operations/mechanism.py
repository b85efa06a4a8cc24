"""Referrals to the National Referral Mechanism and what was decided there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import transaction

from holdfast.casework.children.models import Child
from holdfast.casework.referrals.models import MechanismClocks, MechanismEntry, MechanismReferral
from holdfast.casework.referrals.promises import MECHANISM, clocks_in_use
from holdfast.casework.referrals.rules import trafficking
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import refuse
from holdfast.obligations.ledger.operations import settle
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

# Who decides, where nobody names the panel.
DECIDED_BY = {
    trafficking.Route.CENTRAL: "the NRM's competent authority",
    trafficking.Route.DEVOLVED: "the NRM's devolved panel for children",
}


@transaction.atomic
def refer_to_mechanism(
    *,
    by: Actor,
    child: Child,
    group: Group,
    route: str,
    first_responder: str,
    referred_at: datetime,
    decided_by: str = "",
    outside_reference: str = "",
) -> MechanismReferral:
    """Record that the child was referred, by whom, to whom; both decisions are owed by that body."""
    by.require(Permission.KEEP_REFERRALS, group.pk)
    if referred_at > clock.now():
        refuse("That time has not come yet. Say when the referral was made.")
    undecided = MechanismReferral.objects.filter(child=child, withdrawn_on=None, conclusive="")
    if undecided.exclude(reasonable=trafficking.Decision.NEGATIVE.value).exists():
        refuse("This child has an NRM referral that is not decided yet.")
    made: MechanismReferral = MechanismReferral.objects.create(
        partnership_id=by.partnership_id,
        child=child,
        group=group,
        route=route,
        first_responder=first_responder.strip(),
        decided_by=decided_by.strip() or DECIDED_BY[trafficking.Route(route)],
        outside_reference=outside_reference.strip(),
        referred_at=referred_at,
    )
    _enter(made, "referred", referred_at.astimezone(LONDON).date(), "", by)
    settle(MECHANISM, [made.pk], group=group, by=by)
    return made


@contextmanager
def _keeping(by: Actor, mechanism: MechanismReferral) -> Iterator[MechanismReferral]:
    by.require(Permission.KEEP_REFERRALS, mechanism.group_id)
    with transaction.atomic():
        now: MechanismReferral = MechanismReferral.objects.select_for_update().get(pk=mechanism.pk)
        if now.withdrawn_on is not None:
            refuse("This NRM referral was withdrawn.")
        yield now
        now.version += 1
        now.save()
        settle(MECHANISM, [now.pk], group=now.group, by=by)


def record_reasonable(
    *, by: Actor, mechanism: MechanismReferral, decision: str, on: date, words: str = ""
) -> None:
    """Record the reasonable grounds decision, or correct it; the correction says why."""
    with _keeping(by, mechanism) as now:
        trafficking.assess_reasonable(on, now.referred_at, clock.today()).require()
        if now.conclusive:
            refuse("The conclusive decision is recorded: correct that one first.")
        _require_why(now.reasonable, words)
        now.reasonable, now.reasonable_on = decision, on
        _enter(now, f"reasonable-{decision}", on, words, by)


def record_conclusive(
    *, by: Actor, mechanism: MechanismReferral, decision: str, on: date, words: str = ""
) -> None:
    """Record the conclusive grounds decision; one that comes before its time needs a word."""
    with _keeping(by, mechanism) as now:
        trafficking.assess_conclusive(
            on,
            route=now.route,
            reasonable=now.reasonable,
            reasonable_on=now.reasonable_on,
            today=clock.today(),
            reason=words,
            clocks=clocks_in_use(),
        ).require()
        _require_why(now.conclusive, words)
        now.conclusive, now.conclusive_on = decision, on
        _enter(now, f"conclusive-{decision}", on, words, by)


def _require_why(before: str, words: str) -> None:
    if before and not words.strip():
        refuse("This decision is recorded already. Say why it is put right.")


def withdraw_from_mechanism(*, by: Actor, mechanism: MechanismReferral, on: date, words: str) -> None:
    """The referral was withdrawn, or was never made: nothing more is owed."""
    with _keeping(by, mechanism) as now:
        if not words.strip():
            refuse("Say why it was withdrawn.")
        trafficking.assess_reasonable(on, now.referred_at, clock.today()).require()
        now.withdrawn_on = on
        _enter(now, "withdrawn", on, words, by)


def _enter(row: MechanismReferral, kind: str, on: date, words: str, by: Actor) -> None:
    MechanismEntry.objects.create(
        partnership_id=by.partnership_id,
        child_id=row.child_id,
        mechanism=row,
        kind=kind,
        text=words.strip(),
        on=on,
        by_id=by.person_id,
    )
    record(f"recorded as {kind.replace('-', ' ')}", row, by=by, group_id=row.group_id)


@transaction.atomic
def keep_clocks(*, by: Actor, reasonable_working_days: int, devolved_days: int, recovery_days: int) -> None:
    """Say how long the decisions may take here; what is still owed is counted anew."""
    by.require(Permission.KEEP_REFERRALS)
    kept, _ = MechanismClocks.objects.update_or_create(
        partnership_id=by.partnership_id,
        defaults={
            "reasonable_working_days": reasonable_working_days,
            "devolved_days": devolved_days,
            "recovery_days": recovery_days,
        },
    )
    record("stated", kept, by=by)
    for group in Group.objects.filter(pk__in=MechanismReferral.objects.values("group_id")):
        settle(MECHANISM, None, group=group, by=by, why="the NRM's clocks were changed")
