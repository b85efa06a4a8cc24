"""What happens to a child outside the meeting: access to health, and procedures that no meeting replaces."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from holdfast.casework.children.models import ChildRow
from holdfast.casework.referrals.models.referral import Referral
from holdfast.casework.referrals.rules.waits import working_days_waited
from holdfast.stewardship.tenancy.models import Person


class HealthAccess(ChildRow):
    """A child referred to a health service: when, when first seen, and whether it fitted the need."""

    class Fit(models.TextChoices):
        RIGHT = "right", "The right service for the need"
        PARTLY = "partly", "Meets part of the need"
        WRONG = "wrong", "Not the right service"

    clinic = models.CharField("service", max_length=200)
    need = models.CharField(max_length=200)
    referred_on = models.DateField()
    seen_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True, help_text="Why it ended without being seen.")
    fit = models.CharField(max_length=10, choices=Fit, blank=True)
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "health access"
        verbose_name_plural = "health accesses"
        ordering = ["-referred_on"]
        indexes = [
            models.Index(
                fields=["partnership", "referred_on"],
                condition=Q(seen_on=None, ended_on=None),
                name="health_waiting",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(seen_on=None) | Q(seen_on__gte=F("referred_on")), name="seen_after_referral"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(ended_because="") & Q(ended_on__gte=F("referred_on")),
                name="health_ended_with_reason",
            ),
        ]

    @property
    def working_days(self) -> int | None:
        """Working days from referral to being seen."""
        return working_days_waited(self.referred_on, self.seen_on) if self.seen_on else None


class Procedure(ChildRow):
    """Another procedure about the child, which the meeting does not replace: where it stands, who leads."""

    class Kind(models.TextChoices):
        STRATEGY = "strategy", "Strategy discussion"
        SECTION_47 = "section-47", "Section 47 enquiry"
        CONFERENCE = "conference", "Child protection conference"
        LOOKED_AFTER = "looked-after", "Looked-after child review"
        CARE_PLAN = "care-plan", "Child in need plan"
        MARAC = "marac", "MARAC (domestic abuse)"
        MAPPA = "mappa", "MAPPA (offender management)"
        YOUTH_JUSTICE = "youth-justice", "Youth justice panel"
        COURT = "court", "Court proceedings"
        OTHER = "other", "Another procedure"

    kind = models.CharField(max_length=20, choices=Kind)
    lead = models.CharField(max_length=200, help_text="The agency that leads it.")
    outside_reference = models.CharField(max_length=120, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    began_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    referral = models.ForeignKey(
        Referral, null=True, blank=True, on_delete=models.PROTECT, related_name="procedures"
    )
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-began_on", "-asked_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_on__isnull=False) | Q(began_on__isnull=False), name="procedure_dated"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(began_on=None) | Q(ended_on__gte=F("began_on")),
                name="procedure_ends_after_start",
            ),
        ]
