"""What stewardship puts round every page: who is signed in, and the links to people and agencies."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Agency, Person
from holdfast.stewardship.trail import kinds
from holdfast.web.shell import Identity, NavigationItem, identify_with, navigation_item


def identify(request: HttpRequest) -> Identity | None:
    """The signed-in person with their partnership and agency; the account alone while none is chosen."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    own, sign_out = reverse("account_own"), reverse("account_logout")
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return Identity(str(user), account_url=own, sign_out_url=sign_out)
    return Identity(actor.name, actor.partnership_name, actor.agency_name, own, sign_out)


def home_link(request: HttpRequest) -> NavigationItem | None:
    """Home, for whoever works in a partnership."""
    return NavigationItem("Home", "/", order=0) if getattr(request, "actor", None) else None


def people_link(request: HttpRequest) -> NavigationItem | None:
    """People and agencies, for who may see the partnership."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.SEE_PARTNERSHIP):
        return None
    return NavigationItem("People", reverse("stewardship:people"), order=800, covers=("/agencies/",))


def trail_link(request: HttpRequest) -> NavigationItem | None:
    """The trail, for who may read it."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.SEE_TRAIL):
        return None
    return NavigationItem("Trail", reverse("stewardship:trail"), order=900)


def register() -> None:
    """Called once, when the app is ready."""
    identify_with(identify)
    navigation_item(home_link)
    navigation_item(people_link)
    navigation_item(trail_link)
    kinds.register_kind("stewardship.person", "person", kinds.rows_of(Person, "stewardship:person"))
    kinds.register_kind("stewardship.agency", "agency", kinds.rows_of(Agency))
    kinds.register_kind("stewardship.rolegrant", "role")
