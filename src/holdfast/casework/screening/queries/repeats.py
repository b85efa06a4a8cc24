"""Which children's tool is to be filled in again: high ones at least every three months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from holdfast.casework.children.models import Child
from holdfast.casework.screening.models import ScreeningOutcome, Submission
from holdfast.kernel.clocks import add_months
from holdfast.stewardship.access.actor import Actor
from holdfast.web.words import london

MONTHS = 3


@dataclass(frozen=True)
class Repeat:
    """A child whose last screening in an area was high, and when the next is due."""

    child: Child
    area: str
    submission_id: UUID
    tool: str
    last_on: date
    due_on: date

    def is_overdue(self, day: date) -> bool:
        return self.due_on < day


def repeats_due(actor: Actor, until: date) -> tuple[Repeat, ...]:
    """The children whose screening is to be repeated by a day, among those that the person may see.

    The most overdue first. High is what the meeting came to, or the tool while it waits. One query.
    """
    outcome = ScreeningOutcome.objects.filter(submission_id=OuterRef("pk"), undone_at=None)
    rows = Submission.objects.visible_to(actor).received().filter(child__isnull=False)
    latest = rows.order_by("child_id", "area", "-received_at").distinct("child_id", "area").values("pk")
    held = Coalesce(NullIf(Subquery(outcome.values("level")[:1]), Value("")), "level")
    high = Submission.objects.filter(pk__in=latest).annotate(held=held).filter(held="high")
    found = (_repeat(row) for row in high.select_related("child", "tool"))
    return tuple(sorted((one for one in found if one.due_on <= until), key=lambda one: one.due_on))


def _repeat(row: Submission) -> Repeat:
    if row.received_at is None or row.child is None:
        raise ValueError("only what was received on a child is to be repeated")
    last = london(row.received_at).date()
    return Repeat(row.child, row.get_area_display(), row.pk, row.tool.title, last, add_months(last, MONTHS))
