"""A meeting, its agenda, the papers pinned to it, and what people said about coming."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from holdfast.governance.documents.models import DocumentVersion
from holdfast.groups.models import Group, GroupRowsQuerySet, Seat, Terms
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
        invited = Invitee.objects.filter(person_id=actor.person_id, withdrawn_at__isnull=True)
        deputising = DeputyNaming.objects.filter(deputy_id=actor.person_id, withdrawn_at__isnull=True)
        return rows.filter(
            Q(group__in=allowed)
            | Q(pk__in=invited.values("meeting_id"))
            | Q(pk__in=deputising.values("meeting_id"))
        )


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


class ItemQuerySet(TenantQuerySet):
    """Agenda items of visible meetings; an invitee sees only the items invited to."""

    def visible_to(self, actor: Actor) -> Self:
        rows = self.filter(partnership_id=actor.partnership_id)
        allowed = actor.groups_where(Permission.SEE_MEETINGS)
        if allowed is None:
            return rows
        mine = Invitee.objects.filter(person_id=actor.person_id, withdrawn_at__isnull=True)
        deputising = DeputyNaming.objects.filter(deputy_id=actor.person_id, withdrawn_at__isnull=True)
        return rows.filter(
            Q(meeting__group__in=allowed)
            | Q(pk__in=mine.values("item_id"))
            | Q(meeting__in=deputising.values("meeting_id"))
        )


class AgendaItem(TenantModel):
    """One item of an agenda. Standing items come by themselves from the charter."""

    class Kind(models.TextChoices):
        APOLOGIES = "apologies", "Welcome and apologies"
        DECLARATIONS = "declarations", "Declarations of interest"
        LAST_MINUTES = "last-minutes", "Minutes of the last meeting"
        MATTERS_ARISING = "matters-arising", "Matters arising"
        OPEN_ACTIONS = "open-actions", "Open actions"
        BUSINESS = "business", "Business"
        ELECTION = "election", "Election"
        ANY_OTHER = "any-other", "Any other business"
        NEXT_MEETING = "next-meeting", "Date of the next meeting"

    # The item and all that hangs on it disappear for a person excluded by a conflict of interest.
    row_condition = (
        "id <> all(array(select item_id from room_exclusion"
        " where person_id = nullif(current_setting('holdfast.person', true), '')::uuid"
        " and lifted_at is null))"
    )

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.BUSINESS)
    business_kind = models.CharField(
        max_length=60, blank=True, help_text="The charter's kind of item, where quorum or decisions differ."
    )
    purpose = models.CharField(max_length=1000, blank=True)
    lead = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    minutes_planned = models.PositiveSmallIntegerField(null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="one_item_at_a_position",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return self.title


class Paper(TenantModel):
    """A document pinned, at one version, to an agenda item."""

    row_condition = AgendaItem.row_condition.replace("id <>", "item_id <>", 1)

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="pinned")
    sent_at = models.DateTimeField(help_text="When members could first read it.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "version"], name="paper_pinned_once")]

    def __str__(self) -> str:
        return f"{self.version_id} for {self.item_id}"


class Apology(TenantModel):
    """That a person said beforehand that they cannot come; withdrawn when plans change again."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="apologies")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="apologies")
    reason = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "apologies"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(withdrawn_at__isnull=True), name="apology_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.meeting_id}"


class DeputyNaming(TenantModel):
    """A deputy named for one seat at one meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="deputies")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "seat"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_deputy_for_a_seat",
            ),
            models.UniqueConstraint(
                fields=["meeting", "deputy"],
                condition=Q(withdrawn_at__isnull=True),
                name="deputy_for_one_seat_at_a_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} for {self.seat_id}"


class Invitee(TenantModel):
    """Somebody invited to one item (or, without an item, to the whole meeting) to advise."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitees")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="invitees"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    invited_at = models.DateTimeField(db_default=Now(), editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "item", "person"],
                condition=Q(withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="invited_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} to {self.meeting_id}"
