"""What one group sends another, everything that happened to it, and which groups others may write to."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from holdfast.groups.models import Board, Group, GroupRowsQuerySet
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.history import ChangeEntry
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class MatterQuerySet(TenantQuerySet):
    """Matters, narrowed to those of the person's own groups, and for a Board's viewers those of Boards."""

    def visible_to(self, actor: Actor) -> Self:
        rows = super().visible_to(actor)
        allowed = actor.groups_where(Permission.SEE_CONCERNS)
        if allowed is None:
            return rows
        seen = Q(from_group__in=allowed) | Q(to_group__in=allowed)
        return rows.filter(seen | _of_a_board(actor))

    def waiting(self) -> Self:
        """Those on which the receiving side still has something to do."""
        told = Q(kind=Matter.Kind.LEARNING, wanted_on=None, state=Matter.State.RECEIVED)
        return self.filter(state__in=WAITING).exclude(told)


def _of_a_board(actor: Actor) -> Q:
    boards = actor.groups_where(Permission.SEE_BOARD_CONCERNS)
    of_a_board = Q(from_board__isnull=False) | Q(to_board__isnull=False)
    if boards is None:
        return of_a_board
    return of_a_board & (Q(from_group__in=boards) | Q(to_group__in=boards))


class Matter(TenantModel):
    """A concern, a request, learning or a task, from one group or Board to another.

    What goes to another partnership is two rows, one in each, with the same `thread`: here the other side is
    known by the names that it published, and by nothing else.
    """

    class Kind(models.TextChoices):
        CONCERN = "concern", "Concern"
        REQUEST = "request", "Request"
        LEARNING = "learning", "Learning"
        TASK = "task", "Task"

    class State(models.TextChoices):
        SENT = "sent", "Not yet received"
        RECEIVED = "received", "Received"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        ANSWERED = "answered", "Answered"
        WITHDRAWN = "withdrawn", "Withdrawn"
        CLOSED = "closed", "Closed"

    row_rights: ClassVar[str] = "select, insert, update"
    definer_functions: ClassVar[tuple[str, ...]] = ("deliver_matter(uuid, uuid)", "carry_entry(uuid)")

    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200)
    text = models.TextField()
    clause = models.CharField(max_length=120, blank=True, help_text="Of the sender's terms.")
    from_group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="matters_sent"
    )
    from_board = models.ForeignKey(
        Board, null=True, blank=True, on_delete=models.PROTECT, related_name="matters_sent"
    )
    to_group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="matters_received"
    )
    to_board = models.ForeignKey(
        Board, null=True, blank=True, on_delete=models.PROTECT, related_name="matters_received"
    )
    thread = models.UUIDField(null=True, blank=True, editable=False)
    other_group = models.CharField(max_length=200, blank=True)
    other_partnership = models.CharField(max_length=200, blank=True)
    wanted_on = models.DateField(null=True, blank=True, help_text="Until when an answer is wanted.")
    state = models.CharField(max_length=20, choices=State, default=State.SENT)
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = MatterQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]
        indexes = [
            models.Index(fields=["to_group", "-sent_at"], name="matters_to_group"),
            models.Index(fields=["from_group", "-sent_at"], name="matters_from_group"),
            models.Index(
                fields=["partnership", "wanted_on"], condition=Q(ended_at=None), name="matters_open"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "thread"], name="thread_once_in_a_partnership"),
            models.CheckConstraint(
                condition=~(Q(from_group__isnull=False) & Q(from_board__isnull=False))
                & ~(Q(to_group__isnull=False) & Q(to_board__isnull=False)),
                name="matter_of_a_group_or_a_board",
            ),
            models.CheckConstraint(
                condition=Q(thread=None, other_group="", other_partnership="")
                & (Q(from_group__isnull=False) | Q(from_board__isnull=False))
                & (Q(to_group__isnull=False) | Q(to_board__isnull=False))
                | Q(thread__isnull=False, from_board=None, to_board=None)
                & ~Q(other_group="")
                & (Q(from_group__isnull=False, to_group=None) | Q(from_group=None, to_group__isnull=False)),
                name="matter_has_two_sides",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["withdrawn", "closed"], ended_at__isnull=False)
                | ~Q(state__in=["withdrawn", "closed"]) & Q(ended_at=None),
                name="matter_ended_when_withdrawn_or_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.title


# On these the receiving side still has something to do; on the others the sender has.
WAITING = (Matter.State.SENT, Matter.State.RECEIVED, Matter.State.ACCEPTED)
REPLIED = (Matter.State.ANSWERED, Matter.State.DECLINED)
ENDED = (Matter.State.WITHDRAWN, Matter.State.CLOSED)


class MatterEntry(ChangeEntry, TenantModel):
    """One thing that happened to a matter; never changed. `by` is empty for what came from outside."""

    class Kind(models.TextChoices):
        SENT = "sent", "Sent"
        RECEIVED = "received", "Received"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        ANSWERED = "answered", "Answered"
        REDATED = "redated", "Date changed"
        WITHDRAWN = "withdrawn", "Withdrawn"
        CLOSED = "closed", "Closed"

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=20, choices=Kind)

    objects = TenantQuerySet.as_manager()

    class Meta(ChangeEntry.Meta):
        verbose_name_plural = "matter entries"

    def __str__(self) -> str:
        return f"{self.kind} {self.matter_id}"


class PublishedGroup(TenantModel):
    """That other partnerships can find a group by its name and write to it, until it is closed."""

    row_rights: ClassVar[str] = "select, insert, update"
    definer_functions: ClassVar[tuple[str, ...]] = ("published_groups()",)

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="published")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = GroupRowsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group"], condition=Q(closed_at=None), name="group_published_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}"
