"""Single-use links, by email, with which the owner of an account sets its password."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse

from holdfast.kernel import clock
from holdfast.stewardship.accounts import sessions, throttle
from holdfast.stewardship.accounts.models import Account, SignInLink

LIVES = {SignInLink.Purpose.INVITATION: timedelta(days=7), SignInLink.Purpose.RESET: timedelta(hours=1)}
_SUBJECTS = {
    SignInLink.Purpose.INVITATION: "You are invited to Holdfast",
    SignInLink.Purpose.RESET: "Choose a new Holdfast password",
}
_LETTERS = {
    SignInLink.Purpose.INVITATION: (
        "You are invited to use Holdfast, where your safeguarding partnership's groups do their work.\n\n"
        "Choose a password here. The link works once, and for 7 days:\n\n{address}\n\n"
        "Next you will set up one-time codes on your telephone. If you did not expect this, do nothing."
    ),
    SignInLink.Purpose.RESET: (
        "Someone asked for a new password for your Holdfast account.\n\n"
        "Choose it here. The link works once, and for one hour:\n\n{address}\n\n"
        "You will still need your one-time codes. If it was not you, do nothing: nothing has changed."
    ),
}


def make(account: Account, purpose: SignInLink.Purpose) -> str:
    """Make a link, and end the account's earlier ones; its whole address, which is kept nowhere."""
    secret = secrets.token_urlsafe(32)
    now = clock.now()
    SignInLink.objects.filter(account=account, used_at__isnull=True).update(used_at=now)
    SignInLink.objects.create(
        account=account,
        purpose=purpose,
        digest=_digest(secret),
        made_at=now,
        expires_at=now + LIVES[purpose],
    )
    return str(settings.HOLDFAST_ADDRESS) + reverse("account_set_password", args=[secret])


def send(account: Account, purpose: SignInLink.Purpose) -> None:
    """Make a link and send it to the account's own address."""
    address = make(account, purpose)
    letter = _LETTERS[purpose].format(address=address)
    send_mail(_SUBJECTS[purpose], letter, None, [account.email])


def find(secret: str) -> SignInLink | None:
    """The link with this secret, if it is unused, in time, and its account may be used."""
    held = SignInLink.objects.select_related("account").filter(
        digest=_digest(secret), used_at__isnull=True, expires_at__gt=clock.now()
    )
    link = held.first()
    return link if link is not None and link.account.is_usable else None


@transaction.atomic
def use(link: SignInLink, password: str) -> bool:
    """Set the password and use the link up; every session ends. False when someone was quicker."""
    taken = SignInLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=clock.now())
    if not taken:
        return False
    account = link.account
    account.set_password(password)
    account.save(update_fields=["password"])
    sessions.end_all(account)
    throttle.forgive("password", account.email)
    return True


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
