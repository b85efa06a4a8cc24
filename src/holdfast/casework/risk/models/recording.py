"""What was shared of a child, and which agency confirmed that it stands in its own system."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from holdfast.casework.children.models import ChildRow
from holdfast.casework.risk.models.plans import SafetyPlan
from holdfast.governance.actions.models import Action
from holdfast.governance.meetings.models import Meeting
from holdfast.groups.models import Group, GroupRowsQuerySet
from holdfast.stewardship.tenancy.models import Agency, Person, TenantModel


class SharedItem(ChildRow):
    """An information, an action or a plan that agencies are to have on their own systems."""

    class Kind(models.TextChoices):
        INFORMATION = "information", "Information"
        ACTION = "action", "Action"
        PLAN = "plan", "Safety plan"

    kind = models.CharField(max_length=20, choices=Kind)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    relevance = models.TextField(blank=True, help_text="Why those who record it need it.")
    basis = models.CharField(max_length=300, blank=True, help_text="The basis on which it is shared.")
    plan = models.OneToOneField(
        SafetyPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="shared"
    )
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.PROTECT, related_name="shared_items"
    )
    shared_at = models.DateTimeField()
    shared_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="When it needed recording no more.")
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-shared_at"]
        indexes = [models.Index(fields=["child", "-shared_at"], name="shared_of_a_child")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="information", plan=None, action=None) & ~Q(text="")
                | Q(kind="action", plan=None, action__isnull=False)
                | Q(kind="plan", plan__isnull=False, action=None),
                name="shared_item_is_what_it_says",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Confirmation(ChildRow):
    """That one agency is asked to record an item, and its answer: under which reference it stands there."""

    class State(models.TextChoices):
        ASKED = "asked", "Not recorded yet"
        RECORDED = "recorded", "Recorded"
        NOT_NEEDED = "not-needed", "Not needed"

    item = models.ForeignKey(SharedItem, on_delete=models.PROTECT, related_name="confirmations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    reference = models.CharField(max_length=120, blank=True, help_text="On the agency's own system.")
    why_not = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["asked_at"]
        indexes = [
            models.Index(fields=["agency", "asked_at"], condition=Q(state="asked"), name="to_be_recorded"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["item", "agency"], name="asked_once_of_an_agency"),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at=None, reference="", why_not="")
                | Q(state="recorded", answered_at__isnull=False, why_not="") & ~Q(reference="")
                | Q(state="not-needed", answered_at__isnull=False, reference="") & ~Q(why_not=""),
                name="recorded_under_a_reference",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.state}"


class RecordingAgency(TenantModel):
    """An agency that records every safety plan of a group besides those that its terms name."""

    row_rights: ClassVar[str] = "select, insert, update"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = GroupRowsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "recording agencies"
        constraints = [
            models.UniqueConstraint(
                fields=["group", "agency"], condition=Q(ended_at=None), name="records_plans_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.agency)
