"""What was decided and put to the vote, with the quorum of the moment."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from holdfast.governance.actions.models import Action
from holdfast.governance.meetings.models import AgendaItem
from holdfast.governance.room.models.visibility import NOT_EXCLUDED, of_visible
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class Decision(TenantModel):
    """What was decided, when, how, and with the quorum finding of that moment."""

    class Method(models.TextChoices):
        CONSENSUS = "consensus", "By consensus"
        VOTE = "vote", "By vote"
        CHAIR = "chair", "By the chair"

    row_condition = NOT_EXCLUDED

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

    row_condition = of_visible("decision_id", "room_decision")

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="actions")
    action = models.OneToOneField(Action, on_delete=models.CASCADE, related_name="decided_by")

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.action_id} from {self.decision_id}"


class Vote(TenantModel):
    """A question put to the vote, or an election to an office."""

    row_condition = NOT_EXCLUDED

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
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return self.question


class Candidate(TenantModel):
    """Somebody standing in an election."""

    row_condition = of_visible("vote_id", "room_vote")

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="candidates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "person"], name="stands_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.vote_id}"


class Ballot(TenantModel):
    """That a voter voted. In a secret vote the choice lies in `SecretBallot` with no link to the voter."""

    row_condition = of_visible("vote_id", "room_vote")

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

    row_condition = of_visible("vote_id", "room_vote")

    row_rights = "select, insert"

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="secret_ballots")
    choice = models.CharField(max_length=40)

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"secret ballot in {self.vote_id}"
