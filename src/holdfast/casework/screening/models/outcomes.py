"""What became of a received tool."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from holdfast.casework.children.codes import Area
from holdfast.casework.children.models import Child, ChildRow
from holdfast.casework.children.need_to_know import not_hidden_if_any
from holdfast.casework.risk.models import Level
from holdfast.casework.screening.models.submissions import Submission
from holdfast.governance.meetings.models import Meeting
from holdfast.stewardship.tenancy.models import Person


class ScreeningOutcome(ChildRow):
    """That a meeting confirmed or changed a tool's level, or that it was set aside.

    Only the second can be taken back, by a time in `undone_at`; a level that was wrong is changed as a level.
    """

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", "Confirmed"
        SET_ASIDE = "set-aside", "Set aside"

    row_rights: ClassVar[str] = "select, insert, update"
    row_condition: ClassVar[str] = not_hidden_if_any()

    child = models.ForeignKey(  # type: ignore[assignment]
        Child, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=10, choices=Kind)
    area = models.CharField(max_length=20, choices=Area, blank=True)
    level = models.CharField(max_length=10, choices=Level, blank=True)
    before = models.CharField(max_length=10, choices=Level)
    reason = models.TextField(blank=True)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=Q(undone_at=None), name="screening_outcome_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="confirmed", meeting__isnull=False, child__isnull=False, undone_at=None)
                & ~Q(level="")
                | Q(kind="set-aside", level="") & ~Q(reason=""),
                name="screening_outcome_whole",
            ),
            models.CheckConstraint(
                condition=Q(level="") | Q(level=models.F("before")) | ~Q(reason=""),
                name="screening_level_changed_for_a_reason",
            ),
        ]

    @property
    def is_changed(self) -> bool:
        """Whether the meeting came to another level than the tool."""
        return bool(self.level) and self.level != self.before
