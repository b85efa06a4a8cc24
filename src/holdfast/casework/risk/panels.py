"""What risk puts on others' pages: links, a child's tabs, marks and overview, home, the list of children."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from holdfast.casework.children.marks import Mark, child_marks, list_narrowing
from holdfast.casework.children.models import Child
from holdfast.casework.children.shell import ROW
from holdfast.casework.children.tabs import Tab, child_tab
from holdfast.casework.risk.models import ListEntry
from holdfast.casework.risk.queries.child import plan_page, risk_page
from holdfast.casework.risk.queries.levels import LevelSaid, current_levels
from holdfast.casework.risk.queries.listing import entries_at
from holdfast.casework.risk.queries.recording import outstanding
from holdfast.casework.risk.rules.listing import Standing
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import said_day
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import shell, slots
from holdfast.web.shell import NavigationItem


def _actor(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None)


def _assesses(request: HttpRequest) -> bool:
    actor = _actor(request)
    return actor is not None and actor.may(Permission.ASSESS_RISK)


def navigation(request: HttpRequest) -> NavigationItem | None:
    """The exploitation list, for whoever assesses risk."""
    if not _assesses(request):
        return None
    return NavigationItem("List", reverse("risk:list"), order=16, covers=("/risk/",), row=ROW)


def risk_tab(request: HttpRequest, child: Child) -> Tab | None:
    """Risk."""
    return Tab("risk", "Risk", reverse("risk:risk", args=[child.pk]), 30) if _assesses(request) else None


def plan_tab(request: HttpRequest, child: Child) -> Tab | None:
    """Plan."""
    return Tab("plan", "Plan", reverse("risk:plan", args=[child.pk]), 40) if _assesses(request) else None


def level_marks(actor: Actor, child_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Mark]]:
    """The highest level of each child, with every area that it is set in and since when."""
    return {child: (_level_mark(said),) for child, said in current_levels(child_ids).items()}


def _level_mark(said: Sequence[LevelSaid]) -> Mark:
    first = said[0]
    highest = [one for one in said if one.level == first.level]
    provisional = " (provisional)" if all(one.is_provisional for one in highest) else ""
    return Mark(
        f"{first.level.capitalize()} risk{provisional}", first.colour, "; ".join(map(_said_of_area, highest))
    )


def _said_of_area(said: LevelSaid) -> str:
    more = f", {said.circumstances}" if said.circumstances else ""
    return f"{said.area_words}{more}, since {said_day(said.at.astimezone(LONDON).date())}"


def list_marks(actor: Actor, child_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Mark]]:
    """Whether each child is on the list, and how."""
    rows = entries_at(clock.now()).filter(child_id__in=child_ids)
    return {row.child_id: (_list_mark(row),) for row in rows}


def _list_mark(row: ListEntry) -> Mark:
    if row.standing == Standing.WATCHED and row.review_on is not None:
        return Mark("Watching brief", "turquoise", f"to look at again on {said_day(row.review_on)}")
    return Mark("On the list", "blue", f"since {said_day(row.joined_at.astimezone(LONDON).date())}")


def on_the_list(actor: Actor) -> QuerySet[Any, Any]:
    """Children on the list."""
    rows: QuerySet[Any, Any] = entries_at(clock.now()).values("child_id")
    return rows


def child_panel(request: HttpRequest, child: Child) -> slots.Panel | None:
    """Levels, the place on the list, and what is wanting in the plan."""
    actor = _actor(request)
    if actor is None or not _assesses(request):
        return None
    context = {"child": child, "risk": risk_page(actor, child), "plan": plan_page(actor, child)}
    return slots.Panel("risk/_child.html", context)


def home_panel(request: HttpRequest, subject: object) -> slots.Panel | None:
    """How much is to be recorded on the person's own system."""
    actor = _actor(request)
    if actor is None or not actor.may(Permission.RECORD_ON_CHILD):
        return None
    count = outstanding(actor).filter(agency_id=actor.agency_id).count()
    return slots.Panel("risk/_home.html", {"count": count}) if count else None


def register() -> None:
    """Offer all of it; called when the app is ready."""
    shell.navigation_item(navigation)
    child_tab(risk_tab)
    child_tab(plan_tab)
    child_marks(level_marks, order=20)
    child_marks(list_marks, order=30)
    list_narrowing("on-the-list", "On the exploitation list", on_the_list)
    slots.child.register(child_panel, order=30)
    slots.home.register(home_panel, order=45)
