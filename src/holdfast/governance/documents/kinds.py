"""Which files a paper may be, and how each is known by its content whatever its name says."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST = 50 * 1000 * 1000
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken: its extensions, its content type, and what people call it."""

    key: str
    called: str
    content_type: str
    extensions: tuple[str, ...]
    magic: bytes = b""


_OFFICE = "application/vnd.openxmlformats-officedocument."
WORD = Kind("docx", "a Word document", f"{_OFFICE}wordprocessingml.document", ("docx",), ZIP_MAGIC)
EXCEL = Kind("xlsx", "an Excel workbook", f"{_OFFICE}spreadsheetml.sheet", ("xlsx",), ZIP_MAGIC)
POWERPOINT = Kind(
    "pptx", "a PowerPoint presentation", f"{_OFFICE}presentationml.presentation", ("pptx",), ZIP_MAGIC
)
OPEN_TEXT = Kind(
    "odt", "an OpenDocument text", "application/vnd.oasis.opendocument.text", ("odt",), ZIP_MAGIC
)
PDF = Kind("pdf", "a PDF", "application/pdf", ("pdf",), b"%PDF-")
PNG = Kind("png", "a PNG picture", "image/png", ("png",), b"\x89PNG\r\n\x1a\n")
JPEG = Kind("jpg", "a JPEG picture", "image/jpeg", ("jpg", "jpeg"), b"\xff\xd8\xff")
TEXT = Kind("txt", "plain text", "text/plain; charset=utf-8", ("txt",))
CSV = Kind("csv", "a CSV table", "text/csv; charset=utf-8", ("csv",))

KINDS = (WORD, PDF, EXCEL, POWERPOINT, OPEN_TEXT, TEXT, CSV, PNG, JPEG)
TAKEN = "Word (docx), PDF, Excel (xlsx), PowerPoint (pptx), OpenDocument text (odt), txt, csv, png or jpg"
ACCEPT = ",".join(f".{extension}" for kind in KINDS for extension in kind.extensions)


def kind_named(file_name: str) -> Kind | None:
    """The kind that the name claims, by its last extension."""
    extension = file_name.rpartition(".")[2].lower() if "." in file_name else ""
    return next((kind for kind in KINDS if extension in kind.extensions), None)
