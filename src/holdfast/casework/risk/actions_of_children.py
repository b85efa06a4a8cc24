"""The open actions of children: the apps above, which know what was agreed for a child, tell them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from holdfast.casework.risk.models import SharedItem
from holdfast.governance.actions.models import Action
from holdfast.kernel.hooks import Hook
from holdfast.stewardship.access.actor import Actor


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An action that is still open, as lists of children show it."""

    id: UUID
    text: str
    agency: str
    due_on: date | None
    url: str


# Answers for all the children in one query, with those actions alone that the actor may see.
Offer = Callable[[Actor, Collection[UUID]], Mapping[UUID, Sequence[Action]]]
_offers: Hook[[Actor, Collection[UUID]], Mapping[UUID, Sequence[Action]]] = Hook()


def actions_of_children(offer: Offer) -> Offer:
    """Register `offer(actor, child_ids)`: open actions by child, with their agencies at hand."""
    return _offers.register(offer)


def open_actions(actor: Actor, child_ids: Collection[UUID]) -> dict[UUID, tuple[OpenAction, ...]]:
    """The open actions of each child that has any, each once, the most pressing first."""
    found: dict[UUID, dict[UUID, OpenAction]] = {}
    for told in _offers.call(actor, child_ids) if child_ids else ():
        for child_id, actions in told.items():
            said = {one.pk: _said(one) for one in actions}
            found[child_id] = found.get(child_id, {}) | said
    return {child: tuple(sorted(said.values(), key=_pressing)) for child, said in found.items()}


def _said(action: Action) -> OpenAction:
    url = reverse("actions:action", args=[action.pk])
    return OpenAction(action.pk, action.text, str(action.agency), action.due_on, url)


def _pressing(action: OpenAction) -> tuple[bool, date, str]:
    return (action.due_on is None, action.due_on or date.max, action.text)


@actions_of_children
def _shared(actor: Actor, child_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Action]]:
    """Actions that agencies were asked to record of a child."""
    seen = Action.objects.visible_to(actor).filter(state=Action.State.OPEN)
    items = SharedItem.objects.filter(child_id__in=child_ids, action__in=seen)
    found: dict[UUID, list[Action]] = {}
    for item in items.select_related("action__agency"):
        if item.action is not None:
            found.setdefault(item.child_id, []).append(item.action)
    return found
