"""What is written in the room: each author's own notes, and the text of the minutes with its one holder."""

from __future__ import annotations

from django.db import models

from holdfast.governance.meetings.models import AgendaItem
from holdfast.governance.room.models.visibility import NOT_EXCLUDED
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class Note(TenantModel):
    """One author's own notes on one item."""

    row_condition = NOT_EXCLUDED

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "author"], name="one_note_an_author_and_item")]

    def __str__(self) -> str:
        return f"note on {self.item_id}"


class MinuteText(TenantModel):
    """What the minutes will say of an item; one person holds it at a time."""

    row_condition = NOT_EXCLUDED

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="minute_text")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    held_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    held_until = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"minute of {self.item_id}"
