"""Inviting people to advise on one item, or on the whole meeting."""

from __future__ import annotations

from django.db import transaction

from holdfast.charter.membership import Invitees
from holdfast.governance.meetings.models import AgendaItem, Invitee, Meeting
from holdfast.governance.meetings.operations.keeping import arranging, changed, charter_on
from holdfast.groups.membership import members_on
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import Finding, Refused, refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Person


@transaction.atomic
def invite(
    *, by: Actor, meeting: Meeting, person: Person, item: AgendaItem | None = None, reason: str = ""
) -> Invitee:
    """Ask somebody to attend; with an item they see that item and its papers, and nothing else."""
    now = arranging(meeting, by)
    if item is not None and item.meeting_id != now.pk:
        refuse("That item belongs to another meeting.")
    _require_outsider(now, person)
    _require_item(now, item)
    invitee, is_new = Invitee.objects.get_or_create(
        meeting=now,
        item=item,
        person=person,
        withdrawn_at=None,
        defaults={"partnership_id": now.partnership_id, "reason": reason},
    )
    if is_new:
        changed(now, "invited", by=by, person=str(person.pk), item=str(item.pk) if item else None)
    return invitee


def _require_outsider(meeting: Meeting, person: Person) -> None:
    day = meeting.starts_at.astimezone(LONDON).date()
    if person.left_on is not None and person.left_on < day:
        refuse(f"{person.name} will have left by then.")
    if person.pk in members_on(meeting.group_id, day).people:
        refuse(f"{person.name} is a member of this group, and comes as one.")


def _require_item(meeting: Meeting, item: AgendaItem | None) -> None:
    charter = charter_on(meeting)
    rule = charter.first(Invitees) if charter else None
    if rule is not None and rule.items_only and item is None:
        said = "The terms invite people to single items only. Choose the item."
        raise Refused(Finding(met=False, reason=said, clauses=(rule.clause,)))


@transaction.atomic
def withdraw_invitation(*, by: Actor, invitee: Invitee) -> None:
    """Take an invitation back: the item and its papers close to that person at once."""
    now = arranging(invitee.meeting, by)
    invitee.withdrawn_at = clock.now()
    invitee.save(update_fields=["withdrawn_at"])
    changed(now, "invitation withdrawn", by=by, person=str(invitee.person_id))
