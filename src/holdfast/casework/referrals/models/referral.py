"""A referral in: what somebody worries about, for which child, what became of it and who was told."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from holdfast.casework.children.models import Child
from holdfast.casework.children.need_to_know import not_hidden_if_any
from holdfast.casework.referrals.rules import triage
from holdfast.governance.meetings.models import Meeting
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.history import Entry
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet

# As long as nobody knows which child is meant, nothing can be restricted.
_CONDITION = not_hidden_if_any()
_OWN_ALONE = "person_id = nullif(current_setting('holdfast.person', true), '')::uuid"


class ReferralQuerySet(TenantQuerySet):
    """All for those who keep referrals; one's own; and those of children whose record one may see."""

    def visible_to(self, actor: Actor) -> Self:
        rows = super().visible_to(actor)
        if actor.may(Permission.KEEP_REFERRALS):
            return rows
        seen = Q(referrer_id=actor.person_id)
        if actor.may(Permission.SEE_CASES):
            seen |= Q(child__in=Child.objects.visible_to(actor).values("pk"))
        return rows.filter(seen)


class Referral(TenantModel):
    """Somebody's worry about a child, brought to a group; `child` is empty until it is known which it is."""

    class Source(models.TextChoices):
        FORM = "form", "By the form"
        LINK = "link", "By a signed link"
        IMPORT = "import", "From a file"

    class State(models.TextChoices):
        RECEIVED = triage.State.RECEIVED.value, "To triage"
        LISTED = triage.State.LISTED.value, "On the meeting's list"
        FRONT_DOOR = triage.State.FRONT_DOOR.value, "Sent to the front door"
        TURNED_AWAY = triage.State.TURNED_AWAY.value, "Turned away"
        DECIDED = triage.State.DECIDED.value, "Decided at a meeting"

    class Told(models.TextChoices):
        SECURE = "secure", "By a secure route"
        PHONE = "phone", "By telephone"
        IN_PERSON = "in-person", "In person"

    row_rights: ClassVar[str] = "select, insert, update"
    row_condition: ClassVar[str] = _CONDITION

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="referrals")
    child = models.ForeignKey(
        Child, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals"
    )
    reference = models.PositiveIntegerField(help_text="Counted from 1 within the group.")
    source = models.CharField(max_length=10, choices=Source, default=Source.FORM)
    outside_key = models.CharField(
        max_length=120, blank=True, help_text="What the sender's own file calls it."
    )

    referrer = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals_made"
    )
    referrer_name = models.CharField(max_length=200)
    referrer_agency = models.CharField(max_length=200)
    referrer_role = models.CharField(max_length=120, blank=True)
    referrer_email = models.EmailField(blank=True)
    referrer_telephone = models.CharField(max_length=40, blank=True)

    # The child as the referrer knows it; the record says it better once it is known which it is.
    given_names = models.CharField(max_length=200)
    family_name = models.CharField(max_length=200)
    birth_on = models.DateField(null=True, blank=True)
    is_birth_estimated = models.BooleanField(default=False)
    known_number = models.CharField(max_length=80, blank=True)

    areas = models.JSONField(default=list, help_text="Areas of risk, by their keys.")
    concern = models.TextField()
    voice = models.TextField(blank=True, help_text="What the child says, in the child's words.")
    is_immediate_harm = models.BooleanField(default=False)

    state = models.CharField(max_length=20, choices=State, default=State.RECEIVED)
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals"
    )
    received_at = models.DateTimeField()
    triaged_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="Why it was triaged so.")
    outcome = models.TextField(blank=True, help_text="What the referrer is told.")
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    told_how = models.CharField(max_length=20, choices=Told, blank=True)
    told_whom = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    version = models.PositiveIntegerField(default=0)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["received_at", "reference"]
        indexes = [
            models.Index(
                fields=["group", "received_at"],
                condition=Q(state__in=["received", "listed"]),
                name="referrals_unsettled",
            ),
            models.Index(fields=["group", "received_at"], condition=Q(told_at=None), name="referrals_untold"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["group", "reference"], name="referral_numbered_once"),
            models.UniqueConstraint(
                fields=["group", "outside_key"], condition=~Q(outside_key=""), name="referral_imported_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="turned-away") | ~Q(reason=""), name="referral_turned_away_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["listed", "decided"]) | Q(child__isnull=False),
                name="referral_listed_for_a_child",
            ),
            models.CheckConstraint(
                condition=Q(told_at=None) | ~Q(outcome=""), name="referral_told_of_an_outcome"
            ),
            models.CheckConstraint(
                condition=Q(state="received", triaged_at=None)
                | ~Q(state="received") & Q(triaged_at__isnull=False),
                name="referral_triaged_when_settled",
            ),
        ]

    def __str__(self) -> str:
        return f"Referral {self.reference}"

    @property
    def stated_name(self) -> str:
        """The child's name as the referrer gave it."""
        return f"{self.given_names} {self.family_name}".strip()

    @property
    def is_unsettled(self) -> bool:
        """Whether triage or a meeting has still to look at it."""
        return self.state in triage.UNSETTLED

    @property
    def days_since(self) -> int:
        """Days in London since it was received."""
        return (clock.today() - self.received_at.astimezone(clock.LONDON).date()).days


class ReferralEntry(Entry, TenantModel):
    """One thing that happened to a referral, in order; never changed."""

    class Kind(models.TextChoices):
        RECEIVED = "received", "Received"
        MATCHED = "matched", "Child found"
        LISTED = "listed", "Put on the meeting's list"
        DEFERRED = "deferred", "Put off to another meeting"
        FRONT_DOOR = "front-door", "Sent to the front door"
        TURNED_AWAY = "turned-away", "Turned away"
        DECIDED = "decided", "Decided at a meeting"
        DRAFTED = "drafted", "Outcome drafted"
        TOLD = "told", "Referrer told"

    # What a hidden referral's history says is as hidden as the referral.
    row_condition: ClassVar[str] = (
        "exists (select 1 from referrals_referral r where r.id = referral_id"  # noqa: S608  # nosec B608
        " and (" + not_hidden_if_any("r.child_id") + "))"
    )

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20, choices=Kind)

    objects = TenantQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name_plural = "referral entries"

    def __str__(self) -> str:
        return f"{self.kind} {self.referral_id}"


class ReferralDraft(TenantModel):
    """What somebody has typed of a referral and not sent yet; nobody else can read it."""

    row_condition: ClassVar[str] = _OWN_ALONE

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    typed = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person"], name="one_referral_draft_each")]
