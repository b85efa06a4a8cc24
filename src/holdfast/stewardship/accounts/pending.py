"""A sign-in under way: the first factor was given, the second not yet, and nobody is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from holdfast.kernel import clock
from holdfast.stewardship.accounts import codes, sealing, sessions
from holdfast.stewardship.accounts.models import Account

LIFE = timedelta(minutes=10)
SESSION = "signing_in"


@dataclass(frozen=True)
class Pending:
    """Who is signing in, where they were going, and the secret offered to a new authenticator app."""

    account: Account
    next: str
    secret: str


def begin(request: HttpRequest, account: Account, going_to: str) -> None:
    """Note that the first factor was right; ten minutes are left for the second."""
    request.session.flush()
    request.session[SESSION] = {
        "account": str(account.pk),
        "password": account.get_session_auth_hash(),
        "at": clock.now().timestamp(),
        "next": safe_next(request, going_to),
        "secret": sealing.seal(codes.new_secret()),
    }


def current(request: HttpRequest) -> Pending | None:
    """The sign-in under way, unless it took too long, or the account or its password changed meanwhile."""
    held = request.session.get(SESSION)
    if not held or clock.now().timestamp() - held["at"] > LIFE.total_seconds():
        return None
    account = Account.objects.filter(pk=UUID(held["account"])).first()
    if account is None or not account.is_usable:
        return None
    if not constant_time_compare(held["password"], account.get_session_auth_hash()):
        return None
    return Pending(account, held["next"], sealing.unseal(held["secret"]))


def finish(request: HttpRequest, pending: Pending) -> str:
    """Sign in; the address to go to."""
    del request.session[SESSION]
    sessions.begin(request, pending.account)
    return pending.next


def safe_next(request: HttpRequest, address: str) -> str:
    """The address if it is a path of this site's own, else the home page."""
    is_own = url_has_allowed_host_and_scheme(address, None, require_https=request.is_secure())
    # What does not begin as a path would be looked up as the name of a view.
    return address if is_own and address.startswith("/") else "/"
