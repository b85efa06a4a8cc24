"""Interests declared, and who is excluded from an item because of one."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied

from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.room.models import Declaration, Exclusion
from holdfast.governance.room.operations.floor import Floor, floor, require_run
from holdfast.governance.room.operations.judging import judge_decisions_again
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person

_STATES = (Meeting.State.CONFIRMED, Meeting.State.OPEN)


def declare_interest(
    *,
    by: Actor,
    meeting: Meeting,
    person: Person,
    nature: str,
    item: AgendaItem | None = None,
    text: str = "",
    excludes: bool = False,
    at: datetime | None = None,
) -> Declaration:
    """Record what somebody declared, or that there is nothing to declare; people declare for themselves too.

    `excludes` takes the item from that person at once.
    """
    with floor(meeting, by=by, states=_STATES) as held:
        moment = held.moment(at)
        _require_for(held, person, moment)
        if nature != Declaration.Nature.NONE and not text.strip():
            refuse("Say in a few words what the interest is.")
        if excludes and item is None:
            refuse("Choose the item from which this person is excluded.")
        declaration = Declaration.objects.create(
            partnership_id=by.partnership_id,
            meeting=held.meeting,
            item=item,
            person=person,
            nature=nature,
            text=text.strip(),
            declared_at=moment,
            recorded_by_id=by.person_id,
        )
        held.write("recorded the declaration", declaration, person=str(person.pk), nature=nature)
        if excludes and item is not None:
            _exclude(held, item, person, moment, "Declared an interest.", declaration)
    return declaration


def exclude_person(
    *, by: Actor, item: AgendaItem, person: Person, reason: str, at: datetime | None = None
) -> Exclusion:
    """Take an item from somebody: no sight of it, no vote, no place in its quorum."""
    if not reason.strip():
        refuse("Say why this person is excluded from the item.")
    with floor(item.meeting, by=by, states=_STATES) as held:
        moment = held.moment(at)
        require_run(held, moment)
        return _exclude(held, item, person, moment, reason.strip(), None)


def lift_exclusion(*, by: Actor, exclusion: Exclusion, reason: str, at: datetime | None = None) -> None:
    """Let somebody see and decide the item again. Nobody lifts their own exclusion."""
    if not reason.strip():
        refuse("Say why the exclusion ends.")
    if exclusion.person_id == by.person_id:
        raise PermissionDenied("Nobody can end their own exclusion from an item.")
    with floor(exclusion.item.meeting, by=by, states=_STATES) as held:
        moment = held.moment(at)
        require_run(held, moment)
        row = Exclusion.objects.select_for_update().get(pk=exclusion.pk)
        if row.lifted_at is not None:
            return
        row.lifted_at, row.lifted_reason = max(moment, row.from_at), reason.strip()
        row.save(update_fields=["lifted_at", "lifted_reason"])
        held.write("ended the exclusion", row, person=str(row.person_id), item=str(row.item_id))
        judge_decisions_again(held)


def _exclude(
    held: Floor,
    item: AgendaItem,
    person: Person,
    moment: datetime,
    reason: str,
    declaration: Declaration | None,
) -> Exclusion:
    live = Exclusion.objects.filter(item=item, person=person, lifted_at__isnull=True)
    known: Exclusion | None = live.first()
    if known is not None:
        return known
    exclusion = Exclusion.objects.create(
        partnership_id=held.by.partnership_id,
        item=item,
        person=person,
        declaration=declaration,
        reason=reason,
        from_at=moment,
        recorded_by_id=held.by.person_id,
    )
    held.write("excluded from the item", exclusion, person=str(person.pk), item=str(item.pk))
    judge_decisions_again(held)
    return exclusion


def _require_for(held: Floor, person: Person, moment: datetime) -> None:
    """One declares for oneself; whoever records the meeting, for everybody."""
    own = held.by.person_id == person.pk
    if not (own and held.by.may(Permission.ATTEND, held.meeting.group_id, held.meeting.pk)):
        require_run(held, moment)
