"""The secret in an address and the code in a letter: how they are made, and what is kept of them."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from uuid import UUID

from django.conf import settings

CODE_LIVES = timedelta(minutes=15)
CODE_DIGITS = 6
# Wrong codes over a link's whole life, whatever the pauses between them: then it ends.
MOST_WRONG_CODES = 20


def new_secret() -> str:
    """256 random bits, as an address carries them."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a secret: it is long and random, so a plain digest cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_code() -> str:
    """Six digits."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def code_digest_of(link_id: UUID, code: str) -> str:
    """What is kept of a code: keyed, because six digits alone are quickly tried out."""
    said = f"link code {link_id} {code}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()


def digits_of(typed: str) -> str:
    """A code as it was meant, whatever stands between its digits."""
    return "".join(character for character in typed if character.isascii() and character.isdigit())
