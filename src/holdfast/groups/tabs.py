"""The way to groups and the tabs of a group's pages; higher apps register theirs (meetings, minutes)."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from holdfast.groups.models import Group
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web.shell import NavigationItem
from holdfast.web.tabs import Tab, Tabs

__all__ = ["Tab", "group_tab", "navigation", "tabs"]

_of_group: Tabs[Group] = Tabs()
group_tab = _of_group.register
tabs = _of_group.shown


@group_tab
def _overview(request: HttpRequest, group: Group) -> Tab:
    return Tab("overview", "Overview", reverse("groups:group", args=[group.pk]), 0)


@group_tab
def _members(request: HttpRequest, group: Group) -> Tab:
    return Tab("members", "Members", reverse("groups:members", args=[group.pk]), 500)


@group_tab
def _terms(request: HttpRequest, group: Group) -> Tab:
    return Tab("terms", "Terms of reference", reverse("groups:terms", args=[group.pk]), 510)


def navigation(request: HttpRequest) -> NavigationItem | None:
    """The link to the partnership's groups, for whoever may see them."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.SEE_PARTNERSHIP):
        return None
    covers = ("/groups/", "/boards/", "/seats/", "/appointments/", "/deputyships/", "/office-holdings/")
    return NavigationItem("Groups", reverse("groups:partnership"), order=10, covers=covers)
