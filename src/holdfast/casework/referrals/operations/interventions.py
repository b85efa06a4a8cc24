"""Services and their places, each intervention from offer to outcome, and what could not be given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from holdfast.casework.children.models import Child
from holdfast.casework.referrals.models import Gap, Intervention, InterventionStep, Provision, Referral
from holdfast.casework.referrals.rules import courses, pathway
from holdfast.charter.promises import Pathway
from holdfast.charter.words import plain
from holdfast.groups.charters import charter_in_force
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

State = courses.State


def pathways_of(group: Group, day: date) -> tuple[Pathway, ...]:
    """What the group's terms say on a day of who is sent where."""
    charter = charter_in_force(group, day)
    return tuple(charter.each(Pathway)) if charter is not None else ()


@transaction.atomic
def keep_provision(*, by: Actor, provision: Provision | None = None, **stated: Any) -> Provision:
    """Add a service to the register, or change what is stated of it (`capacity` None: it states none)."""
    by.require(Permission.KEEP_REFERRALS)
    named = Provision.objects.filter(name__iexact=stated["name"].strip())
    if named.exclude(pk=provision.pk if provision else None).exists():
        refuse("There is a service of that name already.")
    if provision is None:
        added: Provision = Provision.objects.create(partnership_id=by.partnership_id, **stated)
        record("added", added, by=by)
        return added
    kept: Provision = Provision.objects.select_for_update().get(pk=provision.pk)
    for name, value in stated.items():
        setattr(kept, name, value)
    kept.version += 1
    kept.save()
    record("changed", kept, by=by)
    return kept


@transaction.atomic
def offer_intervention(
    *,
    by: Actor,
    child: Child,
    group: Group,
    provision: Provision,
    level: str,
    circumstances: Iterable[str] = (),
    reason: str = "",
    on: date,
    referral: Referral | None = None,
) -> Intervention:
    """Offer a service to a child; another than the terms' pathway needs a reason, if they allow it at all."""
    by.require(Permission.KEEP_REFERRALS, group.pk)
    courses.assess_day(on, None, clock.today()).require()
    circumstances = tuple(circumstances)
    pathways = pathways_of(group, on)
    found = pathway.assess_choice(pathways, provision.on_pathway, level, circumstances, reason).require()
    offered = pathway.eligible(pathways, level, circumstances)
    is_on_it = not pathways or plain(provision.on_pathway) in {each.key for each in offered}
    _refuse_unavailable(child, provision, on)
    made = Intervention.objects.create(
        partnership_id=by.partnership_id,
        child=child,
        provision=provision,
        group=group,
        referral=referral,
        level=level,
        circumstances=list(circumstances),
        clause=found.clauses[0] if found.clauses else "",
        is_outside_pathway=not is_on_it,
        reason=reason.strip(),
        offered_on=on,
        since_on=on,
    )
    _step(made, State.OFFERED, on, reason, by)
    record("offered", made, by=by, group_id=group.pk)
    return made


def _refuse_unavailable(child: Child, provision: Provision, on: date) -> None:
    if provision.closed_on is not None and provision.closed_on <= on:
        refuse(f"{provision} is closed.")
    if Intervention.objects.open().filter(child=child, provision=provision).exists():
        refuse(f"{provision} has been offered already, and that is still open.")


@transaction.atomic
def take_step(*, by: Actor, intervention: Intervention, to: str, on: date, words: str = "") -> None:
    """Record what became of it: accepted, refused, waiting, started, ended, outcome; on which day."""
    by.require(Permission.KEEP_REFERRALS, intervention.group_id)
    now: Intervention = Intervention.objects.select_for_update().get(pk=intervention.pk)
    courses.assess_step(now.state, to).require()
    courses.assess_day(on, now.since_on, clock.today()).require()
    courses.assess_words(to, words).require()
    provision, taken = _places(now)
    if to == State.STARTED:
        pathway.assess_place(str(provision), provision.capacity, taken, words).require()
    if to == State.WAITING and provision.capacity is not None and taken >= provision.capacity:
        _count(now, Gap.Kind.FULL, on, words, by)
    if to == State.REFUSED:
        _count(now, Gap.Kind.REFUSED, on, words, by)
    now.state, now.since_on, now.version = State(to).value, on, now.version + 1
    now.started_on = on if to == State.STARTED else now.started_on
    now.ended_on = on if to == State.ENDED else now.ended_on
    now.save(update_fields=["state", "since_on", "version", "started_on", "ended_on"])
    _step(now, State(to), on, words, by)
    record(f"recorded as {to}", now, by=by, group_id=now.group_id)


def _places(now: Intervention) -> tuple[Provision, int]:
    """The service, held so that two do not take its last place, and how many places are taken."""
    provision = Provision.objects.select_for_update().get(pk=now.provision_id)
    # A restricted record is in no count: for those who may not see it, its place is free.
    taken = Intervention.objects.filter(provision=provision, state=State.STARTED.value).count()
    return provision, taken


def _step(intervention: Intervention, state: courses.State, on: date, words: str, by: Actor) -> None:
    InterventionStep.objects.create(
        partnership_id=by.partnership_id,
        child_id=intervention.child_id,
        intervention=intervention,
        state=state.value,
        on=on,
        words=words.strip(),
        by_id=by.person_id,
    )


def _count(intervention: Intervention, kind: Gap.Kind, on: date, words: str, by: Actor) -> None:
    Gap.objects.get_or_create(
        intervention=intervention,
        kind=kind,
        defaults={
            "partnership_id": by.partnership_id,
            "child_id": intervention.child_id,
            "provision_id": intervention.provision_id,
            "level": intervention.level,
            "circumstances": intervention.circumstances,
            "words": words.strip(),
            "on": on,
            "by_id": by.person_id,
        },
    )


@transaction.atomic
def record_none_eligible(
    *,
    by: Actor,
    child: Child,
    group: Group,
    level: str,
    circumstances: Iterable[str] = (),
    words: str,
    on: date,
) -> Gap:
    """Count that no service takes a child at this level: what is missing, in words."""
    by.require(Permission.KEEP_REFERRALS, group.pk)
    courses.assess_day(on, None, clock.today()).require()
    if not words.strip():
        refuse("Say what the child needs that no service offers.")
    gap = Gap.objects.create(
        partnership_id=by.partnership_id,
        child=child,
        kind=Gap.Kind.NONE_ELIGIBLE,
        level=level,
        circumstances=list(circumstances),
        words=words.strip(),
        on=on,
        by_id=by.person_id,
    )
    record("counted", gap, by=by, group_id=group.pk)
    return gap
