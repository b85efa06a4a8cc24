"""The case list of a meeting: the children to be discussed, each with the reasons for being there."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from holdfast.casework.children.models import ChildRow, ChildRowsQuerySet
from holdfast.governance.meetings.models import Meeting
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class CaseListQuerySet(TenantQuerySet):
    """Case lists of the groups in which the person runs cases or answers for an agency."""

    def visible_to(self, actor: Actor) -> Self:
        rows = super().visible_to(actor)
        runs = actor.groups_where(Permission.RUN_CASES)
        answers = actor.groups_where(Permission.ANSWER_CASES)
        if runs is None or answers is None:
            return (
                rows if runs is None else rows.filter(Q(meeting__group__in=runs) | Q(issued_at__isnull=False))
            )
        issued_to = Q(meeting__group__in=answers, issued_at__isnull=False)
        return rows.filter(Q(meeting__group__in=runs) | issued_to)


class CaseList(TenantModel):
    """The list of children for one meeting, from its first building until the feedback is closed."""

    row_rights: ClassVar[str] = "select, insert, update"

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="case_list")
    since_at = models.DateTimeField(help_text="From when the rules look for reasons.")
    built_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    feedback_closed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the members' sight of these children ends."
    )
    version = models.PositiveIntegerField(default=0)

    objects = CaseListQuerySet.as_manager()

    def __str__(self) -> str:
        return f"case list of {self.meeting_id}"


class ListingQuerySet(ChildRowsQuerySet):
    """Children on case lists."""

    def to_discuss(self) -> Self:
        """Those that were not put off to a later meeting."""
        return self.filter(deferred_at__isnull=True)


class Listing(ChildRow):
    """One child on one case list."""

    may_stay_when_merged: ClassVar[bool] = True

    case_list = models.ForeignKey(CaseList, on_delete=models.PROTECT, related_name="listings")
    position = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Nobody: a rule."
    )
    was_on_last = models.BooleanField(default=False, help_text="Discussed at the meeting before.")
    deferred_at = models.DateTimeField(null=True, blank=True)
    deferred_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    deferred_reason = models.TextField(blank=True)

    objects = ListingQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["case_list", "child"], name="child_once_on_a_case_list"),
            models.CheckConstraint(
                condition=Q(deferred_at__isnull=True) | ~Q(deferred_reason=""), name="deferral_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} on {self.case_list_id}"


class ListingReason(ChildRow):
    """Why a child is on the list: the rule's key, its words, and whether it still holds."""

    row_rights: ClassVar[str] = "select, insert, update"

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="reasons")
    key = models.CharField(max_length=60)
    rank = models.PositiveSmallIntegerField(help_text="Lower is discussed earlier.")
    words = models.CharField(max_length=500)
    found_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["rank", "key"]
        constraints = [models.UniqueConstraint(fields=["listing", "key"], name="reason_once_on_a_listing")]

    def __str__(self) -> str:
        return f"{self.key} for {self.listing_id}"
