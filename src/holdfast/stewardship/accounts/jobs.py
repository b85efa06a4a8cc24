"""Work of accounts that is done after the answer, so that an answer's time tells nothing."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from holdfast.stewardship.accounts import changes, links, throttle
from holdfast.stewardship.accounts.models import Account, SignInLink


@app.task(name="accounts.send_link", retry=3)
def send_link(account_id: str, purpose: str) -> None:
    """Send an invitation or a link for a new password; an unknown account is passed over in silence."""
    with transaction.atomic():
        account = Account.objects.filter(pk=UUID(account_id)).first()
        if account is not None and account.is_usable:
            links.send(account, SignInLink.Purpose(purpose))


@app.task(name="accounts.tell_of_change", retry=3)
def tell_of_change(account_id: str, verb: str) -> None:
    """Tell the owner of an account that the way they sign in was changed."""
    account = Account.objects.filter(pk=UUID(account_id)).first()
    if account is not None:
        changes.tell(account, verb)


@app.periodic(cron="17 3 * * *")
@app.task(name="accounts.forget_attempts")
def forget_attempts(timestamp: int) -> None:
    """Delete old counts of attempts."""
    throttle.forget_old()
