"""What professionals hear after a meeting: one bundle for each person, with a part for each child."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from holdfast.casework.children.models import ChildRow, Professional
from holdfast.casework.panel.models.discussion import Discussion
from holdfast.casework.panel.models.lists import CaseList
from holdfast.casework.panel.standing import groups_run_by
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Agency, Person, TenantModel, TenantQuerySet


class BundleQuerySet(TenantQuerySet):
    """Bundles of the groups that the person runs cases for, and those meant for the person once sent."""

    def visible_to(self, actor: Actor) -> Self:
        rows = super().visible_to(actor)
        runs = groups_run_by(actor)
        if runs is None:
            return rows
        mine = Q(person_id=actor.person_id, given_at__isnull=False)
        return rows.filter(Q(case_list__meeting__group__in=runs) | mine)


class Bundle(TenantModel):
    """The feedback of one meeting for one person, in the partnership or outside; it holds no child itself."""

    class How(models.TextChoices):
        NOTICE = "notice", "Notice in Holdfast"
        LINK = "link", "Signed link by email"
        TELEPHONE = "telephone", "By telephone"
        IN_PERSON = "in-person", "In person"

    row_rights: ClassVar[str] = "select, insert, update"

    case_list = models.ForeignKey(CaseList, on_delete=models.PROTECT, related_name="bundles")
    key = models.CharField(max_length=320, help_text="What makes it the same person: id, email, or name.")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    drafted_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=20, choices=How, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    not_needed_reason = models.CharField(max_length=300, blank=True)

    objects = BundleQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["case_list", "key"], name="one_bundle_a_person_and_meeting"),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True) | ~Q(how=""), name="given_feedback_says_how"
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True) | Q(given_at__isnull=False),
                name="feedback_acknowledged_after_giving",
            ),
        ]

    def __str__(self) -> str:
        return f"feedback of {self.case_list_id}"


class FeedbackPart(ChildRow):
    """What one person hears of one child."""

    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="parts")
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="feedback")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bundle", "discussion"], name="one_part_a_child_in_a_bundle")
        ]

    def __str__(self) -> str:
        return f"{self.child_id} in {self.bundle_id}"
