"""Encrypts the few columns that must be unreadable in a dump; the first key encrypts, all of them decrypt."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def seal(text: str) -> str:
    """The text encrypted with the newest key."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again. Raises `InvalidToken` when no key of the settings fits."""
    return _keys().decrypt(sealed.encode()).decode()


def reseal(sealed: str) -> str:
    """The same text under the newest key, for when an older one is to be retired."""
    return _keys().rotate(sealed.encode()).decode()


def _keys() -> MultiFernet:
    keys = settings.HOLDFAST_ENCRYPTION_KEYS
    if not keys:
        raise ImproperlyConfigured("HOLDFAST_ENCRYPTION_KEY is missing: secrets cannot be stored.")
    return MultiFernet([Fernet(_fernet_key(key)) for key in keys])


def _fernet_key(key: str) -> bytes:
    """Keys are long random texts; Fernet wants exactly 32 bytes."""
    return base64.urlsafe_b64encode(hashlib.sha256(b"holdfast sealing " + key.encode()).digest())


__all__ = ["InvalidToken", "reseal", "seal", "unseal"]
