"""The calendar that a person subscribes to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class CalendarToken(TenantModel):
    """A person's subscription to their meetings: the digest of the secret in its address."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calendar_tokens")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at__isnull=True), name="one_calendar_feed_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
