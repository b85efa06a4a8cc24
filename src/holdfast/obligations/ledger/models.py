"""The ledger's rows: obligations, what proves them, what happened to them, how far each group is."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from holdfast.groups.models import Group, Terms
from holdfast.kernel.clocks import Clock
from holdfast.obligations.ledger.holders import Held
from holdfast.obligations.ledger.kinds import row_condition_of_kinds
from holdfast.obligations.ledger.promises import Party
from holdfast.obligations.ledger.states import State, state_of
from holdfast.obligations.ledger.visibility import seen_by
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.history import ChangeEntry
from holdfast.stewardship.tenancy.models import Agency, Person, TenantModel, TenantQuerySet


class ObligationQuerySet(TenantQuerySet):
    """Obligations, narrowed to those that a person may see, or to those still owed."""

    def visible_to(self, actor: Actor, held: Held | None = None) -> Self:
        """Those that the person may see; `held` saves asking again what the person holds."""
        return super().visible_to(actor).filter(seen_by(actor, held))

    def outstanding(self) -> Self:
        """Neither met, waived nor void."""
        return self.filter(ended_at__isnull=True)


def _open_by(column: str, name: str) -> models.Index:
    """What is open and names somebody in the column, by when it is due."""
    condition = Q(**{"ended_at": None, f"{column}__isnull": False})
    return models.Index(fields=[column, "due_at"], condition=condition, name=name)


class Obligation(TenantModel):
    """One promise on one occasion, owed by one owner. Whether it is late follows from its times alone."""

    # A person's list reads only what is open, by the partial indexes below; the rest of the columns that name
    # somebody are never looked things up by, and an index on each would be paid for by every promise.
    # What the kinds declare besides: a kind about a restricted record hides its rows in the database.
    row_condition: ClassVar[str] = row_condition_of_kinds  # type: ignore[assignment]
    row_rights: ClassVar[str] = "select, insert, update"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="obligations")
    kind = models.CharField(max_length=60)
    clause = models.CharField(max_length=120, blank=True)
    terms = models.ForeignKey(
        Terms, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    cause = models.CharField(max_length=60)
    cause_id = models.UUIDField()
    occasion = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    says = models.CharField(max_length=500)

    owner_key = models.CharField(max_length=300)
    owner_office = models.CharField(max_length=100, blank=True)
    owner_seat = models.CharField(max_length=100, blank=True)
    owner_agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="obligations"
    )
    owner_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="obligations"
    )
    owner_group = models.ForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="obligations_elsewhere",
        db_index=False,
    )
    owner_body = models.CharField(max_length=200, blank=True)
    owed_office = models.CharField(max_length=100, blank=True)
    owed_seat = models.CharField(max_length=100, blank=True)
    owed_agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    owed_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    owed_group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    owed_body = models.CharField(max_length=200, blank=True)

    clock = models.CharField(max_length=20, blank=True, choices=[(c.value, c.value) for c in Clock])
    period = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField()
    began_with = models.CharField(max_length=200)
    due_at = models.DateTimeField(null=True, blank=True)
    counted = models.TextField(blank=True)
    is_forecast = models.BooleanField(default=False)

    met_at = models.DateTimeField(null=True, blank=True)
    stated_at = models.DateTimeField(null=True, blank=True)
    stated_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    statement = models.TextField(blank=True)
    stated_kind = models.CharField(max_length=60, blank=True, help_text="The label of a row that shows it.")
    stated_id = models.UUIDField(null=True, blank=True)
    waived_at = models.DateTimeField(null=True, blank=True)
    waived_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    waiver_reason = models.TextField(blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    missed_told_at = models.DateTimeField(null=True, blank=True)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = ["due_at"]
        indexes = [
            models.Index(fields=["cause_id", "cause"], name="owed_by_cause"),
            models.Index(fields=["group", "due_at"], name="owed_in_group"),
            models.Index(fields=["group", "due_at"], condition=Q(ended_at=None), name="open_in_group"),
            models.Index(
                fields=["owner_person", "due_at"], condition=Q(ended_at=None), name="open_by_person"
            ),
            models.Index(
                fields=["owner_agency", "due_at"], condition=Q(ended_at=None), name="open_of_agency"
            ),
            models.Index(
                fields=["partnership", "due_at"],
                condition=Q(ended_at=None, missed_told_at=None),
                name="falling_due",
            ),
            models.Index(fields=["partnership", "due_at"], condition=Q(ended_at=None), name="open_owed"),
            models.Index(
                fields=["partnership", "-ended_at"],
                condition=Q(ended_at__isnull=False),
                name="owed_and_ended",
            ),
            _open_by("owner_group", "open_by_whole_group"),
            _open_by("owed_person", "open_to_person"),
            _open_by("owed_agency", "open_to_agency"),
            _open_by("owed_group", "open_to_group"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "kind", "clause", "occasion", "owner_key"], name="owed_once_per_occasion"
            ),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(due_at__gte=F("began_at")), name="due_not_before_it_began"
            ),
            models.CheckConstraint(
                condition=Q(waived_at=None, waived_by=None, waiver_reason="")
                | (Q(waived_at__isnull=False, waived_by__isnull=False) & ~Q(waiver_reason="")),
                name="waived_by_somebody_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(stated_at=None, stated_by=None)
                | (Q(stated_at__isnull=False, stated_by__isnull=False) & ~Q(statement="")),
                name="stated_by_somebody_in_words",
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None, void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                name="void_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, met_at=None, waived_at=None, voided_at=None)
                | (
                    Q(ended_at__isnull=False)
                    & (Q(met_at__isnull=False) | Q(waived_at__isnull=False) | Q(voided_at__isnull=False))
                ),
                name="ended_only_met_waived_or_void",
            ),
        ]

    def __str__(self) -> str:
        return self.says

    @property
    def owner(self) -> Party:
        """Who owes it."""
        return Party(
            self.owner_office,
            self.owner_seat,
            self.owner_agency_id,
            self.owner_person_id,
            self.owner_group_id,
            self.owner_body,
        )

    @property
    def owed_to(self) -> Party:
        """To whom it is owed; nobody in particular when empty."""
        return Party(
            self.owed_office,
            self.owed_seat,
            self.owed_agency_id,
            self.owed_person_id,
            self.owed_group_id,
            self.owed_body,
        )

    def state(self, now: datetime) -> State:
        """What it is at an instant, from its times alone."""
        return state_of(self.due_at, self.met_at, self.waived_at, self.voided_at, now)


# What hangs on an obligation names what it is about: whoever may not read the one reads none of the other.
_OF_A_VISIBLE_ONE = "exists (select 1 from ledger_obligation o where o.id = obligation_id)"


class Evidence(TenantModel):
    """A row elsewhere that proves that an obligation was met."""

    row_condition: ClassVar[str] = _OF_A_VISIBLE_ONE

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=60)
    subject_id = models.UUIDField(null=True, blank=True)
    words = models.CharField(max_length=300)
    at = models.DateTimeField()

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "kind", "subject_id", "words"], name="proves_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.words


class ObligationEntry(ChangeEntry, TenantModel):
    """One thing that happened to an obligation, in order; never changed."""

    class Kind(models.TextChoices):
        RAISED = "raised", "Raised"
        CHANGED = "changed", "Corrected"
        MET = "met", "Met"
        UNMET = "unmet", "No longer met"
        STATED = "stated", "Said to be done"
        UNSTATED = "unstated", "Statement taken back"
        WAIVED = "waived", "Waived"
        UNWAIVED = "unwaived", "Waiver taken back"
        VOIDED = "voided", "Void"
        REVIVED = "revived", "Owed again"
        MISSED = "missed", "Missed"
        CARRIED = "carried", "Moved to new terms"
        CHASED = "chased", "Chased"

    row_condition: ClassVar[str] = _OF_A_VISIBLE_ONE

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=20, choices=Kind)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta(ChangeEntry.Meta):
        verbose_name_plural = "obligation entries"
        indexes = [models.Index(fields=["obligation", "at"], name="entries_of_obligation")]

    def __str__(self) -> str:
        return f"{self.kind} {self.obligation_id}"


class Watermark(TenantModel):
    """How far a group's occasions have been raised, and when its next one begins."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="watermark")
    raised_until = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["partnership", "next_at"], name="occasions_to_come")]

    def __str__(self) -> str:
        return f"{self.group_id} until {self.raised_until}"
