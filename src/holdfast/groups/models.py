"""Boards, groups in their tree, the terms that they have adopted, and who sits where."""

from __future__ import annotations

from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower, Now

from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Agency, Person, TenantModel, TenantQuerySet


def date_range(start: str, end: str) -> Func:
    """The period from one date field to another, both included; an empty end is open."""
    return Func(F(start), F(end), Value("[]"), function="daterange")


def ends_after_start(start: str, end: str) -> Q:
    """The condition that a period does not end before it starts."""
    return Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)})


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


class Terms(TenantModel):
    """One version of a group's terms of reference, as the charter file that was uploaded."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="terms")
    version = models.CharField(max_length=40)
    charter_key = models.CharField(max_length=100, help_text="Which of the document's groups this is.")
    source = models.TextField()
    digest = models.CharField(max_length=64, editable=False)
    proposed_at = models.DateTimeField(db_default=Now(), editable=False)
    proposed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    next_review_on = models.DateField(null=True, blank=True)

    objects = GroupRowsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "terms"
        ordering = ["-in_force_from", "-proposed_at"]
        constraints = [
            models.UniqueConstraint(fields=["group", "version"], name="terms_version_once"),
            models.CheckConstraint(
                condition=ends_after_start("in_force_from", "in_force_to"), name="terms_end_after_start"
            ),
            ExclusionConstraint(
                name="one_terms_in_force",
                expressions=[
                    ("group", RangeOperators.EQUAL),
                    (date_range("in_force_from", "in_force_to"), RangeOperators.OVERLAPS),
                ],
                condition=Q(in_force_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version}"


class TermsApproval(TenantModel):
    """A signature under a version of the terms; the charter says whose are needed. Undated is possible."""

    terms = models.ForeignKey(Terms, on_delete=models.CASCADE, related_name="approvals")
    capacity = models.CharField(max_length=100)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    signatory_name = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["terms", "capacity"], name="terms_signed_once_per_capacity")
        ]

    def __str__(self) -> str:
        return f"{self.capacity} of {self.terms_id}"


class AgencyBinding(TenantModel):
    """Which local agency an agency key of the group's charter stands for."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="agency_bindings")
    key = models.CharField(max_length=100)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="bindings")

    objects = GroupRowsQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "key"], name="agency_key_bound_once")]

    def __str__(self) -> str:
        return f"{self.key}"


class Seat(TenantModel):
    """A place at the table by role, filled by appointments. Its rules are in the charter, by `key`."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="seats")
    key = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="seats")
    holders = models.PositiveSmallIntegerField(default=1, help_text="How many may hold it; 0 is any number.")
    position = models.PositiveSmallIntegerField(default=0)
    is_coopted = models.BooleanField(default=False, help_text="Opened by the group, not by its charter.")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    objects = GroupRowsQuerySet.as_manager()

    class Meta:
        ordering = ["position", "title"]
        constraints = [
            models.CheckConstraint(
                condition=ends_after_start("opened_on", "closed_on"), name="seat_closes_after_opening"
            ),
            models.UniqueConstraint(
                fields=["group", "key"], condition=Q(closed_on__isnull=True), name="seat_key_open_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Appointment(TenantModel):
    """A person in a seat from one date to another (both included)."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="appointments")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = GroupRowsQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=ends_after_start("from_on", "to_on"), name="appointment_ends_after_start"
            ),
            ExclusionConstraint(
                name="appointed_to_a_seat_once_at_a_time",
                expressions=[
                    ("seat", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (date_range("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.seat_id}"


class OfficeHolding(TenantModel):
    """A person in an office of the group (chair, vice chair, as the charter names them) for a term."""

    class How(models.TextChoices):
        BY_ROLE = "role", "By role"
        ELECTED = "elected", "Elected by members"
        BOARD = "board", "Appointed by the Board"
        EX_OFFICIO = "ex-officio", "Ex officio"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="office_holdings")
    office = models.CharField(max_length=100, help_text="The office's key in the charter.")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="office_holdings")
    how = models.CharField(max_length=20, choices=How)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    term_ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = GroupRowsQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=ends_after_start("from_on", "to_on"), name="office_ends_after_start"
            ),
            ExclusionConstraint(
                name="one_holder_of_an_office",
                expressions=[
                    ("group", RangeOperators.EQUAL),
                    ("office", RangeOperators.EQUAL),
                    (date_range("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.person_id}"


class Deputyship(TenantModel):
    """A standing deputy of a seat (a deputy for one meeting is named on that meeting)."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="deputyships")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="deputyships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputyships")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = GroupRowsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=ends_after_start("from_on", "to_on"), name="deputyship_ends_after_start"
            ),
            ExclusionConstraint(
                name="deputy_of_a_seat_once_at_a_time",
                expressions=[
                    ("seat", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (date_range("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.seat_id}"


def on_date(day: Any, start: str = "from_on", end: str = "to_on") -> Q:
    """The condition that a period covers a date."""
    return Q(**{f"{start}__lte": day}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": day}))
