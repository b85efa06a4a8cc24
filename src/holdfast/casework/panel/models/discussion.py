"""The discussion of a child in the meeting: what was said, decided and given to do, and on what basis."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from holdfast.casework.children.models import ChildRow, ChildRowsQuerySet
from holdfast.casework.panel.models.lists import Listing
from holdfast.casework.risk.models import SharedItem
from holdfast.governance.actions.models import Action
from holdfast.governance.meetings.models import AgendaItem
from holdfast.stewardship.tenancy.models import Agency, Person


class Basis(models.TextChoices):
    """On what footing information on a child is shared in the meeting."""

    PUBLIC_TASK = "public-task", "Public task: safeguarding a child"
    LEGAL_DUTY = "legal-duty", "Legal duty"
    VITAL = "vital-interests", "Danger to life"
    CONSENT = "consent", "Consent of the child or family"
    OTHER = "other", "Another basis (say which)"


class LastOutcome(models.TextChoices):
    """What came of the outcome that was sought when the child was last discussed."""

    NONE = "none", "None was sought"
    NOT_REVIEWED = "not-reviewed", "Not looked at"
    ACHIEVED = "achieved", "Achieved"
    PARTLY = "partly", "Partly"
    NOT_ACHIEVED = "not-achieved", "Not achieved"


class DiscussionQuerySet(ChildRowsQuerySet):
    """Children taken up."""

    def not_concluded(self) -> Self:
        """Those neither confirmed nor carried over: the meeting does not close before it says which."""
        return self.filter(concluded_at=None, carried_over_at=None)


class Discussion(ChildRow):
    """One child taken up in the meeting. Its agenda item holds the time; the record is here."""

    listing = models.OneToOneField(Listing, on_delete=models.PROTECT, related_name="discussion")
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="+")
    relevance = models.TextField(blank=True)
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.PUBLIC_TASK)
    basis_words = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    outcome_sought = models.TextField(blank=True)
    last_outcome = models.CharField(max_length=20, choices=LastOutcome, default=LastOutcome.NOT_REVIEWED)
    last_outcome_words = models.TextField(blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    carried_over_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was left, without a conclusion, to the next meeting."
    )
    is_without_voice = models.BooleanField(null=True, blank=True, help_text="As it was at the meeting's end.")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=0)

    objects = DiscussionQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self) -> str:
        return f"discussion of {self.child_id}"


class Contribution(ChildRow):
    """What an agency said in the meeting; without words, that it had nothing to add."""

    row_rights: ClassVar[str] = "select, insert"

    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="contributions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    item = models.OneToOneField(
        SharedItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="What other agencies are asked to record of it, why, and on what basis.",
    )  # fmt: skip
    said_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["said_at"]

    def __str__(self) -> str:
        return f"{self.agency_id} on {self.discussion_id}"


class CaseDecision(ChildRow):
    """Something decided on a child; what it changed stands with the app that keeps it."""

    class Kind(models.TextChoices):
        LEVEL = "level", "Level of risk"
        SCREENING = "screening", "Screening tool"
        REFERRAL = "referral", "Referral"
        LIST = "list", "Exploitation list"
        WATCHING = "watching", "Watching brief"
        PATHWAY = "pathway", "Intervention"
        PLAN = "plan", "Safety plan"
        OTHER = "other", "Other"

    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.CharField(max_length=500)
    is_change = models.BooleanField(default=True, help_text="Not a plain confirmation of what was.")
    is_without_quorum = models.BooleanField(
        default=False, help_text="As the room stood when it was recorded."
    )
    about_kind = models.CharField(max_length=60, blank=True, help_text="The label of the row it changed.")
    about_id = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", help_text="The clerk.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["decided_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="case_decision_withdrawn_with_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.discussion_id}"


class CaseAction(ChildRow):
    """That an action of the group came from the discussion of a child."""

    row_rights: ClassVar[str] = "select, insert"

    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="actions")
    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="+")
    is_urgent = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.action_id} for {self.discussion_id}"
