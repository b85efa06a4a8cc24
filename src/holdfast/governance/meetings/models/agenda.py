"""The agenda: its items, the papers pinned to them, and who is invited to which."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from holdfast.governance.documents.models import DocumentVersion
from holdfast.governance.meetings.models.meeting import Meeting
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


def at_single_meetings(actor: Actor, item: str = "") -> Q:
    """Items (or, with `item="item__"`, what hangs on them) open to invitees and one-meeting deputies."""
    mine = Invitee.objects.filter(
        person_id=actor.person_id,
        withdrawn_at__isnull=True,
        meeting_id__in=actor.meetings_where(Permission.ATTEND),
    )
    return (
        Q(**{f"{item}meeting__in": actor.meetings_where(Permission.SEE_MEETINGS)})
        | Q(**{f"{item}pk__in": mine.filter(item__isnull=False).values("item_id")})
        | Q(**{f"{item}meeting__in": mine.filter(item__isnull=True).values("meeting_id")})
    )


class ItemQuerySet(TenantQuerySet):
    """Agenda items of visible meetings; an invitee sees only the items invited to."""

    def visible_to(self, actor: Actor) -> Self:
        rows = self.filter(partnership_id=actor.partnership_id)
        allowed = actor.groups_where(Permission.SEE_MEETINGS)
        if allowed is None:
            return rows
        return rows.filter(Q(meeting__group__in=allowed) | at_single_meetings(actor))


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


class PaperQuerySet(TenantQuerySet):
    """Papers of visible items, for those who may read papers and those invited to the item."""

    def visible_to(self, actor: Actor) -> Self:
        rows = self.filter(partnership_id=actor.partnership_id, withdrawn_at__isnull=True)
        allowed = actor.groups_where(Permission.SEE_PAPERS)
        if allowed is None:
            return rows
        return rows.filter(Q(item__meeting__group__in=allowed) | at_single_meetings(actor, "item__"))


class Paper(TenantModel):
    """A document pinned, at one version, to an agenda item."""

    row_condition = AgendaItem.row_condition.replace("id <>", "item_id <>", 1)

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="pinned")
    sent_at = models.DateTimeField(help_text="When members could first read it.")
    pinned_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at"]
        constraints = [models.UniqueConstraint(fields=["item", "version"], name="paper_pinned_once")]

    def __str__(self) -> str:
        return f"{self.version_id} for {self.item_id}"


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
