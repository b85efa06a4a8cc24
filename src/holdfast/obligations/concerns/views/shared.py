"""What the views of matters share: finding one, and what stands above a form about it."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from holdfast.obligations.concerns import queries
from holdfast.obligations.concerns.models import Matter
from holdfast.obligations.concerns.rules import Side
from holdfast.obligations.concerns.standing import require_side
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.policy import PersonRequest
from holdfast.web.forms import Form
from holdfast.web.pages import or_404, submit_thanking


class Act(Protocol):
    """An operation that needs nothing but the matter."""

    def __call__(self, *, by: Actor, matter: Matter) -> None: ...


def url_of(matter: Matter) -> str:
    return reverse("concerns:concern", args=[matter.pk])


def find_or_404(request: PersonRequest, matter_id: UUID) -> Matter:
    """The matter, if this person may see it."""
    return or_404(queries.find_matter, request.actor, matter_id)


def acting(request: PersonRequest, matter_id: UUID, side: Side) -> Matter:
    """The matter, if this person acts for that side of it."""
    found = find_or_404(request, matter_id)
    require_side(request.actor, found, side)
    return found


def about(found: Matter) -> dict[str, str]:
    """What a form about a matter says above and leads back to."""
    return {"back": url_of(found), "caption": found.title, "template": "concerns/form.html"}


def pressed(request: PersonRequest, found: Matter, act: Act, *, button: str, thanks: str) -> HttpResponse:
    """One press of a button on the matter's page; a refusal is said above the same button."""
    return submit_thanking(
        request, Form(request.POST), lambda _: act(by=request.actor, matter=found),
        thanks=thanks, then=url_of(found), title=button, button=button, **about(found),
    )  # fmt: skip
