"""Whoever is to hold a return interview reads the reference of its child, although not the record."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from holdfast.casework.children.masking import register_reading
from holdfast.casework.missing.models import Interview
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


def to_interview(actor: Actor, children: Collection[UUID]) -> Iterable[UUID]:
    """Those, of some, with whom this person or their agency is to talk, or has talked."""
    if not actor.may(Permission.HOLD_INTERVIEWS):
        return ()
    rows = Interview.objects.given_to(actor).filter(child__in=children)
    return rows.values_list("child_id", flat=True)


def register() -> None:
    """Offer it; called when the app is ready."""
    register_reading(to_interview)
