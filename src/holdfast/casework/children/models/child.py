"""The child, and everything that was changed in the record."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from holdfast.casework.children.codes import EthnicGroup, LegalStatus, Sex
from holdfast.casework.children.models.querysets import children_seen_by
from holdfast.casework.children.need_to_know import not_hidden
from holdfast.casework.children.references import new_reference
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class ChildQuerySet(TenantQuerySet):
    """Children; those in a record merged into another's are not seen by themselves."""

    def visible_to(self, actor: Actor) -> Self:
        rows = super().visible_to(actor).filter(merged_into=None)
        return rows.filter(children_seen_by(actor))


class Child(TenantModel):
    """A child's record. Everything else hangs on it; `reference` stands for it wherever it is named."""

    row_rights: ClassVar[str] = "select, insert, update"
    row_condition: ClassVar[str] = not_hidden("id")
    definer_functions: ClassVar[tuple[str, ...]] = (
        "hidden_children()",
        "likely_children(text, text, date[], text[], text[])",
    )

    reference = models.CharField(max_length=12, default=new_reference, editable=False)
    given_names = models.CharField(max_length=200)
    family_name = models.CharField(max_length=200)
    known_as = models.CharField(max_length=200, blank=True)
    birth_on = models.DateField(null=True, blank=True)
    is_birth_estimated = models.BooleanField(default=False)
    sex = models.CharField(max_length=20, choices=Sex, default=Sex.NOT_KNOWN)
    ethnic_group = models.CharField(max_length=10, choices=EthnicGroup, default=EthnicGroup.NOT_OBTAINED)
    language = models.CharField(max_length=100, blank=True)
    needs_interpreter = models.BooleanField(null=True, blank=True)
    school = models.CharField(max_length=200, blank=True)
    has_learning_disability = models.BooleanField(null=True, blank=True)
    disability = models.TextField(blank=True)
    legal_status = models.CharField(max_length=40, choices=LegalStatus, default=LegalStatus.NOT_KNOWN)
    is_looked_after = models.BooleanField(null=True, blank=True)
    responsible_authority = models.CharField(max_length=200, blank=True)
    is_restricted = models.BooleanField(default=False)
    guardian = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="children_guarded"
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    version = models.PositiveIntegerField(default=0)

    objects = ChildQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "children"
        ordering = ["family_name", "given_names", "birth_on"]
        indexes = [
            models.Index(fields=["partnership", "birth_on"], name="children_by_birth"),
            models.Index(fields=["partnership", "family_name", "given_names"], name="children_by_name"),
            models.Index(fields=["partnership"], condition=Q(is_restricted=True), name="children_restricted"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "reference"], name="child_reference_once"),
            models.CheckConstraint(
                condition=Q(is_restricted=False) | Q(guardian__isnull=False),
                name="restricted_child_has_guardian",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")), name="child_not_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def name(self) -> str:
        """The name as it is said: given names and family name."""
        return f"{self.given_names} {self.family_name}".strip()

    def age_on(self, day: date) -> int | None:
        """Years lived on a London day; one born on 29 February grows older on 1 March in other years."""
        if self.birth_on is None or day < self.birth_on:
            return None
        before_birthday = (day.month, day.day) < (self.birth_on.month, self.birth_on.day)
        return day.year - self.birth_on.year - before_birthday


class ChildEntry(TenantModel):
    """One thing that was changed in a child's record: what it was, what it is, by whom and why."""

    row_rights: ClassVar[str] = "select, insert"
    row_condition: ClassVar[str] = not_hidden()

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=40)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["child", "-at"], name="child_entries")]
