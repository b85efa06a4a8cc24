"""What a history is made of: entries that are added, and never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from holdfast.stewardship.tenancy.models import Person


class Entry(models.Model):
    """One thing that was done: in which words, when, by whom, and when that was written down."""

    row_rights: ClassVar[str] = "select, insert"

    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["at", "recorded_at"]


class ChangeEntry(Entry):
    """An entry that keeps what stood before and after, of the fields that were changed."""

    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta(Entry.Meta):
        abstract = True
