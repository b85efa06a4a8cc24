"""What people are to be told, the messages that told them, each attempt to send one, and what they prefer."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class Urgency(models.TextChoices):
    """When somebody is told."""

    DIGEST = "digest", "In the morning"
    AT_ONCE = "at once", "At once"


class Digest(TenantModel):
    """That a partnership's digest of a day was made: one row a day, which is what makes it one digest."""

    row_rights = "select, insert, update"

    day = models.DateField()
    made_at = models.DateTimeField()
    # The ids of people who had something to be told and no way to be told it.
    unreachable = models.JSONField(default=list)
    # The ids of what came up since, could not wait, and has nobody to be told of it.
    passed_over = models.JSONField(default=list)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "day"], name="one_digest_a_day")]

    def __str__(self) -> str:
        return f"digest of {self.day}"


class MessageQuerySet(TenantQuerySet):
    """Messages, and those that did not arrive at a mail server."""

    def undelivered(self) -> MessageQuerySet:
        """Waiting for another attempt, or given up."""
        return self.filter(Q(state="waiting", attempts__gt=0) | Q(state="failed"))


class Message(TenantModel):
    """An email to one person: kinds and counts, never words; its letter is written when it is sent."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be sent"
        HANDED_OVER = "handed over", "Handed over to the mail server"
        FAILED = "failed", "Could not be sent"
        OVERTAKEN = "overtaken", "Overtaken by a newer one"

    row_rights = "select, insert, update"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="messages")
    digest = models.ForeignKey(
        Digest, null=True, blank=True, on_delete=models.PROTECT, related_name="messages"
    )
    # [[kind, overdue, due today, due later, new], …]
    counts = models.JSONField()
    # The one thing that it is about, where it is about one: the link leads there.
    subject_id = models.UUIDField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(state="waiting"), name="messages_waiting"),
            models.Index(
                fields=["made_at"], condition=Q(state__in=["waiting", "failed"]), name="messages_not_gone"
            ),
            models.Index(fields=["partnership", "person", "-made_at"], name="messages_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["digest", "person"], name="one_digest_a_person"),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at=None)
                | (~Q(state="waiting") & Q(settled_at__isnull=False)),
                name="message_settled_unless_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.id}"


class Delivery(TenantModel):
    """One attempt to hand a message to the mail server, and what came of it; never changed."""

    class Outcome(models.TextChoices):
        HANDED_OVER = "handed over", "Handed over to the mail server"
        REFUSED = "refused", "Refused for good"
        PUT_OFF = "put off", "Put off by the mail server"
        NO_ANSWER = "no answer", "The mail server did not answer"
        NO_ADDRESS = "no address", "There is nowhere to send it"
        ASKED_AGAIN = "asked again", "Somebody asked for another attempt"

    row_rights = "select, insert"

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome)
    # A sentence of ours: what a mail server answers may repeat an address or a subject.
    says = models.CharField(max_length=300)
    next_try_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["at", "recorded_at"]

    def __str__(self) -> str:
        return f"{self.outcome} {self.message_id}"


class NoticeQuerySet(TenantQuerySet):
    """Notices, and those that nobody was told of yet."""

    def untold(self) -> NoticeQuerySet:
        """Neither in a message nor withdrawn."""
        return self.filter(message=None, withdrawn_at=None)

    def untold_or_withdrawn(self) -> NoticeQuerySet:
        """Not in a message."""
        return self.filter(message=None)


class Notice(TenantModel):
    """That one person is to be told of one thing, once; written in the transaction that causes it.

    What is due is told once for each due time, and once more when it is missed by the hour; what is merely
    new can be new again after it was told.
    """

    row_rights = "select, insert, update"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    due_at = models.DateTimeField(null=True, blank=True)
    is_missed = models.BooleanField(default=False)
    urgency = models.CharField(max_length=20, choices=Urgency, default=Urgency.DIGEST)
    raised_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["raised_at"]
        indexes = [
            models.Index(
                fields=["partnership", "person"],
                condition=Q(message=None, withdrawn_at=None),
                name="notices_untold",
            ),
            models.Index(fields=["subject_id", "kind"], name="notices_by_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "subject_id", "due_at", "is_missed"],
                condition=Q(due_at__isnull=False),
                name="told_once_of_what_is_due",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "subject_id"],
                condition=Q(due_at=None, message=None, withdrawn_at=None),
                name="told_once_of_what_is_new",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class NoticePreference(TenantModel):
    """What a person chose to be sent; without a row, both."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="notice_preference")
    digest = models.BooleanField(default=True)
    at_once = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    row_rights = "select, insert, update"

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"preference of {self.person_id}"


def preference_of(kept: Any) -> tuple[bool, bool]:
    """(digest, at once) of a kept preference, or of none."""
    return (kept.digest, kept.at_once) if kept else (True, True)
