"""Referrals to the National Referral Mechanism, their decisions, and how long the decisions may take."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from holdfast.casework.children.models import ChildRow
from holdfast.casework.referrals.rules import trafficking
from holdfast.groups.models import Group
from holdfast.kernel.clock import LONDON
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class MechanismClocks(TenantModel):
    """How long the NRM's decisions may take, where a partnership keeps other numbers than the usual ones."""

    row_rights: ClassVar[str] = "select, insert, update"

    reasonable_working_days = models.PositiveIntegerField(default=trafficking.USUAL.reasonable_working_days)
    devolved_days = models.PositiveIntegerField(default=trafficking.USUAL.devolved_days)
    recovery_days = models.PositiveIntegerField(default=trafficking.USUAL.recovery_days)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "nrm clocks"
        verbose_name_plural = "nrm clocks"
        constraints = [models.UniqueConstraint(fields=["partnership"], name="mechanism_clocks_once")]

    def __str__(self) -> str:
        return "NRM clocks"

    @property
    def counted(self) -> trafficking.Clocks:
        """The numbers as the rules take them."""
        return trafficking.Clocks(self.reasonable_working_days, self.devolved_days, self.recovery_days)


class MechanismReferral(ChildRow):
    """A child referred to the National Referral Mechanism, and what was decided there."""

    class Route(models.TextChoices):
        CENTRAL = trafficking.Route.CENTRAL.value, "Central process (the competent authority)"
        DEVOLVED = trafficking.Route.DEVOLVED.value, "Devolved panel for children"

    class Decision(models.TextChoices):
        POSITIVE = trafficking.Decision.POSITIVE.value, "Positive"
        NEGATIVE = trafficking.Decision.NEGATIVE.value, "Negative"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    route = models.CharField(max_length=10, choices=Route)
    first_responder = models.CharField(max_length=200, help_text="The organisation that made the referral.")
    decided_by = models.CharField(max_length=200, help_text="Who decides: the body that owes the decision.")
    outside_reference = models.CharField(max_length=80, blank=True)
    referred_at = models.DateTimeField()
    reasonable = models.CharField(max_length=10, choices=Decision, blank=True)
    reasonable_on = models.DateField(null=True, blank=True)
    conclusive = models.CharField(max_length=10, choices=Decision, blank=True)
    conclusive_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "nrm referral"
        ordering = ["-referred_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reasonable="", reasonable_on=None)
                | ~Q(reasonable="") & Q(reasonable_on__isnull=False),
                name="reasonable_grounds_dated",
            ),
            models.CheckConstraint(
                condition=Q(conclusive="", conclusive_on=None)
                | ~Q(conclusive="") & Q(conclusive_on__gte=models.F("reasonable_on")),
                name="conclusive_grounds_follow",
            ),
        ]

    def __str__(self) -> str:
        return f"NRM referral {self.referred_at.astimezone(LONDON):%-d %B %Y}"


class MechanismEntry(ChildRow):
    """One thing that happened to an NRM referral: what was decided or put right, who recorded it and when."""

    mechanism = models.ForeignKey(MechanismReferral, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "nrm entry"
        verbose_name_plural = "nrm entries"
        ordering = ["on", "recorded_at"]
