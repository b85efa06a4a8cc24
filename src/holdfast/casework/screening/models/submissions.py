"""What somebody submitted about a child with a screening tool, drafts included."""

from __future__ import annotations

from typing import ClassVar, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from holdfast.casework.children.codes import Area
from holdfast.casework.children.models import Child, ChildRow, ChildRowsQuerySet
from holdfast.casework.children.need_to_know import not_hidden_if_any
from holdfast.casework.children.references import new_reference
from holdfast.casework.links.models import Link
from holdfast.casework.risk.models import Level
from holdfast.casework.screening.models.tools import ToolVersion
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person, TenantQuerySet


class SubmissionQuerySet(ChildRowsQuerySet):
    """Submissions: one's own with their drafts, and of what came in those that the person may see."""

    def visible_to(self, actor: Actor) -> Self:
        rows = TenantQuerySet.visible_to(self, actor)
        own = Q(by_id=actor.person_id)
        if actor.may(Permission.KEEP_SCREENING):
            return rows.filter(own | Q(received_at__isnull=False))
        if not actor.may(Permission.SEE_CASES):
            return rows.filter(own)
        seen = Child.objects.visible_to(actor).values("pk")
        return rows.filter(own | Q(received_at__isnull=False, child__in=seen))

    def received(self) -> Self:
        """Those that came in."""
        return self.filter(received_at__isnull=False)

    def waiting(self) -> Self:
        """Those that came in and are not dealt with: exactly those without an outcome that holds."""
        return self.received().exclude(Exists(self.closed()))

    @staticmethod
    def closed() -> models.QuerySet[models.Model]:
        """The outcome that holds of a submission, for a query about it."""
        outcomes = apps.get_model("screening", "ScreeningOutcome").objects
        return outcomes.filter(submission_id=OuterRef("pk"), undone_at=None)


class Submission(ChildRow):
    """A filled tool. A draft until it is received; from then on what it says never changes.

    The child is picked by a member, or matched by the coordinator where the sender could only type a name.
    """

    class Source(models.TextChoices):
        PERSON = "person", "Filled in here"
        LINK = "link", "From outside, by a link"
        IMPORT = "import", "Imported"

    row_rights: ClassVar[str] = "select, insert, update"
    row_condition: ClassVar[str] = not_hidden_if_any()

    child = models.ForeignKey(  # type: ignore[assignment]
        Child, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )
    reference = models.CharField(max_length=12, default=new_reference, editable=False)
    tool = models.ForeignKey(ToolVersion, on_delete=models.PROTECT, related_name="submissions")
    source = models.CharField(max_length=10, choices=Source)
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )
    link = models.OneToOneField(
        Link, null=True, blank=True, on_delete=models.PROTECT, related_name="submission"
    )
    sender_name = models.CharField(max_length=200, blank=True)
    sender_agency = models.CharField(max_length=200, blank=True)
    # What the sender knows of the child: typed by those who pick no record.
    given_names = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    birth_on = models.DateField(null=True, blank=True)
    known_by = models.TextField(blank=True)
    has_learning_disability = models.BooleanField(null=True, blank=True)
    area = models.CharField(max_length=20, choices=Area, blank=True)
    answers = models.JSONField(default=dict)
    worries = models.TextField(blank=True)
    child_words = models.TextField(blank=True)
    judged_level = models.CharField(max_length=10, choices=Level, blank=True)
    judged_reason = models.TextField(blank=True)
    is_immediate = models.BooleanField(default=False)
    # What the sender says of the front door: {"told": "yes" or "no", "how": …, "whom": …}.
    front_door = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField(null=True, blank=True)
    score = models.PositiveIntegerField(null=True, blank=True)
    band = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=10, choices=Level, blank=True)
    is_pressing = models.BooleanField(default=False)
    matched_at = models.DateTimeField(null=True, blank=True)
    matched_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    import_digest = models.CharField(max_length=64, null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "screening submission"
        ordering = ["-received_at", "-started_at"]
        indexes = [
            models.Index(
                fields=["partnership", "received_at"],
                condition=Q(received_at__isnull=False),
                name="submissions_received",
            ),
            models.Index(fields=["by", "-started_at"], name="submissions_own"),
            models.Index(fields=["child", "-received_at"], name="submissions_of_child"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "reference"], name="submission_reference_once"),
            models.UniqueConstraint(fields=["partnership", "import_digest"], name="submission_imported_once"),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(link__isnull=False), name="submission_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(received_at=None, score=None, level="")
                | Q(received_at__isnull=False, score__isnull=False) & ~Q(level="") & ~Q(area=""),
                name="submission_scored_when_received",
            ),
            models.CheckConstraint(
                condition=Q(judged_level="") | ~Q(judged_reason="") | Q(received_at=None),
                name="submission_judged_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_draft(self) -> bool:
        """Whether it was not sent yet."""
        return self.received_at is None
