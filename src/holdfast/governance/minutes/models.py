"""Minutes: a version for each state they pass through, and the corrections agreed on the way."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class Minutes(TenantModel):
    """The minutes of one meeting."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        CHECKED = "checked", "Checked by the chair"
        APPROVED = "approved", "Approved"

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    drafted_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at_meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="approved_minutes"
    )
    record = models.JSONField(help_text="Attendance, quorum, declarations and votes as the meeting closed.")
    version = models.PositiveIntegerField(default=0)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_at__isnull=False), name="approval_is_dated"
            )
        ]

    def __str__(self) -> str:
        return f"minutes of {self.meeting_id}"


class MinutesSection(TenantModel):
    """What the minutes say of one item (or, without an item, of the meeting as a whole)."""

    row_condition = "item_id is null or " + AgendaItem.row_condition.replace("id <>", "item_id <>", 1)

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="sections")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    record = models.JSONField(default=dict, help_text="Decisions, votes, declarations, actions of the item.")
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["minutes", "position"], name="section_at_a_position")]

    def __str__(self) -> str:
        return self.heading


class MinutesCorrection(TenantModel):
    """A change to a section after drafting: what it said, what it says, who asked and why."""

    row_rights = "select, insert"
    row_condition = "section_id = any(array(select id from minutes_minutessection))"

    section = models.ForeignKey(MinutesSection, on_delete=models.CASCADE, related_name="corrections")
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.CharField(max_length=500, blank=True)
    state_then = models.CharField(max_length=20, choices=Minutes.State)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]

    def __str__(self) -> str:
        return f"correction of {self.section_id}"


class Distribution(TenantModel):
    """To whom the minutes were sent, when, and why somebody outside the group got them."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="distribution")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    sent_at = models.DateTimeField()
    state_then = models.CharField(max_length=20, choices=Minutes.State)

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.minutes_id} to {self.person_id}"
