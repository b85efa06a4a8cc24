"""Who was there when, what they declared, and from what they were excluded."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now

from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.room.models.visibility import MINE_OR_NOT_EXCLUDED
from holdfast.groups.models import Seat
from holdfast.stewardship.tenancy.models import Agency, Person, TenantModel, TenantQuerySet


class Presence(TenantModel):
    """A stretch of time that a person was there, in the room or remote, in one capacity."""

    class Capacity(models.TextChoices):
        MEMBER = "member", "Member"
        DEPUTY = "deputy", "Deputy"
        INVITEE = "invitee", "Invitee"
        IN_ATTENDANCE = "in-attendance", "In attendance"
        OBSERVER = "observer", "Observer"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="presences")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="presences")
    capacity = models.CharField(max_length=20, choices=Capacity)
    is_remote = models.BooleanField(default=False)
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True, help_text="Struck out by a correction.")
    correction_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    correction_reason = models.CharField(max_length=500, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["arrived_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gt=F("arrived_at")),
                name="leaves_after_arriving",
            ),
            ExclusionConstraint(
                name="present_once_at_a_time",
                expressions=[
                    ("meeting", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (
                        Func(F("arrived_at"), F("left_at"), Value("[)"), function="tstzrange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(removed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.arrived_at:%H:%M}"


class Declaration(TenantModel):
    """An interest that a person declared, actual or potential, for one item or for the meeting."""

    row_condition = MINE_OR_NOT_EXCLUDED

    class Nature(models.TextChoices):
        NONE = "none", "Nothing to declare"
        POTENTIAL = "potential", "Potential conflict"
        ACTUAL = "actual", "Actual conflict"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="declarations")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="declarations"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="declarations")
    nature = models.CharField(max_length=20, choices=Nature)
    text = models.TextField(blank=True)
    declared_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.nature} {self.person_id}"


class Exclusion(TenantModel):
    """That a person is excluded from an item: no sight of it, no vote, no place in its quorum."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="exclusions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="exclusions")
    declaration = models.ForeignKey(
        Declaration, null=True, blank=True, on_delete=models.PROTECT, related_name="exclusions"
    )
    reason = models.CharField(max_length=500)
    from_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_reason = models.CharField(max_length=500, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person"], condition=Q(lifted_at__isnull=True), name="excluded_now")]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"], condition=Q(lifted_at__isnull=True), name="excluded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.item_id}"
