"""A link for somebody without an account: what it opens, for whom, until when, and the code asked for."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from holdfast.kernel import clock
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class LinkQuerySet(TenantQuerySet):
    """Links, and those that still open something."""

    def live(self) -> LinkQuerySet:
        """Neither used up, nor ended, nor too old."""
        return self.filter(used_at=None, ended_at=None, expires_at__gt=clock.now())

    def about(self, purpose: str, subject_id: object) -> LinkQuerySet:
        """Those that open this thing for this purpose."""
        return self.filter(purpose=purpose, subject_id=subject_id)


class Link(TenantModel):
    """One thing opened for one person outside: only digests of its secret and of its code are kept.

    Whoever has the address alone gets nowhere: a code goes to the contact on record, each time anew.
    """

    row_rights = "select, insert, update"
    definer_functions = ("live_link(varchar)",)

    # For the length of a request that came by it, so that its pages can lead on; kept nowhere.
    secret = ""

    purpose = models.CharField(max_length=40, help_text="Key of a registered purpose.")
    subject_id = models.UUIDField()
    contact_name = models.CharField(max_length=200)
    contact_email = models.EmailField()
    contact_agency = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    # Set when the letter with the address is written, and anew each time it is sent again.
    digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    code_expires_at = models.DateTimeField(null=True, blank=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["partnership", "purpose", "subject_id"], name="links_by_subject")]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="link_expires_later"),
            models.CheckConstraint(condition=~Q(contact_email=""), name="link_has_a_contact"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} link {self.pk}"

    @property
    def is_live(self) -> bool:
        """Whether it still opens something."""
        return self.used_at is None and self.ended_at is None and self.expires_at > clock.now()

    @property
    def state(self) -> str:
        """In a word or two, for lists."""
        if self.used_at:
            return "Used"
        if self.ended_at:
            return "Ended"
        if self.expires_at <= clock.now():
            return "Too old"
        return "Opened" if self.opened_at else "Sent" if self.sent_at else "Being sent"
