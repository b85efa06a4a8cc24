"""What is shared of a child with another partnership: one row on each side, and nothing else between them.

The rows answer to each other in a table of ids that the application's role cannot read; see docs/adr/0020.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from holdfast.casework.children.models.base import ChildRow
from holdfast.casework.children.models.child import Child
from holdfast.casework.children.need_to_know import not_hidden_if_any
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class Part(models.TextChoices):
    """What of a record can be shared; who the child is, always is."""

    IDENTITY = "identity", "Names, birth date and sex"
    IDENTIFIERS = "identifiers", "Numbers by which agencies know the child"
    NEEDS = "needs", "School, language and disability"
    ADDRESSES = "addresses", "Addresses"
    PLACEMENTS = "placements", "Placements"
    PROFESSIONALS = "professionals", "Who works with the child"
    AREAS = "areas", "Areas of risk"
    VOICE = "voice", "The child's own words"
    EPISODES = "episodes", "Missing episodes"
    RISK = "risk", "Levels of risk and place on the exploitation list"
    PLAN = "plan", "Safety plan"


class Basis(models.TextChoices):
    """By what right it is shared; the safeguarding condition goes with each but consent."""

    LEGAL_OBLIGATION = "legal-obligation", "Legal obligation"
    PUBLIC_TASK = "public-task", "Public task"
    VITAL_INTERESTS = "vital-interests", "Vital interests"
    CONSENT = "consent", "Consent"


class _Shared(models.Model):
    """What both sides know of one sharing."""

    thread = models.UUIDField(editable=False)
    reference = models.CharField(max_length=12, help_text="Of the record that is shared.")
    other_partnership = models.CharField(max_length=200)
    other_group = models.CharField(max_length=200)
    parts = ArrayField(models.CharField(max_length=20, choices=Part))
    purpose = models.TextField()
    basis = models.CharField(max_length=20, choices=Basis)
    shared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    end_reason = models.TextField(blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference

    @property
    def said_parts(self) -> list[str]:
        """The parts in words, in the order of a record."""
        return [part.label for part in Part if part.value in self.parts]

    @property
    def was_ended_elsewhere(self) -> bool:
        """Whether the other partnership ended it."""
        return self.ended_at is not None and self.ended_by_id is None


class Share(_Shared, ChildRow):
    """A child of this partnership, shared with a casework group of another."""

    definer_functions: ClassVar[tuple[str, ...]] = (
        "sharing_destinations()",
        "deliver_share(uuid, uuid)",
        "end_shared(uuid)",
    )

    was_restricted = models.BooleanField(
        default=False, help_text="Shared by the guardian, although restricted."
    )
    shared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-shared_at"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "thread"], name="share_thread_once"),
        ]


class ReceivedQuerySet(TenantQuerySet):
    """Children of other partnerships, for those who keep all records here."""

    def visible_to(self, actor: Actor) -> ReceivedQuerySet:
        rows = super().visible_to(actor)
        return rows if actor.may(Permission.SHARE_CHILDREN) else rows.none()


class Received(_Shared, TenantModel):
    """A child of another partnership, as it deliberately shares the child with one of ours.

    `child` is the record that this partnership keeps of the same child, if it keeps one. What is shared is
    not copied: it is read while it is shared, through `shared_child`, and every reading is in both trails.
    """

    row_rights: ClassVar[str] = "select, insert, update"
    row_condition: ClassVar[str] = not_hidden_if_any()
    definer_functions: ClassVar[tuple[str, ...]] = ("shared_child(uuid)",)

    child = models.ForeignKey(Child, null=True, blank=True, on_delete=models.PROTECT, related_name="received")

    objects = ReceivedQuerySet.as_manager()

    class Meta:
        verbose_name = "received child"
        verbose_name_plural = "received children"
        ordering = ["-shared_at"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "thread"], name="received_thread_once"),
        ]
