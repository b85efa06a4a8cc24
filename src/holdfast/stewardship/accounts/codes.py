"""One-time codes: from an authenticator app, or from the list of recovery codes; each works once."""

from __future__ import annotations

import hmac

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.db import transaction
from django.utils.safestring import SafeString, mark_safe

from holdfast.kernel import clock
from holdfast.stewardship.accounts import sealing
from holdfast.stewardship.accounts.models import Account

PERIOD_SECONDS = 30
# One step early or late, for telephones whose clocks are a little off.
TOLERANCE = 1
LAST_USED = "last_counter"
Kind = Authenticator.Type


def new_secret() -> str:
    """A fresh secret for an authenticator app."""
    return str(generate_totp_secret())


def has_second_factor(account: Account) -> bool:
    """Whether there is an authenticator app or a passkey (recovery codes alone are none)."""
    factors = Authenticator.objects.filter(user=account, type__in=[Kind.TOTP, Kind.WEBAUTHN])
    return bool(factors.exists())


def has_app(account: Account) -> bool:
    """Whether an authenticator app is connected."""
    return bool(Authenticator.objects.filter(user=account, type=Kind.TOTP).exists())


def accept(account: Account, typed: str) -> bool:
    """Whether the typed code is right and was never used; if so it is used up now."""
    code = "".join(character for character in typed if character.isascii() and character.isdigit())
    with transaction.atomic():
        held = Authenticator.objects.select_for_update().filter(user=account).exclude(type=Kind.WEBAUTHN)
        by_kind = {authenticator.type: authenticator for authenticator in held}
        if Kind.TOTP in by_kind and _accept_totp(by_kind[Kind.TOTP], code):
            return True
        recovery = by_kind.get(Kind.RECOVERY_CODES)
        return recovery is not None and bool(RecoveryCodes(recovery).validate_code(code))


def set_up(account: Account, secret: str, typed: str) -> bool:
    """Make `secret` the account's authenticator app, in place of any other, if the typed code proves it."""
    code = "".join(character for character in typed if character.isdigit())
    counter = _matching_counter(secret, code, after=-1)
    if counter is None:
        return False
    data = {"secret": sealing.seal(secret), LAST_USED: counter}
    Authenticator.objects.update_or_create(user=account, type=Kind.TOTP, defaults={"data": data})
    return True


def renew_recovery_codes(account: Account) -> None:
    """Make ten new recovery codes in place of the old ones."""
    Authenticator.objects.filter(user=account, type=Kind.RECOVERY_CODES).delete()
    RecoveryCodes.activate(account)


def recovery_codes(account: Account) -> list[str]:
    """The recovery codes that are still unused."""
    held = Authenticator.objects.filter(user=account, type=Kind.RECOVERY_CODES).first()
    return list(RecoveryCodes(held).get_unused_codes()) if held else []


@transaction.atomic
def reseal_all() -> int:
    """Put every stored secret under the newest encryption key; the number of secrets."""
    held = Authenticator.objects.select_for_update().exclude(type=Kind.WEBAUTHN)
    for authenticator in held:
        for name in {"secret", "seed"} & authenticator.data.keys():
            authenticator.data[name] = sealing.reseal(authenticator.data[name])
        authenticator.save(update_fields=["data"])
    return len(held)


def picture(account: Account, secret: str) -> SafeString:
    """The secret as a square for a telephone's camera: SVG markup without its XML header."""
    adapter = get_adapter()
    svg: str = adapter.build_totp_svg(adapter.build_totp_url(account, secret))
    # Squares drawn by the library; nobody's words are in it.
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308  # nosec B308 B703


def _accept_totp(authenticator: Authenticator, code: str) -> bool:
    secret = sealing.unseal(authenticator.data["secret"])
    counter = _matching_counter(secret, code, after=authenticator.data.get(LAST_USED, -1))
    if counter is None:
        return False
    authenticator.data[LAST_USED] = counter
    authenticator.save(update_fields=["data"])
    return True


def _matching_counter(secret: str, code: str, *, after: int) -> int | None:
    """The time step that the code belongs to, if it lies near now and `after` the last one used."""
    now = int(clock.now().timestamp()) // PERIOD_SECONDS
    found = None
    for counter in range(now - TOLERANCE, now + TOLERANCE + 1):
        expected = format_hotp_value(hotp_value(secret, counter))
        if hmac.compare_digest(expected.encode(), code.encode()) and counter > after:
            found = counter
    return found
