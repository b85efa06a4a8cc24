"""Which obligations somebody may see: their own, their agency's as its lead, and those of their groups.

Their own are also those of an office or a seat of theirs, in whichever group; those of a group are what is
owed under its terms, and what it owes to another or another owes to it.
"""

from __future__ import annotations

from django.db.models import Q

from holdfast.obligations.ledger.holders import Held, held_by
from holdfast.obligations.ledger.kinds import visible_kinds
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


def seen_by(actor: Actor, held: Held | None = None) -> Q:
    """The condition that a row is one of those; `held` saves asking again what the person holds."""
    held = held or held_by(actor)
    seen = held.owes() | held.is_owed() | _of_agency(actor)
    for groups, kinds in visible_kinds(actor):
        if groups is None:
            seen |= Q(kind__in=kinds)
        elif groups:
            of_them = Q(group__in=groups) | Q(owner_group__in=groups) | Q(owed_group__in=groups)
            seen |= Q(kind__in=kinds) & of_them
    return seen


def _of_agency(actor: Actor) -> Q:
    """An agency's lead answers for everything that the agency owes, in the groups they lead it in."""
    groups = actor.groups_where(Permission.SEE_AGENCY_ACTIONS)
    own = Q(owner_agency_id=actor.agency_id)
    return own if groups is None else own & Q(group__in=groups)
