"""One entry for each act and each view of a restricted thing; nobody can alter it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from holdfast.stewardship.tenancy.models import Partnership


class TrailEntry(models.Model):
    """Who did or saw what, when. Partitioned by month; the table is made by a migration in SQL.

    `details` holds identifiers and plain values, never names or notes of a child.
    """

    # Neither its id nor its transaction can be forged.
    row_rights: ClassVar[str] = (
        "select, insert (at, partnership_id, account_id, person_id, agency_id, verb,"
        " subject_type, subject_id, group_id, details)"
    )
    row_condition: ClassVar[str] = ""
    tenant_column: ClassVar[str] = "partnership_id"

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    partnership = models.ForeignKey(Partnership, on_delete=models.DO_NOTHING, related_name="+")
    account_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.UUIDField(null=True)
    group_id = models.UUIDField(null=True)
    details = models.JSONField(default=dict)

    class Meta:
        managed = False
        db_table = "stewardship_trailentry"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_type}"
