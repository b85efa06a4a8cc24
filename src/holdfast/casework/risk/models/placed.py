"""That the other area was told of a child who is placed there, or comes from there."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from holdfast.casework.children.models import ChildRow, Placement
from holdfast.stewardship.tenancy.models import Person


class AreaNotice(ChildRow):
    """A notice to the other authority of a placement, and whether it answered."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="notices")
    authority = models.CharField(max_length=200)
    contact = models.CharField(max_length=200, blank=True, help_text="Whom, and how.")
    sent_on = models.DateField()
    sent_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-sent_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_on=None) | models.Q(answered_on__gte=models.F("sent_on")),
                name="notice_answered_after_it_was_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"Told {self.authority}"
