"""Passkeys as a second factor: the browser's own ceremony, judged by allauth's code."""

from __future__ import annotations

import json
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError

from holdfast.stewardship.accounts.models import Account

Kind = Authenticator.Type


def held(account: Account) -> list[Authenticator]:
    """The account's passkeys, oldest first."""
    return list(Authenticator.objects.filter(user=account, type=Kind.WEBAUTHN).order_by("created_at"))


def ask(account: Account) -> str:
    """What the browser needs to ask for a passkey, as JSON; empty when the account has none."""
    return _as_json(auth.begin_authentication(account)) if held(account) else ""


def accept(account: Account, credential: str) -> bool:
    """Whether the browser's answer is one of the account's passkeys, to the question last asked."""
    try:
        parsed = _parsed(credential)
        auth.parse_authentication_response(parsed)
        auth.complete_authentication(account, parsed)
    except ValidationError:
        return False
    return True


def offer(account: Account) -> str:
    """What the browser needs to make a passkey, as JSON."""
    return _as_json(auth.begin_registration(account, False))


def add(account: Account, name: str, credential: str) -> bool:
    """Keep a new passkey; False when the browser's answer does not fit the question."""
    try:
        parsed = _parsed(credential)
        auth.parse_registration_response(parsed)
        auth.complete_registration(parsed)
    except ValidationError:
        return False
    auth.WebAuthn.add(account, name, parsed)
    return True


def remove(account: Account, key_id: int) -> bool:
    """Remove one passkey of the account's own, unless it is the only second factor."""
    factors = Authenticator.objects.filter(user=account, type__in=[Kind.TOTP, Kind.WEBAUTHN])
    if factors.exclude(pk=key_id).exists():
        return bool(factors.filter(pk=key_id, type=Kind.WEBAUTHN).delete()[0])
    return False


def _parsed(text: str) -> dict[str, Any]:
    try:
        parsed = json.loads(text)
    except ValueError:
        parsed = None
    if not isinstance(parsed, dict):
        raise ValidationError("not a credential")
    return parsed


def _as_json(options: dict[str, Any]) -> str:
    return json.dumps(options.get("publicKey", options))
