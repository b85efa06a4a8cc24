"""Levels of risk: each a statement of one moment; the latest of an area that stands is present."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from holdfast.casework.children.codes import Area
from holdfast.casework.risk.models.striking import StrikableQuerySet, StrikableRow
from holdfast.governance.meetings.models import Meeting
from holdfast.stewardship.tenancy.models import Person


class Level(models.TextChoices):
    """How much danger a child is in."""

    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class LevelChangeQuerySet(StrikableQuerySet):
    """Levels over time."""

    def latest_of_each(self) -> Self:
        """The latest of each child and area among these."""
        latest = self.order_by("child_id", "area", "-at", "-number")
        return latest.distinct("child_id", "area")


class LevelChange(StrikableRow):
    """The level of a child in one area of risk, from a moment on: by which framework, why, by whom, where."""

    row_rights: ClassVar[str] = "select, insert, update"
    definer_functions: ClassVar[tuple[str, ...]] = ("shared_risk(uuid)",)

    area = models.CharField(max_length=20, choices=Area)
    number = models.PositiveIntegerField(help_text="Counted from 1 for each child and area.")
    level = models.CharField(max_length=10, choices=Level)
    before = models.CharField(max_length=10, choices=Level, blank=True)
    circumstances = models.CharField(max_length=200, blank=True)
    is_provisional = models.BooleanField(default=False)
    reason = models.TextField()
    framework = models.CharField(max_length=200, blank=True)
    suggested = models.CharField(max_length=10, choices=Level, blank=True)
    override_reason = models.TextField(blank=True)
    child_view = models.TextField(blank=True)
    no_view_reason = models.TextField(blank=True)
    protective_factors = models.TextField(blank=True)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source_kind = models.CharField(max_length=60, blank=True, help_text="The label of what it came from.")
    source_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = LevelChangeQuerySet.as_manager()  # type: ignore[misc]

    class Meta(StrikableRow.Meta):
        ordering = ["-at", "-number"]
        indexes = [
            models.Index(fields=["child", "area", "-at", "-number"], name="levels_of_a_child"),
            models.Index(fields=["partnership", "child"], condition=Q(level="high"), name="levels_high"),
            models.Index(fields=["partnership", "-at"], name="levels_by_time"),
        ]
        constraints = [
            *StrikableRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(reason=""), name="level_has_a_reason"),
            models.CheckConstraint(
                condition=Q(suggested="") | Q(suggested=models.F("level")) | ~Q(override_reason=""),
                name="level_overridden_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_area_display()}: {self.get_level_display()}"
