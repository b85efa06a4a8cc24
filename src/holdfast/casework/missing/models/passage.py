"""Passages that somebody marked as intelligence: they wait for the handlers to collect them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from holdfast.casework.children.models import ChildRow
from holdfast.casework.missing.models.episode import Episode
from holdfast.casework.missing.models.interview import Interview
from holdfast.stewardship.tenancy.models import Person


class Passage(ChildRow):
    """Words of an interview or an episode that intelligence should have."""

    interview = models.ForeignKey(
        Interview, null=True, blank=True, on_delete=models.PROTECT, related_name="passages"
    )
    episode = models.ForeignKey(
        Episode, null=True, blank=True, on_delete=models.PROTECT, related_name="passages"
    )
    text = models.TextField()
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    collected_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["marked_at"]
        indexes = [
            models.Index(
                fields=["partnership", "marked_at"],
                condition=Q(collected_at=None, taken_back_at=None),
                name="passages_to_collect",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(interview=None, episode__isnull=False) | Q(interview__isnull=False, episode=None),
                name="passage_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"passage {self.pk}"
