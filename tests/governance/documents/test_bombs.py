"""Files built to exhaust whoever opens them are refused within a second and 100 MB."""

from __future__ import annotations

import io
import resource
import struct
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

import pytest

from holdfast.governance.documents.inspection import inspect_file
from holdfast.kernel.finding import Refused
from tests.governance.documents.files import TYPES, office, zipped

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(12))
    + "]><a>&m;</a>"
)
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


@contextmanager
def bounded() -> Iterator[None]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    yield
    assert time.perf_counter() - started < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def refused(content: bytes) -> None:
    with bounded(), pytest.raises(Refused):
        inspect_file("Report.docx", io.BytesIO(content), len(content))


@cache
def zeros(size: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES.format(""))
        archive.writestr("word/document.xml", "<a/>")
        with archive.open("word/media/image1.xml", "w") as part:
            for _ in range(size // 1_000_000):
                part.write(b" " * 1_000_000)
    return made.getvalue()


# Built by the test that needs it: whoever only collects the tests does not wait for it.
BOMBS: dict[str, Callable[[], bytes]] = {
    "zeros": lambda: zeros(300_000_000),
    "modest zeros": lambda: zeros(30_000_000),
    "entries": lambda: zipped({f"word/{number}.txt": "" for number in range(40_000)}),
    "elements": lambda: office(main=f"<a>{'<b/>' * 3_000_000}</a>"),
    "depth": lambda: office(main="<a>" * 5_000 + "</a>" * 5_000),
    "billion laughs": lambda: office(main=LAUGHS),
    "external entity": lambda: office(main=EXTERNAL),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused(bomb: str) -> None:
    refused(BOMBS[bomb]())


def test_an_entity_hidden_in_another_encoding_is_refused() -> None:
    refused(office(main=LAUGHS.encode("utf-16")))


def test_a_directory_that_lies_about_sizes_is_refused() -> None:
    lying = zeros(300_000_000).replace(struct.pack("<L", 300_000_000), struct.pack("<L", 1_000))
    refused(lying)


def test_entries_that_share_their_bytes_are_refused() -> None:
    """The same packed bytes named many times over, as the known overlapping bombs do."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<a/>" + " " * 60_000)
        archive.writestr("word/document.xml", "<a>" + "b" * 200_000 + "</a>")
        shared = archive.getinfo("word/document.xml")
        for number in range(900):
            copy = zipfile.ZipInfo(f"word/{number}.xml")
            for name in ("compress_size", "file_size", "CRC", "header_offset", "compress_type"):
                setattr(copy, name, getattr(shared, name))
            archive.filelist.append(copy)
    refused(made.getvalue())
