"""That somebody searched for a child whose record is restricted: for the record's guardian alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from holdfast.casework.children.models.base import ChildRow
from holdfast.casework.children.need_to_know import guardian_alone
from holdfast.stewardship.tenancy.models import Person


class RestrictedMatch(ChildRow):
    """A search before creating that met a restricted record; the searcher saw nothing of it."""

    # Nobody who was merely named for the record learns who searches for the child.
    row_condition: ClassVar[str] = guardian_alone()

    searched_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    searched_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "restricted matches"
        ordering = ["-searched_at"]
