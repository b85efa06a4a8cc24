"""The partnership's own authorities, by which a placement is out of area or here from elsewhere."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower, Now

from holdfast.stewardship.tenancy.models import TenantModel, TenantQuerySet


class OwnAuthority(TenantModel):
    """A local authority whose area is, or is part of, the partnership's."""

    row_rights: ClassVar[str] = "select, insert, update"

    name = models.CharField(max_length=200)
    code = models.CharField(max_length=9, blank=True, help_text="ONS code, such as E10000032.")
    added_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "own authorities"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "partnership",
                Lower("name"),
                condition=models.Q(ended_at=None),
                name="own_authority_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
