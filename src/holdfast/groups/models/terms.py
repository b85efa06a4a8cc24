"""The terms of reference that a group has adopted: versions, signatures, what becomes of what was owed."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from holdfast.groups.models.periods import date_range, ends_after_start
from holdfast.groups.models.structure import Group, GroupRowsQuerySet
from holdfast.stewardship.tenancy.models import Agency, Person, TenantModel, TenantQuerySet


class Terms(TenantModel):
    """One version of a group's terms of reference, as the charter file that was uploaded."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="terms")
    version = models.CharField(max_length=40)
    charter_key = models.CharField(max_length=100, help_text="Which of the document's groups this is.")
    source = models.TextField()
    digest = models.CharField(max_length=64, editable=False)
    proposed_at = models.DateTimeField(db_default=Now(), editable=False)
    proposed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    next_review_on = models.DateField(null=True, blank=True)

    objects = GroupRowsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "terms"
        ordering = ["-in_force_from", "-proposed_at"]
        constraints = [
            models.UniqueConstraint(fields=["group", "version"], name="terms_version_once"),
            models.CheckConstraint(
                condition=ends_after_start("in_force_from", "in_force_to"), name="terms_end_after_start"
            ),
            ExclusionConstraint(
                name="one_terms_in_force",
                expressions=[
                    ("group", RangeOperators.EQUAL),
                    (date_range("in_force_from", "in_force_to"), RangeOperators.OVERLAPS),
                ],
                condition=Q(in_force_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version}"


class TermsApproval(TenantModel):
    """A signature under a version of the terms; the charter says whose are needed. Undated is possible."""

    terms = models.ForeignKey(Terms, on_delete=models.CASCADE, related_name="approvals")
    capacity = models.CharField(max_length=100)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    signatory_name = models.CharField(max_length=200)
    signed_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["terms", "capacity"], name="terms_signed_once_per_capacity"),
            # Nobody signs twice, in two capacities.
            models.UniqueConstraint("terms", Lower("signatory_name"), name="terms_signed_once_by_each_name"),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} of {self.terms_id}"


class TermsCarry(TenantModel):
    """What a new version makes of what is still owed under a clause that it changes or removes."""

    class Choice(models.TextChoices):
        NEW = "new", "Goes on under the new wording"
        OLD = "old", "Is finished under the old terms"
        END = "end", "Ends with the old terms"

    terms = models.ForeignKey(Terms, on_delete=models.CASCADE, related_name="carries")
    clause = models.CharField(max_length=80)
    choice = models.CharField(max_length=10, choices=Choice)
    reason = models.TextField(blank=True)
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "terms carries"
        constraints = [models.UniqueConstraint(fields=["terms", "clause"], name="terms_carry_clause_once")]

    def __str__(self) -> str:
        return f"{self.clause}: {self.choice}"


class AgencyBinding(TenantModel):
    """Which local agency an agency key of the group's charter stands for."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="agency_bindings")
    key = models.CharField(max_length=100)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="bindings")

    objects = GroupRowsQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "key"], name="agency_key_bound_once")]

    def __str__(self) -> str:
        return f"{self.key}"
