"""A change to how somebody signs in stands in the trail, and is told to the account's own address."""

from __future__ import annotations

from django.core.mail import send_mail
from django.http import HttpRequest

from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.accounts.models import Account
from holdfast.stewardship.trail.record import record

# The verb of the trail, and what the letter says.
CHANGES = {
    "changed own password": "Your password was changed.",
    "set password by link": "A new password was set with a link from an email.",
    "connected authenticator app": "An authenticator app was connected.",
    "renewed recovery codes": "New recovery codes were made; the old ones stopped working.",
    "added passkey": "A passkey was added.",
    "removed passkey": "A passkey was removed.",
}
_LETTER = """{what}

If it was you, there is nothing to do. If it was not, choose a new password at once and tell your
partnership's system administrator."""


def note(request: HttpRequest, account: Account, verb: str) -> None:
    """Write the change down where the account works now, and send the letter afterwards."""
    from holdfast.stewardship.accounts.jobs import tell_of_change

    actor: Actor | None = getattr(request, "actor", None)
    if actor is not None:
        record(verb, by=actor)
    tell_of_change.defer(account_id=str(account.pk), verb=verb)


def tell(account: Account, verb: str) -> None:
    """Send the letter."""
    send_mail("Your Holdfast sign-in was changed", _LETTER.format(what=CHANGES[verb]), None, [account.email])
