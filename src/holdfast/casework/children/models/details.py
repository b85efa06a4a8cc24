"""Names, identifiers, addresses and characteristics of a child."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from holdfast.casework.children.codes import Answered, CharacteristicKind, IdentifierKind
from holdfast.casework.children.models.base import ChildRow


class ChildName(ChildRow):
    """Another name that the child goes by, or went by."""

    given_names = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40, blank=True, help_text="Alias, former name, street name.")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()


class Identifier(ChildRow):
    """A number by which an agency knows the child; `value` is as compared, `written` as it was typed."""

    kind = models.CharField(max_length=20, choices=IdentifierKind)
    value = models.CharField(max_length=60)
    written = models.CharField(max_length=80, blank=True)
    is_doubtful = models.BooleanField(default=False, help_text="Its check digit does not fit.")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "kind", "value"], name="identifiers_by_value")]


class Address(ChildRow):
    """Where the child lives or lived."""

    lines = models.TextField()
    postcode = models.CharField(max_length=10, blank=True)
    uprn = models.CharField(max_length=12, blank=True)
    ward = models.CharField(max_length=9, blank=True)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "addresses"
        ordering = ["-from_on"]


class Characteristic(ChildRow):
    """A protected characteristic: what was answered, or that it is not known, or was not asked."""

    may_stay_when_merged: ClassVar[bool] = True

    kind = models.CharField(max_length=40, choices=CharacteristicKind)
    answered = models.CharField(max_length=20, choices=Answered, default=Answered.NOT_ASKED)
    words = models.CharField(max_length=200, blank=True)
    asked_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "kind"], name="characteristic_once_for_a_child"),
            models.CheckConstraint(
                condition=models.Q(answered="answered") & ~models.Q(words="")
                | ~models.Q(answered="answered") & models.Q(words=""),
                name="characteristic_words_when_answered",
            ),
        ]
