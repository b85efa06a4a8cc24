"""The exploitation list: who was on it from when to when, everything done with it, and its updates."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value
from django.db.models.functions import Now

from holdfast.casework.children.models import ChildRow
from holdfast.casework.risk.models.striking import StrikableRow
from holdfast.casework.risk.rules.listing import Change, Standing
from holdfast.governance.meetings.models import Meeting
from holdfast.groups.models import Group, GroupRowsQuerySet
from holdfast.stewardship.tenancy.models import Person, TenantModel

_STANDINGS = [(Standing.LISTED.value, "On the list"), (Standing.WATCHED.value, "Watching brief")]
_CHANGES = [
    (Change.JOINED.value, "Joined the list"),
    (Change.WATCHED.value, "Put on a watching brief"),
    (Change.REDATED.value, "Review date moved"),
    (Change.RESUMED.value, "Back from the watching brief"),
    (Change.LEFT.value, "Left the list"),
]


class ListEntry(ChildRow):
    """A stretch of time in which a child stood on the list in one way; made from the list's changes."""

    # Laid anew from the changes where two records are merged.
    row_rights: ClassVar[str] = "select, insert, update, delete"

    standing = models.CharField(max_length=10, choices=_STANDINGS)
    joined_at = models.DateTimeField(help_text="When the child came onto the list, however it stood since.")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "list entries"
        ordering = ["from_at"]
        indexes = [
            models.Index(fields=["partnership"], condition=Q(to_at=None), name="on_the_list_now"),
            models.Index(fields=["partnership", "to_at", "from_at"], name="on_the_list_then"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(standing="watched", review_on__isnull=False)
                | Q(standing="listed", review_on=None),
                name="watching_brief_has_a_review_date",
            ),
            # Deferred: where two records are merged, the stretches of both are laid anew afterwards.
            ExclusionConstraint(
                name="on_the_list_once_at_a_time",
                deferrable=Deferrable.DEFERRED,
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (
                        Func(F("from_at"), F("to_at"), Value("[)"), function="tstzrange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standing} from {self.from_at:%Y-%m-%d}"


class ListChange(StrikableRow):
    """One thing done with a child's place on the list: what, when, at which meeting, why; or struck out."""

    row_rights: ClassVar[str] = "select, insert, update"

    kind = models.CharField(max_length=10, choices=_CHANGES)
    number = models.PositiveIntegerField(help_text="Counted from 1 for each child.")
    review_on = models.DateField(null=True, blank=True)
    reason = models.TextField()
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta(StrikableRow.Meta):
        ordering = ["-at", "-number"]
        indexes = [models.Index(fields=["partnership", "-at"], name="list_changes_by_time")]
        constraints = [
            *StrikableRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(reason=""), name="list_changed_for_a_reason"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ListUpdate(TenantModel):
    """That the list was brought up to date after a meeting: who says so, when, and how much had changed."""

    row_rights: ClassVar[str] = "select, insert"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="list_update")
    changes = models.PositiveIntegerField(help_text="Of the list and of levels, since the meeting began.")
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = GroupRowsQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
