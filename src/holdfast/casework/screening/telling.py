"""What the child's time line says of screening."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from holdfast.casework.children import chronology
from holdfast.casework.children.chronology import Event
from holdfast.casework.screening.models import Submission
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

KIND = "screening"


def tell(child_id: UUID, actor: Actor) -> Iterable[Event]:
    """Each received tool; what a meeting made of it stands there as the child's level."""
    may_open = actor.may(Permission.SUBMIT_SCREENING)
    rows = Submission.objects.visible_to(actor).received().filter(child_id=child_id)
    for row in rows.select_related("tool").only(
        "received_at", "level", "score", "is_immediate", "tool__title", "tool__number"
    ):
        if row.received_at is None:
            continue
        harm = ", marked immediate harm" if row.is_immediate else ""
        title = f"Screening received: {row.level}{harm}"
        url = reverse("screening:submission", args=[row.pk]) if may_open else ""
        yield Event(row.received_at, KIND, title, str(row.tool), url)


def register() -> None:
    """Add it to the time line; called when the app is ready."""
    chronology.register(tell, screening="Screening")
