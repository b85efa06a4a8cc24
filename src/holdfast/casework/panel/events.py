"""What the case meeting adds to a child's time line, and its tab among the child's pages."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from holdfast.casework.children import chronology
from holdfast.casework.children.chronology import Event
from holdfast.casework.children.models import Child
from holdfast.casework.children.tabs import Tab, child_tab
from holdfast.casework.panel.models import Disclosure, Discussion, PracticeNote
from holdfast.casework.panel.standing import takes_part
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


def discussions(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """Each time that a meeting discussed the child."""
    rows = Discussion.objects.visible_to(actor).filter(child_id=child_id)
    for row in rows.select_related("item__meeting__group", "listing"):
        at = row.item.opened_at or row.changed_at
        page = reverse("panel:case", args=[row.listing_id]) if takes_part(actor) else ""
        said = row.summary or (f"Sought: {row.outcome_sought}" if row.outcome_sought else "")
        yield Event(at, "case-meeting", f"Discussed at {row.item.meeting.group}", said, page)


def disclosures(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """What others were told, for whoever keeps that log."""
    if not actor.may(Permission.RUN_CASES):
        return
    for row in Disclosure.objects.visible_to(actor).filter(child_id=child_id):
        verb = "was not told" if row.is_refused else "was told"
        yield Event(row.disclosed_at, "disclosure", f"{row.organisation} {verb}", row.content)


def stuck(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """Where the case did not move."""
    rows = PracticeNote.objects.visible_to(actor).filter(child_id=child_id, kind=PracticeNote.Kind.STUCK)
    for row in rows:
        yield Event(row.noted_at, "case-meeting", "Noted as stuck", row.words)


def tab(request: HttpRequest, child: Child) -> Tab | None:
    """The meetings that discussed the child, for those who take part in them."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not takes_part(actor):
        return None
    return Tab("meetings", "Meetings", reverse("panel:of-child", args=[child.pk]), 60)


def register() -> None:
    """Add them; called when the app is ready."""
    chronology.register(discussions, case_meeting="Case meetings")
    chronology.register(disclosures, disclosure="Disclosures")
    chronology.register(stuck)
    child_tab(tab)
