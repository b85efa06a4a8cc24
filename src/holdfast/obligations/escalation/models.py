"""Each agency's ladder, the partnership's wording of letters, every step that was proposed or taken."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from holdfast.groups.models import Group
from holdfast.groups.models.periods import ends_after_start
from holdfast.obligations.ledger.models import Obligation
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.history import Entry
from holdfast.stewardship.tenancy.models import Agency, Person, TenantModel, TenantQuerySet


class Step(models.IntegerChoices):
    """The rungs, lowest first; the Independent Chair stands above every agency's ladder."""

    LINE_MANAGER = 1, "Line manager"
    HIGHER_MANAGER = 2, "Higher manager"
    BOARD_MEMBER = 3, "Board member"
    INDEPENDENT_CHAIR = 4, "Independent Chair"


class Rung(TenantModel):
    """Whom to turn to at one step for one agency (the Independent Chair: for all), between two dates."""

    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="rungs")
    step = models.PositiveSmallIntegerField(choices=Step)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="rungs")
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    answers_for = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="line_managed_by",
        help_text="A line manager of one person; empty for everybody of the agency.",
    )
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0, help_text="Rises with every change.")

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["step", "name"]
        constraints = [
            models.CheckConstraint(
                condition=ends_after_start("from_on", "to_on"), name="rung_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | Q(step=4), name="only_the_independent_chair_has_no_agency"
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=True) | ~Q(step=4), name="the_independent_chair_is_of_no_agency"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LetterTemplate(TenantModel):
    """The partnership's own wording of one kind of letter; without a row the product's own words hold."""

    key = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    version = models.PositiveIntegerField(default=0, help_text="Rises with every change.")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "key"], name="one_wording_of_a_letter")]

    def __str__(self) -> str:
        return self.key


class EscalationQuerySet(TenantQuerySet):
    """Steps of the groups whose escalation the person may see."""

    def visible_to(self, actor: Actor) -> Self:
        rows = super().visible_to(actor)
        allowed = actor.groups_where(Permission.SEE_ESCALATION)
        return rows if allowed is None else rows.filter(group__in=allowed)

    def waiting(self) -> Self:
        """Proposed and not decided."""
        return self.filter(state=Escalation.State.PROPOSED)


class Escalation(TenantModel):
    """One step up: proposed when something is missed, or direct; decided by the chair; answered or not."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Waiting for the chair"
        DECLINED = "declined", "Declined"
        SENT = "sent", "Sent"
        ACKNOWLEDGED = "acknowledged", "Acknowledged"
        REPLIED = "replied", "Replied"
        CLOSED = "closed", "Closed"
        OVERTAKEN = "overtaken", "No longer needed"

    class How(models.TextChoices):
        EMAIL = "email", "By email"
        LETTER = "letter", "By post"
        HAND = "hand", "By hand"
        TELEPHONE = "telephone", "By telephone"

    # Somebody excluded from an item does not see what came of it, so nor what was escalated of that.
    row_condition = (
        "obligation_id is null or exists (select 1 from ledger_obligation o where o.id = obligation_id)"
    )
    row_rights = "select, insert, update"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="escalations")
    obligation = models.ForeignKey(
        Obligation, null=True, blank=True, on_delete=models.PROTECT, related_name="escalations"
    )
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    template = models.CharField(max_length=60)
    step = models.PositiveSmallIntegerField(choices=Step)
    reason = models.CharField(max_length=300, help_text="Why this step is proposed now.")
    addressee = models.CharField(max_length=200, blank=True)
    addressee_title = models.CharField(max_length=200, blank=True)
    addressee_email = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decline_reason = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_how = models.CharField(max_length=20, choices=How, blank=True)
    reply_due_on = models.DateField(null=True, blank=True)
    again_on = models.DateField(null=True, blank=True, help_text="When it goes a step up if nothing came.")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0, help_text="Rises with every change.")

    objects = EscalationQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at"]
        indexes = [
            models.Index(fields=["group", "state"], name="escalation_by_state"),
            models.Index(fields=["obligation"], name="escalation_of_obligation"),
            models.Index(fields=["partnership", "again_on"], name="escalation_to_follow_up"),
        ]
        constraints = [
            # One proposal waits for one thing at a time, however often a sweep finds it missed.
            models.UniqueConstraint(
                fields=["obligation"], condition=Q(state="proposed"), name="one_step_proposed_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(decline_reason=""), name="declined_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "declined", "overtaken"]) | Q(sent_at__isnull=False),
                name="answered_only_once_sent",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class EscalationEntry(Entry, TenantModel):
    """One thing that happened to a step, in order; never changed."""

    row_condition = "exists (select 1 from escalation_escalation e where e.id = escalation_id)"

    escalation = models.ForeignKey(Escalation, on_delete=models.CASCADE, related_name="entries")
    what = models.CharField(max_length=60)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name_plural = "escalation entries"

    def __str__(self) -> str:
        return f"{self.what} {self.escalation_id}"
