"""A meeting, from a proposed date to a closed room, and who asked for it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from holdfast.groups.models import Group, GroupRowsQuerySet, Terms
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class MeetingQuerySet(GroupRowsQuerySet):
    """Meetings of the groups that the person may see, and those to which the person is invited."""

    permission = Permission.SEE_MEETINGS

    def visible_to(self, actor: Actor) -> Self:
        rows = self.filter(partnership_id=actor.partnership_id)
        allowed = actor.groups_where(self.permission)
        if allowed is None:
            return rows
        return rows.filter(Q(group__in=allowed) | Q(pk__in=actor.meetings_where(Permission.ATTEND)))


class Meeting(TenantModel):
    """One meeting of a group, from a proposed date to a closed room."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", "Ordinary"
        EXTRAORDINARY = "extraordinary", "Extraordinary"
        CONTINUED = "continued", "Continued"

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        CONFIRMED = "confirmed", "Confirmed"
        OPEN = "open", "Under way"
        CLOSED = "closed", "Closed"
        ADJOURNED = "adjourned", "Adjourned"
        CANCELLED = "cancelled", "Cancelled"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    terms = models.ForeignKey(Terms, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.ORDINARY)
    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="As planned.")
    place = models.CharField(max_length=300, blank=True)
    online_link = models.URLField(blank=True, max_length=500)
    why_called = models.CharField(max_length=1000, blank=True, help_text="For an extraordinary meeting.")
    called_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    date_reason = models.CharField(max_length=500, blank=True, help_text="How the date was proposed.")
    continues = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="continuations"
    )
    notice_given_at = models.DateTimeField(null=True, blank=True)
    agenda_drafted_at = models.DateTimeField(null=True, blank=True)
    agenda_confirmed_at = models.DateTimeField(null=True, blank=True)
    agenda_confirmed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agenda_reopened_at = models.DateTimeField(
        null=True, blank=True, help_text="When a change took back its confirmation."
    )
    agenda_reopened_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=1000, blank=True, help_text="Why cancelled or adjourned.")
    entered_afterwards = models.BooleanField(default=False)
    calendar_sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0, help_text="Rises with every change; for live pages.")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["group", "starts_at"], name="meeting_of_group_by_time")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="meeting_closes_after_opening",
            ),
            models.UniqueConstraint(
                fields=["group", "starts_at"],
                condition=~Q(state="cancelled"),
                name="group_meets_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.starts_at:%Y-%m-%d %H:%M}"


class Requisitioner(TenantModel):
    """A member who asked, with others, for an extraordinary meeting."""

    row_rights = "select, insert"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="requisitioners")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="requisitions_once")]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.meeting_id}"
