"""Safety plans: what was agreed for a child, and how it was found to go each time it was looked at."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value
from django.db.models.functions import Now

from holdfast.casework.children.models import ChildRow
from holdfast.governance.meetings.models import Meeting
from holdfast.stewardship.tenancy.models import Person


class SafetyPlan(ChildRow):
    """What was agreed to keep a child safe; a new agreement ends the one before."""

    definer_functions: ClassVar[tuple[str, ...]] = ("shared_plan(uuid)",)

    text = models.TextField(help_text="What is agreed: who does what to keep the child safe.")
    agreed_on = models.DateField()
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreed_with = models.TextField(blank=True, help_text="Who agreed: agencies, the child, the family.")
    review_on = models.DateField()
    is_followed = models.BooleanField(default=True, help_text="As it was last found.")
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-agreed_on", "-recorded_at"]
        indexes = [models.Index(fields=["child"], condition=Q(ended_on=None), name="plan_in_force")]
        constraints = [
            # Deferred: where two records are merged, the earlier of two plans in force is ended afterwards.
            ExclusionConstraint(
                name="one_plan_in_force",
                deferrable=Deferrable.DEFERRED,
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (
                        Func(F("agreed_on"), F("ended_on"), Value("[)"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_reason="") | Q(ended_on__isnull=False) & ~Q(ended_reason=""),
                name="plan_ended_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Safety plan of {self.agreed_on:%-d %B %Y}"


class PlanReview(ChildRow):
    """One look at how a plan goes; never changed."""

    class Followed(models.TextChoices):
        YES = "yes", "Followed"
        PARTLY = "partly", "Followed in part"
        NO = "no", "Not followed"

    row_rights: ClassVar[str] = "select, insert"

    plan = models.ForeignKey(SafetyPlan, on_delete=models.PROTECT, related_name="reviews")
    followed = models.CharField(max_length=10, choices=Followed)
    text = models.TextField(help_text="How it goes.")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reviewed_on = models.DateField()
    next_on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-reviewed_on", "-recorded_at"]

    def __str__(self) -> str:
        return f"{self.get_followed_display()} on {self.reviewed_on:%-d %B %Y}"
