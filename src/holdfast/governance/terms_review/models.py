"""A review of a group's terms: who asked for it, what was said clause by clause, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from holdfast.groups.models import Group, GroupRowsQuerySet, Terms
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class TermsReview(TenantModel):
    """One review of the terms in force. How far it is follows from its dates and from what was proposed."""

    class Why(models.TextChoices):
        SCHEDULED = "scheduled", "The terms say that it is due"
        ASKED = "asked", "Somebody asked for it"

    class End(models.TextChoices):
        IN_FORCE = "in force", "A new version was put in force"
        NO_CHANGE = "no change", "No change was needed"

    row_rights = "select, insert, update"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="terms_reviews")
    base = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="reviews")
    clause = models.CharField(max_length=80, blank=True, help_text="The clause of the terms that it keeps.")
    why = models.CharField(max_length=20, choices=Why)
    asked_by = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    comments_until = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    comments_closed_at = models.DateTimeField(null=True, blank=True)
    comments_closed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed = models.OneToOneField(
        Terms, null=True, blank=True, on_delete=models.PROTECT, related_name="review"
    )
    ended_as = models.CharField(max_length=20, choices=End, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.CharField(max_length=300, blank=True)
    outcome = models.TextField(blank=True)

    objects = GroupRowsQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["group"], condition=Q(ended_at__isnull=True), name="one_terms_review_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_on=None, ended_as="")
                | (Q(ended_at__isnull=False, ended_on__isnull=False) & ~Q(ended_as="")),
                name="terms_review_ends_with_a_date_and_a_result",
            ),
            models.CheckConstraint(
                condition=~Q(ended_as="no change") | (~Q(agreed_by="") & ~Q(outcome="")),
                name="no_change_is_agreed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"review of the terms of {self.group_id}"


class TermsComment(TenantModel):
    """What somebody said of a clause, or of the whole; it cannot be changed and cannot vanish."""

    row_rights = "select, insert"

    review = models.ForeignKey(TermsReview, on_delete=models.PROTECT, related_name="comments")
    answers = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    clause = models.CharField(max_length=80, blank=True, help_text="Empty for the terms as a whole.")
    text = models.TextField()
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]

    def __str__(self) -> str:
        return f"{self.author_name} on {self.clause or 'the whole'}"


class CommentResolution(TenantModel):
    """What was made of a comment, in a sentence; the latest holds, the earlier ones stay to be read."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Accepted: the terms are to be amended"
        ANSWERED = "answered", "Answered: no amendment is needed"
        DECLINED = "declined", "Declined"

    row_rights = "select, insert"

    comment = models.ForeignKey(TermsComment, on_delete=models.PROTECT, related_name="resolutions")
    outcome = models.CharField(max_length=20, choices=Outcome)
    text = models.TextField()
    resolved_at = models.DateTimeField()
    resolved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["resolved_at"]

    def __str__(self) -> str:
        return f"{self.outcome} {self.comment_id}"


class ReviewAnswer(TenantModel):
    """That somebody has read the terms under review and has nothing to add."""

    row_rights = "select, insert"

    review = models.ForeignKey(TermsReview, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="nothing_to_add_is_said_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.review_id}"


class TermsDraft(TenantModel):
    """The next version as it is being written, begun from the version in force."""

    review = models.OneToOneField(TermsReview, on_delete=models.PROTECT, related_name="draft")
    source = models.TextField()
    version = models.PositiveIntegerField(default=1, help_text="Rises with every change.")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"draft of {self.review_id}"


class DraftEdit(TenantModel):
    """One change to the draft: of a clause, or of the whole text; `version` is what the draft rose to."""

    class Kind(models.TextChoices):
        CHANGED = "changed", "Changed"
        ADDED = "added", "Added"
        REMOVED = "removed", "Removed"
        RESTORED = "restored", "Put back as it is in force"
        REPLACED = "replaced", "The whole text replaced"

    row_rights = "select, insert"

    draft = models.ForeignKey(TermsDraft, on_delete=models.PROTECT, related_name="edits")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    clause = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["draft", "version"], name="draft_version_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.clause}"


class ProposalWithdrawal(TenantModel):
    """That a proposed version was taken back, and why; it can be proposed again."""

    row_rights = "select, insert"

    review = models.ForeignKey(TermsReview, on_delete=models.PROTECT, related_name="withdrawals")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="withdrawals")
    reason = models.TextField()
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.terms_id} taken back"
