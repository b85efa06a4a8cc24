"""Seats, the people appointed to them, their deputies, and the holders of offices."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from holdfast.groups.models.periods import date_range, ends_after_start
from holdfast.groups.models.structure import Group, GroupRowsQuerySet
from holdfast.stewardship.tenancy.models import Agency, Person, TenantModel


class Seat(TenantModel):
    """A place at the table by role, filled by appointments. Its rules are in the charter, by `key`."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="seats")
    key = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="seats")
    holders = models.PositiveSmallIntegerField(default=1, help_text="How many may hold it; 0 is any number.")
    position = models.PositiveSmallIntegerField(default=0)
    is_coopted = models.BooleanField(default=False, help_text="Opened by the group, not by its charter.")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    objects = GroupRowsQuerySet.as_manager()

    class Meta:
        ordering = ["position", "title"]
        constraints = [
            models.CheckConstraint(
                condition=ends_after_start("opened_on", "closed_on"), name="seat_closes_after_opening"
            ),
            models.UniqueConstraint(
                fields=["group", "key"], condition=Q(closed_on__isnull=True), name="seat_key_open_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Appointment(TenantModel):
    """A person in a seat from one date to another (both included)."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="appointments")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)

    objects = GroupRowsQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=ends_after_start("from_on", "to_on"), name="appointment_ends_after_start"
            ),
            ExclusionConstraint(
                name="appointed_to_a_seat_once_at_a_time",
                expressions=[
                    ("seat", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (date_range("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.seat_id}"


class OfficeHolding(TenantModel):
    """A person in an office of the group (chair, vice chair, as the charter names them) for a term."""

    class How(models.TextChoices):
        BY_ROLE = "role", "By role"
        ELECTED = "elected", "Elected by members"
        BOARD = "board", "Appointed by the Board"
        EX_OFFICIO = "ex-officio", "Ex officio"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="office_holdings")
    office = models.CharField(max_length=100, help_text="The office's key in the charter.")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="office_holdings")
    how = models.CharField(max_length=20, choices=How)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    term_ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)

    objects = GroupRowsQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=ends_after_start("from_on", "to_on"), name="office_ends_after_start"
            ),
            ExclusionConstraint(
                # Some terms let either of two people chair; how many is for the operation, which knows them.
                name="holds_an_office_once_at_a_time",
                expressions=[
                    ("group", RangeOperators.EQUAL),
                    ("office", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (date_range("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.person_id}"


class Deputyship(TenantModel):
    """A standing deputy of a seat (a deputy for one meeting is named on that meeting)."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="deputyships")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="deputyships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputyships")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = GroupRowsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=ends_after_start("from_on", "to_on"), name="deputyship_ends_after_start"
            ),
            ExclusionConstraint(
                name="deputy_of_a_seat_once_at_a_time",
                expressions=[
                    ("seat", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (date_range("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.seat_id}"
