"""Secrets are unreadable in a dump, and an old key can be retired."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from holdfast.kernel import clock
from holdfast.stewardship.accounts import codes, sealing
from tests.stewardship.accounts.people import NOON, give_telephone, make_user

OLD, NEW = "an-old-key-0123456789-abcdefghijklmnopqrst", "a-new-key-0123456789-abcdefghijklmnopqrst"


@pytest.mark.django_db
def test_a_dump_does_not_show_what_makes_codes() -> None:
    _, account = make_user()
    telephone = give_telephone(account)
    codes.renew_recovery_codes(account)
    kept = codes.recovery_codes(account)
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(a)::text from mfa_authenticator a")
        dumped = " ".join(row[0] for row in cursor.fetchall())
    assert telephone.secret not in dumped
    assert all(code not in dumped for code in kept)


def test_a_wrong_key_does_not_open_anything(settings: Any) -> None:
    settings.HOLDFAST_ENCRYPTION_KEYS = [OLD]
    sealed = sealing.seal("a secret")
    settings.HOLDFAST_ENCRYPTION_KEYS = [NEW]
    with pytest.raises(InvalidToken):
        sealing.unseal(sealed)


def test_without_a_key_nothing_is_stored(settings: Any) -> None:
    settings.HOLDFAST_ENCRYPTION_KEYS = []
    with pytest.raises(ImproperlyConfigured):
        sealing.seal("a secret")


@pytest.mark.django_db
def test_after_changing_keys_the_old_one_is_not_needed_and_codes_still_work(settings: Any) -> None:
    settings.HOLDFAST_ENCRYPTION_KEYS = [OLD]
    _, account = make_user()
    telephone = give_telephone(account)
    codes.renew_recovery_codes(account)
    kept = codes.recovery_codes(account)
    settings.HOLDFAST_ENCRYPTION_KEYS = [NEW, OLD]
    call_command("reseal", verbosity=0)
    settings.HOLDFAST_ENCRYPTION_KEYS = [NEW]
    assert codes.recovery_codes(account) == kept
    with clock.fixed_at(NOON):
        assert codes.accept(account, telephone.code(NOON))
    assert Authenticator.objects.filter(user=account).count() == 2
