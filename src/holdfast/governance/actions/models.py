"""An action: who undertook what, by when, where it came from, and everything said of it since."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from holdfast.governance.documents.models import DocumentVersion
from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.groups.models import Group
from holdfast.obligations.concerns.models import Matter
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.history import ChangeEntry
from holdfast.stewardship.tenancy.models import Agency, Person, TenantModel, TenantQuerySet


class ActionQuerySet(TenantQuerySet):
    """Actions of groups that the person may see, the person's own, and for an agency lead the agency's."""

    def visible_to(self, actor: Actor) -> Self:
        rows = self.filter(partnership_id=actor.partnership_id)
        allowed = actor.groups_where(Permission.SEE_ACTIONS)
        if allowed is None:
            return rows
        mine = Q(group__in=allowed) | Q(owner_id=actor.person_id)
        leads = actor.groups_where(Permission.SEE_AGENCY_ACTIONS)
        of_agency = Q(agency_id=actor.agency_id)
        mine |= of_agency if leads is None else of_agency & Q(group__in=leads)
        return rows.filter(mine)


class Action(TenantModel):
    """Something that an agency, and as a rule a person of it, will do by a date."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"
        WITHDRAWN = "withdrawn", "Withdrawn"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="actions")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="follow_ons"
    )
    matter = models.ForeignKey(
        Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    reference = models.PositiveIntegerField(help_text="Counted from 1 within the group.")
    text = models.TextField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="actions")
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    allocated_at = models.DateTimeField()
    allocated_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    # Conflicted people lose the actions that came from the item too.
    row_condition = (
        "item_id is null or item_id <> all(array(select item_id from room_exclusion"
        " where person_id = nullif(current_setting('holdfast.person', true), '')::uuid"
        " and lifted_at is null))"
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "reference"]
        indexes = [
            models.Index(fields=["owner", "due_on"], condition=Q(state="open"), name="open_by_owner"),
            models.Index(fields=["agency", "due_on"], condition=Q(state="open"), name="open_by_agency"),
            models.Index(fields=["group", "due_on"], condition=Q(state="open"), name="open_by_group"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["group", "reference"], name="action_numbered_once"),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True)
                | ~Q(state="open") & Q(ended_at__isnull=False),
                name="action_ended_when_not_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.text[:60]}"


class ContributingAgency(TenantModel):
    """Another agency that a multi-agency action needs."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="contributors")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "contributing agencies"
        constraints = [models.UniqueConstraint(fields=["action", "agency"], name="contributes_once")]

    def __str__(self) -> str:
        return f"{self.agency_id} to {self.action_id}"


class ActionEntry(ChangeEntry, TenantModel):
    """One thing that happened to an action, in order; never changed."""

    class Kind(models.TextChoices):
        ALLOCATED = "allocated", "Allocated"
        ACKNOWLEDGED = "acknowledged", "Acknowledged"
        QUERIED = "queried", "Queried"
        ANSWERED = "answered", "Query answered"
        PROGRESS = "progress", "Progress"
        REVIEWED = "reviewed", "Reviewed at a meeting"
        REASSIGNED = "reassigned", "Reassigned"
        REDATED = "redated", "Due date changed"
        REWORDED = "reworded", "Reworded"
        DONE = "done", "Done"
        REOPENED = "reopened", "Reopened"
        WITHDRAWN = "withdrawn", "Withdrawn"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=20, choices=Kind)
    evidence = models.ForeignKey(
        DocumentVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta(ChangeEntry.Meta):
        verbose_name_plural = "action entries"

    def __str__(self) -> str:
        return f"{self.kind} {self.action_id}"
