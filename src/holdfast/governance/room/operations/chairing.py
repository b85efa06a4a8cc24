"""Who chairs for this meeting only, and where the chair lets it go on without a quorum."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from holdfast.charter.quorum_rule import Override as OverrideRule
from holdfast.charter.room import RoomOverride
from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.room.models import Nomination, Override
from holdfast.governance.room.operations.floor import Floor, floor, require_chair, require_run
from holdfast.governance.room.operations.judging import judge_decisions_again
from holdfast.governance.room.queries.facts import Facts
from holdfast.governance.room.rules.quorum import with_override
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Person


def nominate_chair(*, by: Actor, meeting: Meeting, person: Person, at: datetime | None = None) -> Nomination:
    """Record whom those present named to chair this meeting only, where the terms leave it to them."""
    with floor(meeting, by=by) as held:
        moment = held.within(at)
        require_run(held, moment)
        _require_nominee(held.facts(), person, moment)
        Nomination.objects.filter(meeting=held.meeting, withdrawn_at__isnull=True).update(withdrawn_at=moment)
        nomination = Nomination.objects.create(
            partnership_id=by.partnership_id,
            meeting=held.meeting,
            person=person,
            from_at=moment,
            recorded_by_id=by.person_id,
        )
        held.write("nominated to chair", nomination, person=str(person.pk))
        judge_decisions_again(held)
    return nomination


def withdraw_nomination(*, by: Actor, nomination: Nomination, at: datetime | None = None) -> None:
    """End a nomination, as when the chair arrives."""
    with floor(nomination.meeting, by=by) as held:
        moment = held.within(at)
        require_run(held, moment)
        row = Nomination.objects.select_for_update().get(pk=nomination.pk)
        if row.withdrawn_at is None:
            row.withdrawn_at = max(moment, row.from_at)
            row.save(update_fields=["withdrawn_at"])
            held.write("withdrew the nomination", row, person=str(row.person_id))
            judge_decisions_again(held)


def override_quorum(
    *, by: Actor, meeting: Meeting, reason: str, item: AgendaItem | None = None, at: datetime | None = None
) -> Override:
    """Let the meeting, or one item, go on without a quorum, where the terms let the chair.

    Raises `Refused`, with the clause, where they do not, where there is a quorum, or without a reason.
    """
    if not reason.strip():
        refuse("Say why the meeting goes on without a quorum.")
    with floor(meeting, by=by) as held:
        moment = held.within(at)
        require_chair(held, moment)
        facts = held.facts()
        chair = _chair_for(held, facts, item, moment)
        _require_override(facts, RoomOverride(by=str(chair), reason=reason, item=_id(item)), item, moment)
        override = Override.objects.create(
            partnership_id=by.partnership_id,
            meeting=held.meeting,
            item=item,
            chair_id=chair,
            reason=reason.strip(),
            from_at=moment,
            recorded_by_id=by.person_id,
        )
        held.write("set the quorum aside", override, item=_id(item))
        judge_decisions_again(held)
    return override


def withdraw_override(*, by: Actor, override: Override, at: datetime | None = None) -> None:
    """Take the chair's agreement back."""
    with floor(override.meeting, by=by) as held:
        moment = held.within(at)
        require_chair(held, moment)
        row = Override.objects.select_for_update().get(pk=override.pk)
        if row.withdrawn_at is None:
            row.withdrawn_at = max(moment, row.from_at)
            row.save(update_fields=["withdrawn_at"])
            held.write("withdrew the override", row)
            judge_decisions_again(held)


def _require_nominee(facts: Facts, person: Person, moment: datetime) -> None:
    finding = facts.chair(moment)
    if str(person.pk) not in {stay.person for stay in facts.sitting.present_at(moment)}:
        refuse(f"{person.name} is not recorded as here. Record the arrival first.")
    if finding.met is None:
        return
    is_nominated = any(n.covers(moment) for n in facts.sitting.nominations)
    if finding.person is not None and not is_nominated:
        refuse(f"Nobody needs to be named. {finding.reason}", *finding.clauses)
    if finding.nominees and str(person.pk) not in finding.nominees:
        refuse(f"{person.name} cannot be named to chair under these terms.", *finding.clauses)
    if finding.person is None and not finding.nominees:
        refuse(finding.reason, *finding.clauses)


def _chair_for(held: Floor, facts: Facts, item: AgendaItem | None, moment: datetime) -> UUID:
    """Whose act it is: of whoever chairs, by whomever it is typed."""
    chairing = facts.chair(moment, item).person or facts.chair(moment).person
    return UUID(chairing) if chairing else held.by.person_id


def _require_override(facts: Facts, act: RoomOverride, item: AgendaItem | None, moment: datetime) -> None:
    """Ask the charter's own rule what the room would be with the override."""
    before = facts.quorum(moment, item)
    if before.met is not False:
        refuse("There is a quorum, so there is nothing to set aside.", *before.clauses)
    after = with_override(facts.charter, facts.sitting, moment, act, item.business_kind if item else None)
    if not after.met:
        rules = facts.charter.each(OverrideRule) if facts.charter else ()
        clauses = tuple(rule.clause for rule in rules if rule.clause) or after.clauses
        refuse(f"The terms do not let the chair set this quorum aside. {after.reason}", *clauses)


def _id(item: AgendaItem | None) -> str | None:
    return str(item.pk) if item is not None else None
