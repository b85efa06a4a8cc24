"""What risk adds to a child's time line: levels, the list, plans and how they went, notices elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from holdfast.casework.children import chronology
from holdfast.casework.children.chronology import Event
from holdfast.casework.risk.models import AreaNotice, LevelChange, ListChange, PlanReview, SafetyPlan
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


def register() -> None:
    """Add them; called when the app is ready."""
    chronology.register(levels, level="Levels of risk")
    chronology.register(changes_of_list, exploitation_list="Exploitation list")
    chronology.register(plans, safety_plan="Safety plans")
    chronology.register(reviews)
    chronology.register(notices, area_notice="Notices to other areas")


def levels(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """Each level that was set."""
    for row in LevelChange.objects.visible_to(actor).filter(child_id=child_id):
        more = [row.circumstances, "provisional" if row.is_provisional else ""]
        title = ", ".join(
            [f"{row.get_area_display()}: {row.get_level_display().lower()}", *filter(None, more)]
        )
        yield Event(row.at, "level", *_said(row, title), _page(actor, "risk:risk", child_id))


def changes_of_list(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """Joining the list, watching briefs, leaving it."""
    for row in ListChange.objects.visible_to(actor).filter(child_id=child_id):
        page = _page(actor, "risk:risk", child_id)
        yield Event(row.at, "exploitation-list", *_said(row, row.get_kind_display()), page)


def _said(row: LevelChange | ListChange, title: str) -> tuple[str, str]:
    """What was struck out says so, and why; no more of what it said, which may be of another child."""
    if row.struck_out_at is None:
        return title, row.reason
    return f"{title} (struck out)", row.struck_out_reason


def plans(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """Plans, when they were agreed and when they ended."""
    page = _page(actor, "risk:plan", child_id)
    for row in SafetyPlan.objects.visible_to(actor).filter(child_id=child_id):
        yield Event(row.agreed_on, "safety-plan", "Safety plan agreed", row.text, page)
        if row.ended_on is not None:
            yield Event(row.ended_on, "safety-plan", "Safety plan ended", row.ended_reason, page)


def reviews(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """How plans were found to go."""
    for row in PlanReview.objects.visible_to(actor).filter(child_id=child_id):
        title = f"Safety plan looked at: {row.get_followed_display().lower()}"
        yield Event(row.reviewed_on, "safety-plan", title, row.text, _page(actor, "risk:plan", child_id))


def notices(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """Notices to the other authority of a placement."""
    for row in AreaNotice.objects.visible_to(actor).filter(child_id=child_id):
        yield Event(row.sent_on, "area-notice", f"{row.authority} was told", row.note)


def _page(actor: Actor, name: str, child_id: UUID) -> str:
    """Its address, for whoever may open it."""
    return reverse(name, args=[child_id]) if actor.may(Permission.ASSESS_RISK) else ""
