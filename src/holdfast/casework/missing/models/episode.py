"""An episode: a child goes missing, or is away without authorisation, until found or returned."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now

from holdfast.casework.children.models import ChildRow, ChildRowsQuerySet
from holdfast.casework.missing.rules.episodes import Times
from holdfast.stewardship.tenancy.history import ChangeEntry
from holdfast.stewardship.tenancy.models import Person


class CertainSpan(Func):
    """The time in which the child was missing for certain: `rules.episodes.certain_span`, in SQL.

    Only what PostgreSQL calls immutable, so that an index can hold it.
    """

    output_field = DateTimeRangeField()
    template = (
        "(case when ended_at < {first} then 'empty'::tstzrange"
        " else tstzrange({first}, ended_at, case when is_ended_known then '[)' else '[]' end) end)"
    ).format(
        first=(
            "(case when is_began_known then began_at else timezone('Europe/London',"
            " date_trunc('day', timezone('Europe/London', began_at)) + interval '1 day') end)"
        )
    )


class EpisodeQuerySet(ChildRowsQuerySet):
    """Episodes; one that was recorded in error stays, and counts for nothing."""

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def open(self) -> Self:
        """Those of children who are missing now."""
        return self.standing().filter(ended_at=None)


class Episode(ChildRow):
    """One time that a child was missing or away; where only dates are known, at midnight in London."""

    class Kind(models.TextChoices):
        MISSING = "missing", "Missing"
        AWAY = "away", "Away without authorisation"

    class GoneFrom(models.TextChoices):
        HOME = "home", "Home"
        CARE = "care", "Care"
        EDUCATION = "education", "School or college"
        ELSEWHERE = "elsewhere", "Somewhere else"
        NOT_KNOWN = "not-known", "Not known"

    class FoundBy(models.TextChoices):
        SELF = "self", "Came back alone"
        POLICE = "police", "Police"
        FAMILY = "family", "Family or friends"
        CARER = "carer", "Carer or placement"
        PROFESSIONAL = "professional", "Another professional"
        PUBLIC = "public", "Somebody else"
        NOT_KNOWN = "not-known", "Not known"

    class FoundState(models.TextChoices):
        WELL = "well", "Well"
        HURT = "hurt", "Hurt or unwell"
        DISTRESSED = "distressed", "Distressed or frightened"
        INTOXICATED = "intoxicated", "Under the influence of drink or drugs"
        HOSPITAL = "hospital", "Taken to hospital"
        DEAD = "dead", "Found dead"
        NOT_KNOWN = "not-known", "Not known"

    class Source(models.TextChoices):
        RECORDED = "recorded", "Recorded here"
        IMPORTED = "imported", "Imported"

    definer_functions: ClassVar[tuple[str, ...]] = ("shared_episodes(uuid)",)

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.MISSING)
    gone_from = models.CharField(max_length=20, choices=GoneFrom, default=GoneFrom.NOT_KNOWN)
    reported_at = models.DateTimeField(null=True, blank=True)
    reported_by = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField()
    is_began_known = models.BooleanField(default=True, help_text="Whether the time of day is known.")
    last_seen_at = models.DateTimeField(null=True, blank=True)
    last_seen_where = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    is_ended_known = models.BooleanField(default=True)
    found_where = models.CharField(max_length=300, blank=True)
    found_by = models.CharField(max_length=20, choices=FoundBy, blank=True)
    found_state = models.CharField(max_length=20, choices=FoundState, blank=True)
    circumstances = models.TextField(blank=True)
    reasons = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    companions = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    places = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    grade = models.CharField(max_length=20, blank=True, help_text="The latest; its history has its own rows.")
    source = models.CharField(max_length=20, choices=Source, default=Source.RECORDED)
    external_reference = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = EpisodeQuerySet.as_manager()

    class Meta:
        ordering = ["-began_at"]
        indexes = [
            models.Index(fields=["child", "began_at"], name="episodes_of_child"),
            models.Index(
                fields=["partnership", "began_at"],
                condition=Q(ended_at=None, withdrawn_at=None),
                name="episodes_open",
            ),
            models.Index(fields=["partnership", "-began_at"], name="episodes_latest"),
            models.Index(
                fields=["partnership", "external_reference"],
                condition=~Q(external_reference=""),
                name="episodes_by_reference",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(ended_at=None, withdrawn_at=None), name="episode_open_once"
            ),
            ExclusionConstraint(
                name="episodes_do_not_overlap",
                expressions=[(F("child"), RangeOperators.EQUAL), (CertainSpan(), RangeOperators.OVERLAPS)],
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")) | Q(is_ended_known=False),
                name="episode_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_why="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why=""),
                name="episode_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def times(self) -> Times:
        """When it began and ended, for the rules."""
        return Times.of(self)

    @property
    def is_open(self) -> bool:
        """Whether the child is missing now."""
        return self.ended_at is None and self.withdrawn_at is None


class EpisodeGrade(ChildRow):
    """How grave the police or carer judged an episode to be, from when on, and why; never changed."""

    row_rights: ClassVar[str] = "select, insert"

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="grades")
    grade = models.CharField(max_length=20)
    from_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["from_at", "recorded_at"]

    def __str__(self) -> str:
        return self.grade


class EpisodeEntry(ChangeEntry, ChildRow):
    """One thing that was done to an episode, with what stood before and after; never changed."""

    class Kind(models.TextChoices):
        RECORDED = "recorded", "Recorded"
        IMPORTED = "imported", "Imported"
        CHANGED = "changed", "Corrected"
        GRADED = "graded", "Graded"
        RETURNED = "returned", "Return recorded"
        WITHDRAWN = "withdrawn", "Withdrawn"
        RESTORED = "restored", "Taken back into the record"

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20, choices=Kind)

    class Meta(ChangeEntry.Meta):
        verbose_name_plural = "episode entries"

    def __str__(self) -> str:
        return f"{self.kind} {self.episode_id}"
