"""Who may see a restricted record, who took emergency access, and who must not see a child at all."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from holdfast.casework.children.models.base import ChildRow, ChildRowsQuerySet
from holdfast.casework.children.need_to_know import not_hidden
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.stewardship.tenancy.models import Person


class GrantQuerySet(ChildRowsQuerySet):
    """Grants."""

    def live(self) -> Self:
        """Those that open a record today."""
        open_today = Q(from_on__lte=clock.today()) & (Q(to_on=None) | Q(to_on__gte=clock.today()))
        return self.filter(open_today, ended_at=None)


class Grant(ChildRow):
    """A named person's right to see one restricted record, or one that they would not see by their role."""

    row_condition: ClassVar[str] = (
        f"person_id = nullif(current_setting('holdfast.person', true), '')::uuid or {not_hidden()}"
    )

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = GrantQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["person", "child"], condition=Q(ended_at=None), name="grants_live")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="grant_ends_after_start"
            ),
        ]


class EmergencyAccess(ChildRow):
    """A restricted record opened in an emergency: why, until when, and what the review found."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    began_at = models.DateTimeField()
    until_at = models.DateTimeField()
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="The group in whose ledger its review is owed.",
    )  # fmt: skip
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    was_justified = models.BooleanField(null=True, blank=True)
    review = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "emergency accesses"
        indexes = [
            models.Index(fields=["partnership"], condition=Q(reviewed_at=None), name="emergencies_to_review")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(until_at__gt=F("began_at")), name="emergency_ends"),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("person")),
                name="emergency_seen_by_other",
            ),
        ]


class Conflict(ChildRow):
    """A person who must not see this child's record: a conflict of interest, declared or known.

    The rule of the database takes the child, and everything on it, away from that person.
    """

    may_stay_when_merged: ClassVar[bool] = True
    row_condition: ClassVar[str] = ""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "person"], condition=Q(lifted_at=None), name="conflict_once_for_a_person"
            ),
        ]
