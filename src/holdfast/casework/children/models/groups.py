"""Which groups discuss children."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from holdfast.groups.models import Group, GroupRowsQuerySet
from holdfast.stewardship.tenancy.models import TenantModel


class CaseworkGroup(TenantModel):
    """A group whose meetings discuss children, and since when; its members see children by that."""

    row_rights: ClassVar[str] = "select, insert, update"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="casework")
    began_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = GroupRowsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=Q(ended_at=None), name="casework_group_once"),
        ]

    def __str__(self) -> str:
        return str(self.group)
