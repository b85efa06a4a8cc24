"""When a child was frequently missing, as the terms say, and what counts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from holdfast.casework.children.models import ChildRow
from holdfast.stewardship.tenancy.models import Agency, TenantModel, TenantQuerySet


class FrequentSpell(ChildRow):
    """A time in which a child was frequently missing, both days included; follows from the episodes alone."""

    row_rights: ClassVar[str] = "select, insert, update, delete"
    may_stay_when_merged: ClassVar[bool] = True

    from_on = models.DateField()
    to_on = models.DateField(help_text="The last day, if no further episode comes.")
    clause = models.CharField(max_length=120, blank=True)
    why = models.TextField()

    class Meta:
        ordering = ["from_on"]
        indexes = [models.Index(fields=["partnership", "to_on"], name="frequent_until")]
        constraints = [
            models.UniqueConstraint(fields=["child", "from_on"], name="frequent_begins_once"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="frequent_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.from_on} to {self.to_on}"


class MissingRules(TenantModel):
    """What a partnership lays down about missing children besides the terms: one row, or the defaults."""

    row_rights: ClassVar[str] = "select, insert, update"

    is_away_counted = models.BooleanField(default=False)
    provider = models.ForeignKey(
        Agency,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The agency that return interviews are given to unless another is chosen.",
    )
    version = models.PositiveIntegerField(default=0)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "missing rules"
        constraints = [models.UniqueConstraint(fields=["partnership"], name="missing_rules_once")]

    def __str__(self) -> str:
        return "away counts" if self.is_away_counted else "away does not count"
