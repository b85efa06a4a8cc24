"""What the record itself knows for the chronology: words, people, placements, areas, sharing, emergencies."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from holdfast.casework.children.chronology import Event, register
from holdfast.casework.children.models import (
    EmergencyAccess,
    Placement,
    Professional,
    RiskArea,
    Share,
    Voice,
)
from holdfast.stewardship.access.actor import Actor


def voices(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """What the child said, or why the child was not heard."""
    url = _around(child_id)
    for row in Voice.objects.visible_to(actor).filter(child=child_id):
        if row.words:
            heard = f"“{row.words}” (heard by {row.heard_by})"
            yield Event(row.heard_on or row.recorded_at, "voice", "The child's own words", heard, url)
        else:
            yield Event(row.recorded_at, "voice", "The child was not heard", row.why_not, url)


def placements(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """Where the child was placed, and when that ended."""
    url = _around(child_id)
    for row in Placement.objects.visible_to(actor).filter(child=child_id, set_aside_at=None):
        kind = row.get_placement_type_display() if row.placement_type else "Placement"
        detail = f"{kind}, by {row.placing_authority}{f', {row.provider}' if row.provider else ''}"
        yield Event(row.from_on, "placement", f"Placed in {row.host_authority}", detail, url)
        if row.to_on is not None:
            yield Event(row.to_on, "placement", f"Placement in {row.host_authority} ended", "", url)
        if row.host_told_on is not None:
            how = ", ".join(filter(None, (row.host_told_whom, row.host_told_how)))
            yield Event(row.host_told_on, "placement", f"{row.host_authority} was told", how, url)


def professionals(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """Who began and who stopped working with the child."""
    url = _around(child_id)
    rows = Professional.objects.visible_to(actor).filter(child=child_id)
    for row in rows.select_related("agency", "person"):
        who = f"{row}, {row.role}, {row.agency}"
        yield Event(row.from_on, "professional", "Began to work with the child", who, url)
        if row.to_on is not None:
            yield Event(row.to_on, "professional", "Stopped working with the child", who, url)


def areas(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """Since when the child is known for an area of risk."""
    url = _around(child_id)
    for row in RiskArea.objects.visible_to(actor).filter(child=child_id):
        yield Event(row.since_on, "area", f"Known for: {row.get_area_display()}", "", url)
        if row.ended_on is not None:
            yield Event(row.ended_on, "area", f"No longer known for: {row.get_area_display()}", "", url)


def shares(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """With which partnership the child was shared."""
    url = reverse("children:sharing", args=[child_id])
    for row in Share.objects.visible_to(actor).filter(child=child_id):
        yield Event(row.shared_at, "sharing", f"Shared with {row.other_partnership}", row.purpose, url)
        if row.ended_at is not None:
            title = f"No longer shared with {row.other_partnership}"
            yield Event(row.ended_at, "sharing", title, row.end_reason, url)


def emergencies(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """Who opened the record in an emergency."""
    rows = EmergencyAccess.objects.visible_to(actor).filter(child=child_id)
    for row in rows.select_related("person"):
        title = f"Opened in an emergency by {row.person.name}"
        yield Event(row.began_at, "emergency", title, row.reason)


def _around(child_id: UUID) -> str:
    return reverse("children:around", args=[child_id])


def register_tellers() -> None:
    """Add them to the time line; called when the app is ready."""
    register(voices, voice="The child's own words")
    register(placements, placement="Placements")
    register(professionals, professional="People who work with the child")
    register(areas, area="Areas of risk")
    register(shares, sharing="Sharing")
    register(emergencies, emergency="Emergency access")
