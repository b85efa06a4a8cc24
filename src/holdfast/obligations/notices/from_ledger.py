"""What the ledger says: what somebody owes, and that they are to be reminded of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Q

from holdfast.obligations.ledger.holders import Held, held_by
from holdfast.obligations.ledger.hooks import Reminder, on_chased
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.notices.kinds import NoticeKind, register_notice_kind
from holdfast.obligations.notices.operations import notify_each
from holdfast.obligations.notices.places import list_everything_at
from holdfast.obligations.notices.sources import Owed, register_notice_source
from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person

REMINDER = NoticeKind(key="reminder", title="Reminders of what you owe", route="ledger:obligation")


def owed_before(person: Person, until: datetime) -> Iterator[Owed]:
    """All that the person is to keep and that is due before then; what they may not see is not counted."""
    actor = actor_for(person)
    held = held_by(actor)
    mine = held.owes() | _for_their_agency(actor, held)
    rows = Obligation.objects.visible_to(actor).outstanding().filter(mine, due_at__lt=until)
    for kind, pk, due_at in rows.values_list("kind", "pk", "due_at"):
        yield Owed(kind, pk, due_at)


def _for_their_agency(actor: Actor, held: Held) -> Q:
    """What their agency owes and nobody by name: those see to it who sit for it there, or lead it."""
    unnamed = Q(owner_agency_id=actor.agency_id, owner_person=None, owner_office="", owner_seat="")
    leads = actor.groups_where(Permission.SEE_AGENCY_ACTIONS)
    if leads is None:
        return unnamed
    return unnamed & Q(group_id__in=leads | {group_id for group_id, _ in held.seats})


def remind(reminders: Collection[Reminder], by: Actor) -> None:
    """Somebody chases: whoever keeps it is told at once, of all of it in one message."""
    notify_each(
        ((one.person, row.pk) for one in reminders for row in one.obligations),
        kind=REMINDER.key,
        partnership_id=by.partnership_id,
    )


def register() -> None:
    """Make all of it known; called when the app is ready."""
    register_notice_kind(REMINDER)
    register_notice_source("ledger", owed_before)
    list_everything_at("ledger:owed")
    on_chased.register(remind)
