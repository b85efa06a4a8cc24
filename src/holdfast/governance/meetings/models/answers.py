"""What people said beforehand: that they come, that they cannot, who stands in for them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from holdfast.governance.meetings.models.meeting import Meeting
from holdfast.groups.models import Seat
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class Acceptance(TenantModel):
    """That a person said beforehand that they are coming."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="acceptances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="acceptances")
    said_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(withdrawn_at__isnull=True), name="accepted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} to {self.meeting_id}"


class Apology(TenantModel):
    """That a person said beforehand that they cannot come; withdrawn when plans change again."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="apologies")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="apologies")
    reason = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "apologies"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(withdrawn_at__isnull=True), name="apology_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.meeting_id}"


class DeputyNaming(TenantModel):
    """A deputy named for one seat at one meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="deputies")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "seat"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_deputy_for_a_seat",
            ),
            models.UniqueConstraint(
                fields=["meeting", "deputy"],
                condition=Q(withdrawn_at__isnull=True),
                name="deputy_for_one_seat_at_a_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} for {self.seat_id}"
