"""To whom a child's reference is closed: everybody but those who see the child, or who sat in its meeting."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models.functions import Coalesce
from django.http import HttpRequest

from holdfast.casework.children.models import Child
from holdfast.casework.children.references import ALPHABET, LENGTH
from holdfast.kernel.hooks import Hook
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.context import seeing_everything
from holdfast.stewardship.access.permissions import Permission
from holdfast.web.masking import register_codes

# Children, of some, whose reference somebody may read although they may not open the record.
Reading = Callable[[Actor, Collection[UUID]], Iterable[UUID]]
# Pages of casework choose what they show child by child, to those who have to do with children.
_OWN_PAGES = ("holdfast.casework.", "holdfast.exchange.")
_WITH_CHILDREN = (
    Permission.SEE_CASES,
    Permission.HOLD_INTERVIEWS,
    Permission.SUBMIT_SCREENING,
    Permission.REFER,
)
_readings: Hook[[Actor, Collection[UUID]], Iterable[UUID]] = Hook()


def register_reading(reading: Reading) -> None:
    """Let a higher app say who else may read a reference: those in whose meeting the child was discussed."""
    _readings.register(reading)


def closed_to(reader: Actor | None, codes: frozenset[str]) -> Collection[str]:
    """Which of these references of children the reader may not have; what is no reference is left out.

    A record that was merged into another is read by its old reference by those who see the one it is now.
    """
    with seeing_everything():
        rows = Child.objects.filter(reference__in=codes)
        known = dict(rows.values_list("reference", Coalesce("merged_into_id", "id")))
    if not known or reader is None:
        return set(known)
    ids = set(known.values())
    seen = set(Child.objects.visible_to(reader).filter(pk__in=ids).values_list("pk", flat=True))
    for reading in _readings:
        if rest := ids - seen:
            seen.update(reading(reader, rest))
    return {code for code, pk in known.items() if pk not in seen}


def _is_their_own(request: HttpRequest) -> bool:
    """Whether it is a page of casework, asked by somebody who has to do with children."""
    actor: Actor | None = getattr(request, "actor", None)
    view: Any = request.resolver_match.func if request.resolver_match else None
    is_casework = getattr(view, "__module__", "").startswith(_OWN_PAGES)
    return is_casework and actor is not None and any(actor.may(one) for one in _WITH_CHILDREN)


def register() -> None:
    """Close references; called when the app is ready."""
    register_codes("child", f"[{ALPHABET}]" * LENGTH, closed_to, _is_their_own)
