"""That two records of one child were made one, with what moved, so that it can be undone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from holdfast.casework.children.models.base import ChildRow
from holdfast.casework.children.models.child import Child
from holdfast.stewardship.tenancy.models import Person


class Merge(ChildRow):
    """A record (`merged`) that was merged into another (`child`); `moved` is ids by table and column.

    `filled` are fields of the kept record that were unknown and were taken from the other: what it said, and
    what it says.
    """

    definer_functions: ClassVar[tuple[str, ...]] = (
        "move_child_rows(uuid, text, text)",
        "move_child_rows_back(uuid, text, text, uuid[])",
    )

    merged = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="merges_away")
    reason = models.TextField()
    moved = models.JSONField(default=dict)
    stayed = models.JSONField(default=dict)
    filled = models.JSONField(default=dict)
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    why_undone = models.TextField(blank=True)

    class Meta:
        ordering = ["-merged_at"]
        constraints = [
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at=None), name="merged_once"),
            models.CheckConstraint(condition=~Q(merged=F("child")), name="merge_of_two_records"),
        ]
