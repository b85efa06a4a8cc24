"""A partnership's front door, and each time that it was used because of something marked immediate harm."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from holdfast.casework.children.models import Child
from holdfast.casework.children.need_to_know import not_hidden_if_any
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class FrontDoor(TenantModel):
    """How children's social care is reached here, by day and by night."""

    row_rights: ClassVar[str] = "select, insert, update"

    name = models.CharField(max_length=200)
    telephone = models.CharField(max_length=60)
    hours = models.CharField(max_length=200, blank=True)
    telephone_otherwise = models.CharField(max_length=60, blank=True)
    online = models.URLField(blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership"], name="one_front_door")]

    def __str__(self) -> str:
        return self.name


class FrontDoorUse(TenantModel):
    """Somebody told the front door of immediate harm: how, whom, when, and because of which record."""

    class How(models.TextChoices):
        TELEPHONE = "telephone", "By telephone"
        EMERGENCY = "emergency", "The police, by 999"
        ONLINE = "online", "By the online form"
        IN_PERSON = "in-person", "In person"

    row_rights: ClassVar[str] = "select, insert, update"
    # A worry may not have a record of a child yet; then there is nothing that could be restricted.
    row_condition: ClassVar[str] = not_hidden_if_any()

    child = models.ForeignKey(Child, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cause_kind = models.CharField(max_length=60, help_text="A label, such as referrals.referral.")
    cause_id = models.UUIDField()
    how = models.CharField(max_length=20, choices=How)
    whom = models.CharField(max_length=200, help_text="Who took it there.")
    outside_reference = models.CharField(max_length=80, blank=True)
    used_at = models.DateTimeField()
    # Whoever came by a signed link is no person of the partnership, and is named instead.
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "use of the front door"
        verbose_name_plural = "uses of the front door"
        ordering = ["used_at"]
        indexes = [models.Index(fields=["cause_kind", "cause_id"], name="front_door_by_cause")]

    def __str__(self) -> str:
        return f"{self.how} because of {self.cause_kind}"
