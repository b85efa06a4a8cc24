"""Who and what is around a child: professionals, placements, areas of risk, and the child's own words."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now

from holdfast.casework.children.codes import Area, PlacementType
from holdfast.casework.children.models.base import ChildRow
from holdfast.stewardship.tenancy.models import Agency, Person


class Professional(ChildRow):
    """Somebody who works with the child for an agency: one of its people, or a name and a contact."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=120, help_text="Social worker, school nurse, youth worker.")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-from_on"]
        indexes = [models.Index(fields=["agency", "child"], name="professionals_of_agency")]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""), name="professional_is_somebody"
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="professional_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.person.name if self.person else self.name


class Placement(ChildRow):
    """Where a looked-after child is placed: by which authority, in whose area, since when."""

    placing_authority = models.CharField(max_length=200)
    placing_code = models.CharField(max_length=9, blank=True, help_text="ONS code, such as E10000032.")
    host_authority = models.CharField(max_length=200)
    host_code = models.CharField(max_length=9, blank=True)
    placement_type = models.CharField(max_length=2, choices=PlacementType, blank=True)
    provider = models.CharField(max_length=200, blank=True)
    is_placed_out = models.BooleanField(default=False, help_text="By us, outside our area.")
    is_placed_here = models.BooleanField(default=False, help_text="By another authority, inside our area.")
    is_emergency = models.BooleanField(default=False)
    host_told_on = models.DateField(null=True, blank=True)
    host_told_whom = models.CharField(max_length=200, blank=True)
    host_told_how = models.CharField(max_length=200, blank=True)
    host_told_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    set_aside_at = models.DateTimeField(
        null=True, blank=True, help_text="It came with a merged record, and overlaps one that was there."
    )

    class Meta:
        ordering = ["-from_on"]
        indexes = [
            models.Index(
                fields=["partnership", "is_placed_out", "is_placed_here"],
                condition=Q(to_on=None),
                name="placements_now",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="placement_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(is_placed_out=True, is_placed_here=True), name="placement_out_or_here"
            ),
            # One placement may begin on the day on which another ends.
            ExclusionConstraint(
                name="placed_once_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (
                        Func(F("from_on"), F("to_on"), Value("[)"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(set_aside_at=None),
                # Two records of one child that become one may hold the same placement twice, for a moment.
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]


class RiskArea(ChildRow):
    """An area of risk for which the child is known to the partnership, per the group's scope."""

    may_stay_when_merged: ClassVar[bool] = True

    area = models.CharField(max_length=20, choices=Area)
    since_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "area"], condition=Q(ended_on=None), name="area_once"),
        ]


class Voice(ChildRow):
    """What the child wishes and thinks, in the child's own words; or why the child was not heard."""

    words = models.TextField(blank=True)
    why_not = models.TextField(blank=True)
    outcome_sought = models.TextField(blank=True)
    heard_on = models.DateField(null=True, blank=True)
    heard_by = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-heard_on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") & Q(why_not="", heard_on__isnull=False) | Q(words="") & ~Q(why_not=""),
                name="voice_heard_or_why_not",
            ),
        ]
