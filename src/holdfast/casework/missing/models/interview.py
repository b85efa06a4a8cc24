"""A return interview: offered to a child who came back, held or declined, and what the child said."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from holdfast.casework.children.models import ChildRow, ChildRowsQuerySet
from holdfast.casework.missing.models.episode import Episode
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.history import ChangeEntry
from holdfast.stewardship.tenancy.models import Agency, Person


class InterviewQuerySet(ChildRowsQuerySet):
    """Interviews: of children whom one may see, and for a provider those given to them."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.may(Permission.SEE_CHILDREN) or actor.may(Permission.SEE_CASES):
            seen = super().visible_to(actor)
            return seen | self.given_to(actor) if actor.may(Permission.HOLD_INTERVIEWS) else seen
        return self.given_to(actor) if actor.may(Permission.HOLD_INTERVIEWS) else self.none()

    def given_to(self, actor: Actor) -> Self:
        """Those that this person, or anybody of the agency, is to hold."""
        mine = Q(interviewer_id=actor.person_id) | Q(interviewer=None, provider_id=actor.agency_id)
        return self.filter(mine, partnership_id=actor.partnership_id)

    def waiting(self) -> Self:
        """Those that are neither held, declined nor called off."""
        return self.filter(state__in=Interview.WAITING)


class Interview(ChildRow):
    """One interview, for one or several returns. Its content can be written bit by bit until it is held."""

    class State(models.TextChoices):
        TO_OFFER = "to-offer", "To be offered"
        OFFERED = "offered", "Offered"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Called off"

    WAITING = (State.TO_OFFER, State.OFFERED, State.ACCEPTED)

    state = models.CharField(max_length=20, choices=State, default=State.TO_OFFER)
    provider = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="interviews"
    )
    interviewer = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="interviews"
    )
    not_independent_why = models.TextField(blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_why = models.TextField(blank=True)
    carers_asked_at = models.DateTimeField(null=True, blank=True)
    carers_said = models.TextField(blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    held_where = models.CharField(max_length=300, blank=True)
    reasons = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    harms = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    account = models.TextField(blank=True)
    harm = models.TextField(blank=True)
    where = models.TextField(blank=True)
    with_whom = models.TextField(blank=True)
    wishes = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = InterviewQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["partnership"],
                condition=Q(state__in=["to-offer", "offered", "accepted"]),
                name="interviews_waiting",
            ),
            models.Index(fields=["interviewer", "state"], name="interviews_of_person"),
            models.Index(fields=["provider", "state"], name="interviews_of_agency"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="held", held_at__isnull=False) | ~Q(state="held") & Q(held_at=None),
                name="interview_held_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | Q(declined_at__isnull=False) & ~Q(declined_why=""),
                name="interview_declined_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(interviewer=None) | Q(provider__isnull=False), name="interviewer_of_an_agency"
            ),
            models.CheckConstraint(
                condition=Q(carers_asked_at=None) | Q(declined_at__isnull=False) & ~Q(carers_said=""),
                name="interview_carers_asked_after_refusal",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(offered_at=None) | Q(accepted_at__gte=F("offered_at")),
                name="interview_accepted_after_offer",
            ),
        ]

    def __str__(self) -> str:
        return f"interview {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be held or declined."""
        return self.state in self.WAITING


class InterviewEpisode(ChildRow):
    """An episode that an interview is about: one interview may meet several."""

    row_rights: ClassVar[str] = "select, insert, update, delete"

    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="covered")
    episode = models.OneToOneField(Episode, on_delete=models.PROTECT, related_name="covering")

    def __str__(self) -> str:
        return f"{self.interview_id} for {self.episode_id}"


class InterviewAttempt(ChildRow):
    """A try to reach the child, logged even if no interview came of it; never changed."""

    class How(models.TextChoices):
        TELEPHONE = "telephone", "Telephone"
        VISIT = "visit", "Visit"
        MESSAGE = "message", "Message or letter"
        THROUGH_CARER = "through-carer", "Through a parent or carer"
        THROUGH_SCHOOL = "through-school", "Through school or a professional"

    row_rights: ClassVar[str] = "select, insert"

    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField()
    how = models.CharField(max_length=20, choices=How)
    outcome = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.how} {self.at:%Y-%m-%d}"


class InterviewEntry(ChangeEntry, ChildRow):
    """One thing that was done to an interview, with what stood before and after; never changed."""

    class Kind(models.TextChoices):
        ARRANGED = "arranged", "Begun"
        ASSIGNED = "assigned", "Given to an interviewer"
        OFFERED = "offered", "Offered"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        CARERS_ASKED = "carers-asked", "Carers asked"
        WRITTEN = "written", "Content written"
        HELD = "held", "Held"
        REOPENED = "reopened", "Opened again"
        CANCELLED = "cancelled", "Called off"

    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20, choices=Kind)

    class Meta(ChangeEntry.Meta):
        verbose_name_plural = "interview entries"

    def __str__(self) -> str:
        return f"{self.kind} {self.interview_id}"
