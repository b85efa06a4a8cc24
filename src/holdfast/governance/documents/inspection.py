"""Decides whether an uploaded file is what it says and can do no harm."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import IO

from holdfast.governance.documents import kinds, plain_files
from holdfast.governance.documents.file_names import safe_file_name
from holdfast.governance.documents.kinds import Kind, kind_named
from holdfast.governance.documents.office import recognise_archive
from holdfast.governance.documents.refusals import refusal


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may be kept: a safe name, its kind by content, its size in bytes and SHA-256 digest."""

    file_name: str
    kind: Kind
    size: int
    digest: str


def inspect_file(name: str, file: IO[bytes], size: int) -> Inspected:
    """The facts of a file that is taken; `Refused`, saying why and what to do, for any other."""
    _check_size(size)
    claimed = kind_named(name)
    if claimed is None:
        raise refusal(f"Papers can be {kinds.TAKEN}. Save this file as one of those.")
    found = _recognise(file, size, claimed)
    if found is not claimed:
        raise refusal(_misnamed(claimed, found))
    return Inspected(safe_file_name(name), found, size, _digest(file))


def too_large() -> str:
    """The sentence for a file over the limit."""
    return "This file is larger than 50 MB. Make the pictures in it smaller, or split it into parts."


def _check_size(size: int) -> None:
    if size > kinds.LARGEST:
        raise refusal(too_large())
    if size == 0:
        raise refusal("This file is empty. Check that it was saved, and upload it again.")


def _misnamed(claimed: Kind, found: Kind | None) -> str:
    if found is None:
        return f"This file is named as {claimed.called} but is something else, so it is not taken."
    return (
        f"This file is named as {claimed.called} but is {found.called}."
        f" Give it a name that ends in .{found.extensions[0]}."
    )


def _recognise(file: IO[bytes], size: int, claimed: Kind) -> Kind | None:
    file.seek(0)
    head = file.read(16)
    if head.startswith(kinds.OLE_MAGIC):
        raise refusal(
            "This file has an old Office format or a password. Save it as .docx, .xlsx or .pptx without one."
        )
    if head.startswith(kinds.ZIP_MAGIC):
        return recognise_archive(file, size)
    for kind, check in _BY_MAGIC.items():
        if head.startswith(kind.magic):
            check(file, size)
            return kind
    if claimed in (kinds.TEXT, kinds.CSV):
        plain_files.check_text(file, size, is_table=claimed is kinds.CSV)
        return claimed
    return None


_BY_MAGIC = {
    kinds.PDF: plain_files.check_pdf,
    kinds.PNG: plain_files.check_png,
    kinds.JPEG: plain_files.check_jpeg,
}


def _digest(file: IO[bytes]) -> str:
    digest = sha256()
    file.seek(0)
    while chunk := file.read(1_048_576):
        digest.update(chunk)
    return digest.hexdigest()
