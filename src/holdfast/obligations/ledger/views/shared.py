"""What the views share: what this person holds, asked once in a request, and addresses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from holdfast.kernel import clock
from holdfast.obligations.ledger.holders import Held, held_by
from holdfast.obligations.ledger.queries.owed import Tally, tally
from holdfast.stewardship.access.actor import Actor


def held_in(request: HttpRequest) -> Held:
    """What the signed-in person holds, asked once in a request."""
    kept: Any = getattr(request, "_holdfast_held", None)
    if kept is None:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        kept = request._holdfast_held = held_by(actor)  # type: ignore[attr-defined]
    return kept  # type: ignore[no-any-return]


def tally_in(request: HttpRequest) -> Tally:
    """How much the signed-in person owes, counted once in a request."""
    kept: Any = getattr(request, "_holdfast_owed", None)
    if kept is None:
        kept = request._holdfast_owed = tally(held_in(request), clock.now())  # type: ignore[attr-defined]
    return kept  # type: ignore[no-any-return]


def changed(request: HttpRequest) -> None:
    """Forget the count: something was done since."""
    if hasattr(request, "_holdfast_owed"):
        del request._holdfast_owed


def url_of(obligation_id: UUID) -> str:
    """The address of an obligation's page."""
    return reverse("ledger:obligation", args=[obligation_id])
