"""Opens a zip archive only when its own table of contents shows that it is no bomb."""

from __future__ import annotations

import struct
import zipfile
from typing import IO

from holdfast.governance.documents.refusals import refusal

MOST_DIRECTORY_BYTES = 1_000_000
MOST_UNPACKED = 200_000_000
# Text packs 10 to 30 times; what packs harder than this was made to do harm.
MOST_RATIO = 100
RATIO_FROM = 10_000_000
_END = struct.Struct("<4s4H2LH")
_BOMB = "This file unpacks to far more than its size. Save it again from the program that made it."
_BROKEN = "This file is damaged or incomplete. Open it, save it again, and upload the new copy."


def open_archive(file: IO[bytes], size: int, most_unpacked: int = MOST_UNPACKED) -> zipfile.ZipFile:
    """The archive, if its directory is small and its entries neither overlap nor inflate."""
    _check_directory(file, size)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise refusal(_BROKEN)
    _check_entries(archive.infolist(), size, most_unpacked)
    return archive


def _check_directory(file: IO[bytes], size: int) -> None:
    """Read the end record ourselves, before a library makes an object of every entry that it promises."""
    if size < _END.size:
        raise refusal(_BROKEN)
    file.seek(size - _END.size)
    mark, disk, _, _, entries, length, start, comment = _END.unpack(file.read(_END.size))
    if mark != b"PK\x05\x06" or comment or disk or entries == 0xFFFF or start + length > size:
        raise refusal(_BROKEN)
    if length > MOST_DIRECTORY_BYTES:
        raise refusal(_BOMB)


def _check_entries(entries: list[zipfile.ZipInfo], size: int, most_unpacked: int) -> None:
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    if packed > size or unpacked > most_unpacked:
        raise refusal(_BOMB)
    if unpacked > RATIO_FROM and unpacked > MOST_RATIO * max(packed, 1):
        raise refusal(_BOMB)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise refusal("This file is protected by a password, so it cannot be checked. Save it without one.")
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise refusal(_BROKEN)
    if any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names):
        raise refusal(_BROKEN)
