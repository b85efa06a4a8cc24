"""Every view declares who may ask it, and with which methods; one that declares nothing is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.urls import resolve

from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Audience(StrEnum):
    """Who may ask a view at all, before any permission."""

    ANYONE = "anyone"
    SIGNED_IN = "anyone signed in"
    PERSON = "a person of the current partnership"


@dataclass(frozen=True)
class Policy:
    """The declared guard of a view; object-level visibility comes from `visible_to` inside it."""

    audience: Audience
    permission: Permission | None
    methods: tuple[str, ...]


def allow(
    *methods: str, permission: Permission | None = None, audience: Audience = Audience.PERSON
) -> Callable[[View], View]:
    """Declare a view's policy: `@allow("GET", "POST", permission=Permission.SEE_GROUP)`.

    The permission is asked in any group; the view narrows it to the object's own group.
    """

    def declare(view: View) -> View:
        view.policy = Policy(audience, permission, methods or ("GET",))  # type: ignore[attr-defined]
        return view

    return declare


def may_open(actor: Actor, address: str, group_id: UUID | None = None) -> bool:
    """Whether somebody may ask an address at all, in the group that it is about: else no link leads there."""
    view = resolve(urlsplit(address).path).func
    needed = view.policy.permission  # type: ignore[attr-defined]
    return needed is None or actor.may(needed, group_id) or bool(actor.meetings_where(needed))


class PersonRequest(HttpRequest):
    """A request that passed the need-to-know middleware: it has an actor."""

    actor: Actor
