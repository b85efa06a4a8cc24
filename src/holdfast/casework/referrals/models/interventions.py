"""Services and their places, and the course of each intervention; what could not be given is counted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

from holdfast.casework.children.models import ChildRow
from holdfast.casework.children.models.base import ChildRowsQuerySet
from holdfast.casework.referrals.models.referral import Referral
from holdfast.casework.referrals.rules import courses
from holdfast.groups.models import Group
from holdfast.stewardship.tenancy.models import Agency, Person, TenantModel, TenantQuerySet


class Provision(TenantModel):
    """A service that children are sent to: what it offers, for whom, how many places it has."""

    row_rights: ClassVar[str] = "select, insert, update"

    name = models.CharField(max_length=200)
    pathway_name = models.CharField(
        max_length=200, blank=True, help_text="What the terms' pathway calls it, if that differs."
    )
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    offers = models.TextField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True, help_text="Empty where it states none.")
    is_health = models.BooleanField(default=False)
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "service"
        ordering = ["name"]
        constraints = [models.UniqueConstraint("partnership", Lower("name"), name="provision_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def on_pathway(self) -> str:
        """The name by which the terms' pathway knows it."""
        return self.pathway_name or self.name


class InterventionQuerySet(ChildRowsQuerySet):
    """Interventions."""

    def open(self) -> InterventionQuerySet:
        """Those that are offered, accepted, waiting or under way."""
        return self.filter(state__in=[state.value for state in courses.OPEN])


class Intervention(ChildRow):
    """A service offered to a child at a level of risk, and how it went."""

    class State(models.TextChoices):
        OFFERED = courses.State.OFFERED.value, "Offered"
        ACCEPTED = courses.State.ACCEPTED.value, "Accepted"
        REFUSED = courses.State.REFUSED.value, "Refused"
        WAITING = courses.State.WAITING.value, "Waiting"
        STARTED = courses.State.STARTED.value, "Started"
        ENDED = courses.State.ENDED.value, "Ended"
        OUTCOME = courses.State.OUTCOME.value, "Ended, with outcome"

    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="interventions")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(
        Referral, null=True, blank=True, on_delete=models.PROTECT, related_name="interventions"
    )
    level = models.CharField(max_length=100)
    circumstances = models.JSONField(default=list)
    clause = models.CharField(max_length=120, blank=True, help_text="The clause whose pathway offers it.")
    is_outside_pathway = models.BooleanField(default=False)
    reason = models.TextField(blank=True, help_text="Why another choice than the pathway's.")
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    offered_on = models.DateField()
    since_on = models.DateField(help_text="The day on which it came to stand so.")
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = InterventionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-offered_on"]
        indexes = [
            models.Index(
                fields=["provision", "since_on"],
                condition=Q(state__in=["offered", "accepted", "waiting", "started"]),
                name="interventions_open",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "provision"],
                condition=Q(state__in=["offered", "accepted", "waiting", "started"]),
                name="intervention_open_once",
            ),
            models.CheckConstraint(
                condition=Q(is_outside_pathway=False) | ~Q(reason=""), name="outside_pathway_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(since_on__gte=F("offered_on")), name="intervention_goes_forward"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(started_on=None) | Q(ended_on__gte=F("started_on")),
                name="intervention_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provision_id} for {self.child_id}"

    @property
    def is_open(self) -> bool:
        """Whether something may still come of it."""
        return self.state in courses.OPEN


class InterventionStep(ChildRow):
    """One step of an intervention, on its day; never changed."""

    row_rights: ClassVar[str] = "select, insert, update"  # a merge moves it to the record that stays

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=Intervention.State)
    on = models.DateField()
    words = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["on", "recorded_at"]

    def __str__(self) -> str:
        return f"{self.state} {self.intervention_id}"


class Gap(ChildRow):
    """Help that a child should have had and did not get, so that it can be counted."""

    class Kind(models.TextChoices):
        NONE_ELIGIBLE = "none-eligible", "No service takes a child at this level"
        FULL = "full", "The service was full"
        REFUSED = "refused", "Refused"

    kind = models.CharField(max_length=20, choices=Kind)
    level = models.CharField(max_length=100, blank=True)
    circumstances = models.JSONField(default=list)
    provision = models.ForeignKey(
        Provision, null=True, blank=True, on_delete=models.PROTECT, related_name="gaps"
    )
    intervention = models.ForeignKey(
        Intervention, null=True, blank=True, on_delete=models.PROTECT, related_name="gaps"
    )
    words = models.TextField(blank=True)
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on"]
        indexes = [models.Index(fields=["partnership", "on"], name="gaps_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "kind"],
                condition=Q(intervention__isnull=False),
                name="gap_counted_once",
            ),
        ]
