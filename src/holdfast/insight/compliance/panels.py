"""The ways to assurance: a tab of each group, a link of the main navigation, a step of a review of terms."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from holdfast.governance.terms_review.models import TermsReview
from holdfast.groups.models import Group
from holdfast.groups.tabs import Tab, group_tab
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import slots
from holdfast.web.shell import NavigationItem, navigation_item


def tab(request: HttpRequest, group: Group) -> Tab | None:
    """Assurance, for whoever sees what the group owes."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.SEE_OWED, group.pk):
        return None
    return Tab("assurance", "Assurance", reverse("compliance:group", args=[group.pk]), 520)


def navigation(request: HttpRequest) -> NavigationItem | None:
    """All groups, for whoever sees what several of them owe."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.SEE_OWED):
        return None
    groups = actor.groups_where(Permission.SEE_OWED)
    if groups is not None and len(groups) < 2:
        return None
    return NavigationItem("Assurance", reverse("compliance:across"), order=700)


def review_panel(request: HttpRequest, subject: TermsReview) -> slots.Panel | None:
    """In a review of the terms: how the group has kept them since they came into force."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.SEE_OWED, subject.group_id):
        return None
    return slots.Panel("compliance/_review.html", {"group_id": subject.group_id})


def register() -> None:
    """Offer all of it; called when the app is ready."""
    slots.terms_review.register(review_panel)
    group_tab(tab)
    navigation_item(navigation)
