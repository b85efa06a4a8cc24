"""The scanner that uploads pass through, where settings name one; a file is refused when it does not answer.

`HOLDFAST_SCANNER` is empty (no scanner), the address of a clamd daemon (`unix:/run/clamav/clamd.ctl` or
`tcp:host:3310`), or the dotted path of a function that takes the open file and returns what it found, or "".
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from typing import IO

from django.conf import settings
from django.utils.module_loading import import_string

from holdfast.governance.documents.refusals import refusal

_SECONDS = 30
_CHUNK = 65_536

Scanner = Callable[[IO[bytes]], str]


def scan(file: IO[bytes]) -> None:
    """Return when the scanner found nothing (or none is set); `Refused` when it did, or did not answer."""
    address: str = getattr(settings, "HOLDFAST_SCANNER", "")
    if not address:
        return
    file.seek(0)
    try:
        found = _scanner(address)(file)
    except Exception:
        raise refusal(
            "The virus scanner is not answering, so nothing can be taken just now. Try again shortly."
        )
    if found:
        raise refusal(
            "The virus scanner found something in this file, so it is not taken. Tell your IT team."
        )


def _scanner(address: str) -> Scanner:
    if address.startswith(("unix:", "tcp:")):
        return lambda file: _ask_clamd(address, file)
    named: Scanner = import_string(address)
    return named


def _ask_clamd(address: str, file: IO[bytes]) -> str:
    with _connect(address) as daemon:
        daemon.sendall(b"zINSTREAM\0")
        while chunk := file.read(_CHUNK):
            daemon.sendall(struct.pack(">L", len(chunk)) + chunk)
        daemon.sendall(struct.pack(">L", 0))
        answer = daemon.makefile("rb").read(4096).rstrip(b"\0").decode("ascii", "replace")
    if answer.endswith("FOUND"):
        return answer
    if not answer.endswith("OK"):
        raise ConnectionError(answer or "no answer")
    return ""


def _connect(address: str) -> socket.socket:
    if address.startswith("unix:"):
        daemon = socket.socket(socket.AF_UNIX)
        daemon.settimeout(_SECONDS)
        try:
            daemon.connect(address.removeprefix("unix:"))
        except OSError:
            daemon.close()
            raise
        return daemon
    host, _, port = address.removeprefix("tcp:").rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_SECONDS)
