"""What happens in the room. Attendance, declarations, decisions and votes carry their own time."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now

from holdfast.governance.actions.models import Action
from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.groups.models import Seat
from holdfast.stewardship.tenancy.models import Agency, Person, TenantModel, TenantQuerySet

_NOT_EXCLUDED = AgendaItem.row_condition.replace("id <>", "item_id <>", 1)
_NOT_EXCLUDED_OR_WHOLE = f"item_id is null or {_NOT_EXCLUDED}"


class Presence(TenantModel):
    """A stretch of time that a person was there, in the room or remote, in one capacity."""

    class Capacity(models.TextChoices):
        MEMBER = "member", "Member"
        DEPUTY = "deputy", "Deputy"
        INVITEE = "invitee", "Invitee"
        IN_ATTENDANCE = "in-attendance", "In attendance"
        OBSERVER = "observer", "Observer"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="presences")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="presences")
    capacity = models.CharField(max_length=20, choices=Capacity)
    is_remote = models.BooleanField(default=False)
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True, help_text="Struck out by a correction.")
    correction_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    correction_reason = models.CharField(max_length=500, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["arrived_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gt=F("arrived_at")),
                name="leaves_after_arriving",
            ),
            ExclusionConstraint(
                name="present_once_at_a_time",
                expressions=[
                    ("meeting", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (
                        Func(F("arrived_at"), F("left_at"), Value("[)"), function="tstzrange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(removed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.arrived_at:%H:%M}"


class Declaration(TenantModel):
    """An interest that a person declared, actual or potential, for one item or for the meeting."""

    class Nature(models.TextChoices):
        NONE = "none", "Nothing to declare"
        POTENTIAL = "potential", "Potential conflict"
        ACTUAL = "actual", "Actual conflict"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="declarations")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="declarations"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="declarations")
    nature = models.CharField(max_length=20, choices=Nature)
    text = models.TextField(blank=True)
    declared_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.nature} {self.person_id}"


class Exclusion(TenantModel):
    """That a person is excluded from an item: no sight of it, no vote, no place in its quorum."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="exclusions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="exclusions")
    declaration = models.ForeignKey(
        Declaration, null=True, blank=True, on_delete=models.PROTECT, related_name="exclusions"
    )
    reason = models.CharField(max_length=500)
    from_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_reason = models.CharField(max_length=500, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person"], condition=Q(lifted_at__isnull=True), name="excluded_now")]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"], condition=Q(lifted_at__isnull=True), name="excluded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.item_id}"


class Note(TenantModel):
    """One author's own notes on one item."""

    row_condition = _NOT_EXCLUDED

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "author"], name="one_note_an_author_and_item")]

    def __str__(self) -> str:
        return f"note on {self.item_id}"


class MinuteText(TenantModel):
    """What the minutes will say of an item; one person holds it at a time."""

    row_condition = _NOT_EXCLUDED

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="minute_text")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    held_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    held_until = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"minute of {self.item_id}"


class Nomination(TenantModel):
    """Whom those present nominated to chair this meeting only, or from when the chair was handed over."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="nominations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.person_id} chairs {self.meeting_id}"


class Override(TenantModel):
    """The chair's agreement to go on without a quorum, where the terms allow it, with the reason."""

    row_condition = _NOT_EXCLUDED_OR_WHOLE

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="overrides")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="overrides"
    )
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=1000)
    from_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="override_has_a_reason")]

    def __str__(self) -> str:
        return f"override of {self.meeting_id}"


class Decision(TenantModel):
    """What was decided, when, how, and with the quorum finding of that moment."""

    class Method(models.TextChoices):
        CONSENSUS = "consensus", "By consensus"
        VOTE = "vote", "By vote"
        CHAIR = "chair", "By the chair"

    row_condition = _NOT_EXCLUDED

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="decisions")
    text = models.TextField()
    method = models.CharField(max_length=20, choices=Method, default=Method.CONSENSUS)
    decided_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    quorum = models.JSONField(help_text="The finding when it was recorded.")
    is_without_quorum = models.BooleanField(
        default=False, help_text="A later correction of attendance left it without a quorum."
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["decided_at"]

    def __str__(self) -> str:
        return self.text[:80]


class DecidedAction(TenantModel):
    """That an action was allocated by a decision."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="actions")
    action = models.OneToOneField(Action, on_delete=models.CASCADE, related_name="decided_by")

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.action_id} from {self.decision_id}"


class Vote(TenantModel):
    """A question put to the vote, or an election to an office."""

    row_condition = _NOT_EXCLUDED

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="votes")
    question = models.CharField(max_length=500)
    office = models.CharField(max_length=100, blank=True, help_text="For an election: the office's key.")
    is_secret = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(null=True, blank=True, help_text="The finding when it closed.")
    casting_choice = models.CharField(max_length=40, blank=True)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="votes"
    )
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return self.question


class Candidate(TenantModel):
    """Somebody standing in an election."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="candidates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "person"], name="stands_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.vote_id}"


class Ballot(TenantModel):
    """That a voter voted. In a secret vote the choice lies in `SecretBallot` with no link to the voter."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="ballots")
    voter_key = models.CharField(
        max_length=100, help_text="Person, seat or agency, as the terms count votes."
    )
    cast_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(
        max_length=40, blank=True, help_text="for, against, abstain or a candidate's id."
    )
    cast_at = models.DateTimeField()

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "voter_key"], name="one_ballot_a_voter")]

    def __str__(self) -> str:
        return f"ballot in {self.vote_id}"


class SecretBallot(TenantModel):
    """One choice in a secret vote; its id is random and it carries no time."""

    row_rights = "select, insert"

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="secret_ballots")
    choice = models.CharField(max_length=40)

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"secret ballot in {self.vote_id}"
