"""A file that cannot be read, changed, cut or reordered without its key: AES-256-GCM, chunk after chunk.

Each chunk's nonce is its number and whether it is the last, and each is bound to the head of the file, whose
random salt makes the key of this one file.
"""

import io
import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from holdfast.config.surroundings import SetupProblem

MAGIC = b"holdfast backup1"
SALT_BYTES = 16
CHECK_BYTES = 16
TAG_BYTES = 16
CHUNK_BYTES = 1024 * 1024


def _derive(key: str, salt: bytes) -> tuple[AESGCM, bytes]:
    """The cipher of one file, and what tells a wrong key from a damaged file."""
    hkdf = HKDF(SHA256(), length=32 + CHECK_BYTES, salt=salt, info=MAGIC)
    derived = hkdf.derive(key.encode())
    return AESGCM(derived[:32]), derived[32:]


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


class SealedWriter:
    """Seals what is written to it into `file`; without `close()` the file counts as cut off."""

    def __init__(self, file: BinaryIO, key: str) -> None:
        salt = os.urandom(SALT_BYTES)
        self._cipher, check = _derive(key, salt)
        self._head = MAGIC + salt + check
        self._file = file
        self._waiting = bytearray()
        self._number = 0
        file.write(self._head)

    def write(self, content: bytes) -> None:
        self._waiting += content
        while len(self._waiting) > CHUNK_BYTES:
            self._seal(bytes(self._waiting[:CHUNK_BYTES]), is_last=False)
            del self._waiting[:CHUNK_BYTES]

    def close(self) -> None:
        self._seal(bytes(self._waiting), is_last=True)

    def _seal(self, chunk: bytes, *, is_last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, is_last), chunk, self._head))
        self._number += 1


def opened(file: BinaryIO, key: str) -> Iterator[bytes]:
    """What was sealed, chunk by chunk; SetupProblem for a wrong key, and for anything changed or missing."""
    head = file.read(len(MAGIC) + SALT_BYTES + CHECK_BYTES)
    if not head.startswith(MAGIC):
        raise SetupProblem("This file is no backup of Holdfast.")
    cipher, check = _derive(key, head[len(MAGIC) : -CHECK_BYTES])
    if head[-CHECK_BYTES:] != check:
        raise SetupProblem("The key is not the one that this backup was made with.")
    return _chunks(file, cipher, head)


def _chunks(file: BinaryIO, cipher: AESGCM, head: bytes) -> Iterator[bytes]:
    sealed = file.read(CHUNK_BYTES + TAG_BYTES)
    number = 0
    while True:
        following = file.read(CHUNK_BYTES + TAG_BYTES)
        try:
            yield cipher.decrypt(_nonce(number, not following), sealed, head)
        except InvalidTag:
            raise SetupProblem("The backup was changed, damaged or cut off: nothing of it is used.") from None
        if not following:
            return
        sealed, number = following, number + 1


class Chunks(io.RawIOBase):
    """Chunks as one readable file."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            try:
                self._rest = next(self._chunks)
            except StopIteration:
                return 0
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)
