"""What an entry has besides when it can be struck out: it stays on record and counts for nothing."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from holdfast.casework.children.models import ChildRow, ChildRowsQuerySet
from holdfast.stewardship.tenancy.models import Person


class StrikableQuerySet(ChildRowsQuerySet):
    """Entries, and those that count."""

    def standing(self) -> Self:
        """Those that were not struck out."""
        return self.filter(struck_out_at=None)

    def last_standing(self) -> Any:
        """The last entry that counts among these, which are of one child; None where there is none."""
        return self.standing().order_by("-at", "-number").first()


class StrikableRow(ChildRow):
    """An entry on a child that is never changed, but may be struck out with a reason."""

    struck_out_at = models.DateTimeField(null=True, blank=True, editable=False)
    struck_out_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    struck_out_reason = models.TextField(blank=True, editable=False)

    objects = StrikableQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_out_at=None, struck_out_reason="")
                | Q(struck_out_at__isnull=False) & ~Q(struck_out_reason=""),
                name="%(class)s_struck_out_for_a_reason",
            )
        ]
