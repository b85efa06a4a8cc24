"""Screening tools as they were uploaded, and which of them are in use."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from holdfast.casework.screening.reading import tool_of
from holdfast.casework.screening.rules.tool import Tool
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class ToolVersion(TenantModel):
    """One version of a screening tool, as its file said it; never changed, because submissions hang on it."""

    row_rights = "select, insert"

    key = models.CharField(max_length=60)
    number = models.CharField(max_length=40, help_text="The version, as the file says it.")
    title = models.CharField(max_length=120)
    source = models.TextField()
    digest = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["title", "-added_at"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key", "number"], name="tool_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    @property
    def tool(self) -> Tool:
        """What the file describes."""
        return tool_of(self.digest, self.source)


class ToolUse(TenantModel):
    """That one version of a tool is what people fill in, from when to when; of each tool one at a time."""

    row_rights = "select, insert, update"

    version = models.ForeignKey(ToolVersion, on_delete=models.PROTECT, related_name="uses")
    key = models.CharField(max_length=60)
    from_at = models.DateTimeField()
    from_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    until_at = models.DateTimeField(null=True, blank=True)
    until_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "key"], condition=Q(until_at=None), name="tool_in_use_once"
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=F("from_at")), name="tool_use_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} from {self.from_at:%Y-%m-%d}"
