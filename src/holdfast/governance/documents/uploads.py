"""Stops storing an upload that is over the limit; the form then says so, and no connection breaks."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from holdfast.governance.documents.kinds import LARGEST


class CappedUpload(FileUploadHandler):
    """First of the handlers: passes everything on, up to the limit."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """The data as it came, or the rest of the file is read away unstored."""
        if start + len(raw_data) > LARGEST:
            self.request.upload_was_too_large = True  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        """Nothing of our own: the next handler has the file."""
        return None


def was_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was left out for its size."""
    return bool(getattr(request, "upload_was_too_large", False))
