"""Sends a version of a document to be saved under a safe name: no browser shows it or guesses at it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from holdfast.governance.documents.file_names import safe_file_name
from holdfast.governance.documents.models import DocumentVersion
from holdfast.governance.documents.operations import content_of


def download(version: DocumentVersion) -> HttpResponse:
    """The file as an attachment."""
    response = HttpResponse(content_of(version), content_type=version.content_type)
    name = safe_file_name(version.file_name)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    return response
