"""Imports: what was brought, what became of each row, and the rows that wait for somebody."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from holdfast.casework.children.models import Child, ChildRow, ChildRowsQuerySet
from holdfast.casework.children.need_to_know import not_hidden_if_any
from holdfast.casework.missing.models import Episode
from holdfast.exchange.comparing import Outcome
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet

OUTCOMES = [(outcome.value, outcome.words) for outcome in Outcome]


class ImportQuerySet(TenantQuerySet):
    """What belongs to imports, for those who import."""

    def visible_to(self, actor: Actor) -> Self:
        rows = super().visible_to(actor)
        return rows if actor.may(Permission.IMPORT_CASEWORK) else rows.none()


class ImportMap(TenantModel):
    """Which column of a spreadsheet says what, kept under a name to be used again."""

    name = models.CharField(max_length=100)
    data = models.JSONField(default=dict)
    kept_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint("partnership", Lower("name"), name="import_map_named_once")]

    def __str__(self) -> str:
        return self.name


class ImportRun(TenantModel):
    """One file brought in: looked through first, then applied."""

    class Kind(models.TextChoices):
        SSDA903 = "ssda903", "SSDA903 Missing file"
        EPISODES = "episodes", "List of episodes"

    class State(models.TextChoices):
        UPLOADED = "uploaded", "Columns to be named"
        LOOKING = "looking", "Being looked through"
        LOOKED = "looked", "Ready to apply"
        APPLYING = "applying", "Being applied"
        APPLIED = "applied", "Applied"
        FAILED = "failed", "Could not be read"
        DISCARDED = "discarded", "Discarded"

    row_rights: ClassVar[str] = "select, insert, update"

    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=20, choices=State, default=State.UPLOADED)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    year = models.CharField(max_length=7, blank=True)
    map = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    totals = models.JSONField(default=dict)
    questions = models.JSONField(default=list)
    failure = models.TextField(blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["partnership", "-asked_at"], name="imports_latest")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_busy(self) -> bool:
        """Whether a job is at it."""
        return self.state in (self.State.LOOKING, self.State.APPLYING)


class ImportFile(TenantModel):
    """The bytes of a file that is being imported; gone once it is applied or discarded."""

    row_rights: ClassVar[str] = "select, insert, delete"

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="files")
    part = models.CharField(max_length=20)
    body = models.BinaryField()

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "part"], name="import_file_once")]


class PlainRows(TenantModel):
    """Rows of a run that nobody has to look at: number, the file's name for the child, outcome, child.

    Those of one part of the file together, because there can be a hundred thousand.
    """

    row_rights: ClassVar[str] = "select, insert, delete"

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="plain")
    rows = models.JSONField(default=list)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "plain rows"


class WaitingRow(models.Model):
    """What a row that waits holds, whoever's tray it is in; and how it was settled."""

    class State(models.TextChoices):
        NONE = "", "Nothing to settle"
        WAITING = "waiting", "Waiting"
        SETTLED = "settled", "Taken into the record"
        DISMISSED = "dismissed", "Dismissed"

    label = models.CharField(max_length=80, blank=True)
    fingerprint = models.CharField(max_length=32, blank=True)
    problems = models.JSONField(default=list)
    asked_child = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    written = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=State, default=State.NONE, blank=True)
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        abstract = True


class ImportRow(WaitingRow, TenantModel):
    """A row that was changed, waits, was refused or has something to be said about it."""

    row_rights: ClassVar[str] = "select, insert, update, delete"
    row_condition: ClassVar[str] = not_hidden_if_any()

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=OUTCOMES)
    child = models.ForeignKey(Child, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["run", "number"], name="import_rows_of_run"),
            models.Index(
                fields=["partnership", "fingerprint"],
                condition=Q(state__in=["waiting", "dismissed"]),
                name="import_rows_in_tray",
            ),
        ]

    def __str__(self) -> str:
        return f"row {self.number}"


class HeldRow(WaitingRow, ChildRow):
    """A row about a child whose record the importer may not see: it waits for those who guard that record."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()

    objects = ChildRowsQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["run", "number"]
        indexes = [
            models.Index(
                fields=["partnership", "fingerprint"],
                condition=Q(state__in=["waiting", "dismissed"]),
                name="held_rows_in_tray",
            )
        ]

    def __str__(self) -> str:
        return f"row {self.number}"
