"""That an urgent screening may be about a child whose record is restricted: for its guardian alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from holdfast.casework.children.models import ChildRow
from holdfast.casework.children.need_to_know import guardian_alone
from holdfast.casework.screening.models.submissions import Submission
from holdfast.stewardship.tenancy.models import Person


class GuardedMatch(ChildRow):
    """A received tool that cannot wait and met a restricted record; closed once it is about somebody else."""

    row_condition: ClassVar[str] = guardian_alone()
    may_stay_when_merged: ClassVar[bool] = True

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    met_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "guarded matches"
        ordering = ["-met_at"]
        constraints = [models.UniqueConstraint(fields=["submission", "child"], name="guarded_match_once")]
