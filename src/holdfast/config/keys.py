"""Keys of an installation: how they are made, judged, kept and turned into what encrypts."""

import os
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet

from holdfast.config.surroundings import prepared_home

LEAST_LENGTH = 50
LEAST_VARIETY = 10


def new_key() -> str:
    """A fresh key of 384 random bits, as 64 characters that need no quoting."""
    return secrets.token_urlsafe(48)


def is_strong(key: str) -> bool:
    """Whether a key is long and varied enough not to be guessed or left over from an example."""
    return len(key) >= LEAST_LENGTH and len(set(key)) >= LEAST_VARIETY and "insecure" not in key.lower()


def split_keys(text: str) -> list[str]:
    """Several keys separated by commas: the first encrypts, all decrypt, so that keys can be changed."""
    return [key.strip() for key in text.split(",") if key.strip()]


def as_fernet_key(key: str, purpose: str) -> bytes:
    """The key in the cipher's form; different for each purpose, so that one cannot open another's."""
    return urlsafe_b64encode(sha256(f"holdfast {purpose}\0{key}".encode()).digest())


def cipher(keys: Iterable[str], purpose: str) -> MultiFernet:
    """What encrypts with the first key and decrypts with any."""
    return MultiFernet([Fernet(as_fernet_key(key, purpose)) for key in keys])


def key_folder() -> Path:
    """The folder of kept keys, closed to everyone else."""
    folder = prepared_home() / "keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def kept_key(name: str) -> str:
    """The key called `name`; made at the first call, the same ever after, also when two ask at once."""
    file = key_folder() / name
    if not file.exists():
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(new_key(), encoding="utf-8")
        try:
            os.link(fresh, file)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_text(encoding="utf-8")
