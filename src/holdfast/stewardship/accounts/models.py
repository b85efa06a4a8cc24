"""What a person signs in with, the links that set it up, and how often it was tried; no partnership data."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models.functions import Lower, Now
from django.http import HttpRequest

from holdfast.kernel import clock


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; an email address is compared without regard to case."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> Account:
        account = self.model(email=self.normalize_email(email).lower(), **extra)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """Sign-in identity: an email address, a password, whether it may still be used."""

    row_rights: ClassVar[str] = "select, insert, update"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    expires_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="account_email_once")]

    def __str__(self) -> str:
        return self.email

    @property
    def is_usable(self) -> bool:
        """Whether it may sign in today: active and not past its expiry date (Europe/London)."""
        return self.is_active and (self.expires_on is None or self.expires_on >= clock.today())


def account_of(request: HttpRequest) -> Account:
    """The account that is signed in; only for pages that nobody else reaches."""
    if not isinstance(request.user, Account):
        raise PermissionDenied("Sign in first.")
    return request.user


class SignInLink(models.Model):
    """A single-use link, sent by email, with which the owner of an account sets its password.

    Only a digest of the link's secret is kept: who reads the table cannot use it.
    """

    row_rights: ClassVar[str] = "select, insert, update"

    class Purpose(models.TextChoices):
        INVITATION = "invitation", "Invitation"
        RESET = "reset", "New password"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=20, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.purpose} for {self.account_id}"


class AttemptCount(models.Model):
    """How often one account was tried lately; the key is a digest, so the table names nobody."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.count} since {self.since:%H:%M}"
