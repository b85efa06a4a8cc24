"""Which obligations somebody may see: their own, their agency's as its lead, and those of their groups."""

from __future__ import annotations

from django.db.models import Q

from holdfast.obligations.ledger.kinds import visible_kinds
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


def seen_by(actor: Actor) -> Q:
    """The condition that a row is one of those."""
    seen = Q(owner_person_id=actor.person_id) | Q(owed_person_id=actor.person_id)
    seen |= _of_agency(actor)
    for groups, kinds in visible_kinds(actor):
        if groups is None:
            seen |= Q(kind__in=kinds)
        elif groups:
            seen |= Q(kind__in=kinds, group__in=groups)
    return seen


def _of_agency(actor: Actor) -> Q:
    """An agency's lead answers for everything that the agency owes, in the groups they lead it in."""
    groups = actor.groups_where(Permission.SEE_AGENCY_ACTIONS)
    own = Q(owner_agency_id=actor.agency_id)
    return own if groups is None else own & Q(group__in=groups)
