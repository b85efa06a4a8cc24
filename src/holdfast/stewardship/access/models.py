"""Roles that are given to a person by name (others follow from seats and offices)."""

from django.db import models
from django.db.models.functions import Now

from holdfast.stewardship.access.permissions import GRANTED_ROLES
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class RoleGrant(TenantModel):
    """A role given to a person, in the whole partnership or in one group, until it is taken away.

    `group_id` is a plain identifier: groups stand above stewardship; the operation checks that it exists.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=40, choices=[(role.value, role.title) for role in GRANTED_ROLES])
    group_id = models.UUIDField(null=True, blank=True)
    granted_at = models.DateTimeField(db_default=Now(), editable=False)
    granted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    row_rights = "select, insert, update"

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "group_id"],
                condition=models.Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="role_granted_once",
            ),
            models.CheckConstraint(
                condition=models.Q(granted_by__isnull=True) | ~models.Q(granted_by=models.F("person")),
                name="nobody_grants_themselves_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} for {self.person_id}"
