"""Boards, groups in their tree, and the lines along which they report."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import TenantModel, TenantQuerySet


class Level(models.TextChoices):
    BOARD = "board", "Board"
    EXECUTIVE = "executive", "Executive"
    STRATEGIC = "strategic", "Strategic"
    TACTICAL = "tactical", "Tactical"
    OPERATIONAL = "operational", "Operational"


class Board(TenantModel):
    """A body that groups belong to and report to: a safeguarding or a community safety board."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=0, help_text="Rises with every change.")

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("partnership", Lower("name"), name="board_name_once")]

    def __str__(self) -> str:
        return self.short_name or self.name


class BoardMeeting(TenantModel):
    """A date on which a Board itself meets: groups avoid it, and reports fall due for it."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField()

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["held_on"]
        constraints = [models.UniqueConstraint(fields=["board", "held_on"], name="board_meets_once_a_day")]

    def __str__(self) -> str:
        return f"{self.board_id} {self.held_on}"


class GroupQuerySet(TenantQuerySet):
    """Groups, narrowed to those that the person may see."""

    def visible_to(self, actor: Actor) -> Self:
        rows = super().visible_to(actor)
        allowed = actor.groups_where(Permission.SEE_GROUP)
        return rows if allowed is None else rows.filter(pk__in=allowed)


class Group(TenantModel):
    """A group that meets under terms of reference: MACE, MET, MSET, MEOG."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    level = models.CharField(max_length=20, choices=Level)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0, help_text="Rises with every change.")

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("partnership", Lower("name"), name="group_name_once"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="group_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class ReportingLine(TenantModel):
    """That a group belongs to, and reports to, a Board; one group may have several."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="reporting_lines")
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="reporting_lines")

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "board"], name="group_reports_to_board_once")]

    def __str__(self) -> str:
        return f"{self.group_id} to {self.board_id}"


class GroupRowsQuerySet(TenantQuerySet):
    """Rows that hang on a group by a `group` field, for those who may see the group."""

    permission = Permission.SEE_GROUP

    def visible_to(self, actor: Actor) -> Self:
        rows = super().visible_to(actor)
        allowed = actor.groups_where(self.permission)
        return rows if allowed is None else rows.filter(group__in=allowed)
