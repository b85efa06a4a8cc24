"""Checks files that are not archives: PDF, pictures, text and tables."""

from __future__ import annotations

import re
import struct
from typing import IO

from holdfast.governance.documents.refusals import refusal

_CHUNK = 262_144
_OVERLAP = 64
_ACTS = re.compile(rb"/(JavaScript|Launch|RichMedia)\b")
_HEX_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DDE_CELL = re.compile(r"(?:^|[,;\t\"])[ \t]*[=+\-@][^,;\r\n]*\|", re.M)
_MOST_PIXELS = 200_000_000
_MOST_TEXT = 10_000_000
_CUT_SHORT = "This file is incomplete. Upload it again."


def check_pdf(file: IO[bytes], size: int) -> None:
    """A PDF that ends as one does, and neither runs scripts nor starts programs."""
    file.seek(max(0, size - 2048))
    if b"%%EOF" not in file.read():
        raise refusal(_CUT_SHORT)
    file.seek(0)
    kept = b""
    while chunk := file.read(_CHUNK):
        window = _HEX_NAME.sub(lambda found: bytes([int(found[1], 16)]), kept + chunk)
        if _ACTS.search(window):
            raise refusal(
                "This PDF runs a script or starts a program. Print it to a new PDF, and upload that."
            )
        kept = chunk[-_OVERLAP:]


def check_png(file: IO[bytes], size: int) -> None:
    """Every chunk in its place from the header to the end, and nothing after the end."""
    position = 8
    while position + 12 <= size:
        file.seek(position)
        length, name = struct.unpack(">L4s", file.read(8))
        if position == 8 and (name != b"IHDR" or _pixels(file.read(8)) > _MOST_PIXELS):
            raise refusal("This picture is damaged, or far larger than a page. Save a smaller copy.")
        position += 12 + length
        if name == b"IEND" and position == size:
            return
    raise refusal(
        "This picture is damaged, or something is hidden behind it. Save it again from a picture program."
    )


def _pixels(header: bytes) -> int:
    width, height = struct.unpack(">LL", header)
    return int(width * height)


def check_jpeg(file: IO[bytes], size: int) -> None:
    """A picture that reaches its end marker."""
    file.seek(max(0, size - 65_536))
    if b"\xff\xd9" not in file.read():
        raise refusal(_CUT_SHORT)


def check_text(file: IO[bytes], size: int, *, is_table: bool) -> None:
    """Real text in an encoding that people use; a table holds no cell that starts a program."""
    if size > _MOST_TEXT:
        raise refusal("This is very long for a text file. Save it as a PDF, or split it into parts.")
    file.seek(0)
    said = _decoded(file.read())
    if said is None or _NOT_TEXT.search(said):
        raise refusal("This is not a text file, whatever its name says. Upload the document itself.")
    if is_table and _DDE_CELL.search(said):
        raise refusal(
            "A cell of this table can start another program. Remove it, and upload the table again."
        )


def _decoded(content: bytes) -> str | None:
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
