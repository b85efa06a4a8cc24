"""What referrals offer to other pages: a link, the child's tab and panel, events for the time line."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from holdfast.casework.children import chronology
from holdfast.casework.children.hooks import Merging, nothing_before_birth, on_merging
from holdfast.casework.children.marks import child_marks
from holdfast.casework.children.models import Child
from holdfast.casework.children.shell import ROW
from holdfast.casework.children.tabs import Tab, child_tab
from holdfast.casework.referrals.models import HealthAccess, Intervention, MechanismReferral, Referral
from holdfast.casework.referrals.overview import child_panel, harm_marks, home_panel
from holdfast.casework.referrals.promises import MECHANISM, REFERRAL
from holdfast.casework.referrals.queries import of_child
from holdfast.groups.models import Group
from holdfast.obligations.ledger.operations import settle
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import shell, slots
from holdfast.web.shell import NavigationItem


def _actor(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None)


def navigation(request: HttpRequest) -> NavigationItem | None:
    """A link for whoever may refer."""
    actor = _actor(request)
    if actor is None or not actor.may(Permission.REFER):
        return None
    return NavigationItem("Referrals", reverse("referrals:list"), order=25, covers=("/front-door/",), row=ROW)


def tab(request: HttpRequest, child: Child) -> Tab | None:
    """The child's Referrals page."""
    return Tab("referrals", "Referrals", reverse("referrals:of-child", args=[child.pk]), 60)


def after_merging(merging: Merging, by: Actor) -> None:
    """What is owed because of a referral speaks of the record that holds the child now."""
    ids = [merging.kept.pk, merging.merged.pk]
    for cause, rows in (
        (REFERRAL, Referral.objects.filter(child__in=ids)),
        (MECHANISM, MechanismReferral.objects.filter(child__in=ids)),
    ):
        for group in Group.objects.filter(pk__in=rows.values("group_id")):
            settle(cause, rows.filter(group=group).values_list("pk", flat=True), group=group, by=by)


def register() -> None:
    """Offer all of it; called when the app is ready."""
    shell.navigation_item(navigation)
    child_tab(tab)
    child_marks(harm_marks, order=5)
    slots.child.register(child_panel, order=60)
    slots.home.register(home_panel, order=30)
    chronology.register(of_child.referrals_told, referral="Referrals")
    chronology.register(of_child.interventions_told, intervention="Services")
    chronology.register(of_child.health_told, health="Health")
    chronology.register(of_child.mechanisms_told, nrm="National Referral Mechanism")
    chronology.register(of_child.procedures_told, procedure="Other procedures")
    on_merging.register(after_merging)
    nothing_before_birth(Referral, "received_at")
    nothing_before_birth(Intervention, "offered_on")
    nothing_before_birth(HealthAccess, "referred_on")
    nothing_before_birth(MechanismReferral, "referred_at")
