"""What each agency says of each child before the meeting: what it knows, what it proposes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from holdfast.casework.children.models import ChildRow
from holdfast.casework.panel.models.lists import Listing
from holdfast.stewardship.tenancy.models import Agency, Person


class Answer(ChildRow):
    """One agency's answer on one child; 'nothing known' is an answer."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="answers")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    is_nothing_known = models.BooleanField(default=False)
    knows = models.TextField(blank=True)
    proposes = models.TextField(blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "agency"], name="one_answer_of_an_agency"),
            models.CheckConstraint(
                condition=Q(is_nothing_known=False) | Q(knows="", proposes=""),
                name="nothing_known_is_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} on {self.listing_id}"
