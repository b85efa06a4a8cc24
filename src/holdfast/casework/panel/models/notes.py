"""What is noted beside the discussions: practice, disclosures to others, the chair's closing check."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from holdfast.casework.children.models import Child, ChildRow
from holdfast.casework.children.need_to_know import not_hidden_if_any
from holdfast.casework.panel.models.discussion import Basis
from holdfast.casework.panel.models.lists import CaseList
from holdfast.governance.meetings.models import Meeting
from holdfast.groups.models import Group
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Agency, Person, TenantModel, TenantQuerySet


class PracticeQuerySet(TenantQuerySet):
    """What was noted in the groups whose cases the person runs or answers for."""

    def visible_to(self, actor: Actor) -> Self:
        rows = super().visible_to(actor)
        runs, answers = (actor.groups_where(one) for one in (Permission.RUN_CASES, Permission.ANSWER_CASES))
        if runs is None:
            return rows
        mine = rows.filter(Q(group__in=runs | (answers or frozenset())))
        return mine.filter(Q(child=None) | Q(child__in=Child.objects.visible_to(actor).values("pk")))


class PracticeNote(TenantModel):
    """A stuck case, a barrier between services, or something that went well, noted where it arose."""

    class Kind(models.TextChoices):
        STUCK = "stuck", "Stuck case"
        BARRIER = "barrier", "Issue or barrier"
        GOOD = "good", "Good practice"

    row_rights: ClassVar[str] = "select, insert, update"
    row_condition: ClassVar[str] = not_hidden_if_any()

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.TextField()
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolution = models.TextField(blank=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["-noted_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True) | ~Q(resolution=""), name="resolution_says_how"
            ),
            models.CheckConstraint(
                condition=~Q(kind="stuck") | Q(child__isnull=False), name="stuck_case_has_a_child"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.noted_at:%Y-%m-%d}"


class Disclosure(ChildRow):
    """What somebody who is no member was told of a child: why, on what basis, and what."""

    row_rights: ClassVar[str] = "select, insert"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200)
    purpose = models.TextField()
    basis = models.CharField(max_length=20, choices=Basis)
    basis_words = models.CharField(max_length=300, blank=True)
    content = models.TextField()
    is_refused = models.BooleanField(default=False, help_text="It was decided not to share.")
    disclosed_at = models.DateTimeField()
    disclosed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-disclosed_at"]

    def __str__(self) -> str:
        return f"{self.child_id} to {self.organisation}"


class ClosingCheck(TenantModel):
    """The chair's own check at the end: whether the meeting did what its terms ask of its conduct."""

    row_rights: ClassVar[str] = "select, insert, update"

    case_list = models.OneToOneField(CaseList, on_delete=models.PROTECT, related_name="closing_check")
    kept_to_aims = models.BooleanField()
    all_contributed = models.BooleanField()
    only_relevant = models.BooleanField()
    actions_understood = models.BooleanField()
    words = models.TextField(blank=True)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"check of {self.case_list_id}"
