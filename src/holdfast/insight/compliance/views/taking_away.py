"""Gives a document or a table to take away, and writes that it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse

from holdfast.groups.models import Group
from holdfast.insight.compliance.periods import Period
from holdfast.stewardship.access.policy import PersonRequest
from holdfast.stewardship.trail.record import record
from holdfast.web.documents.answers import KINDS, document_file
from holdfast.web.documents.blocks import Document
from holdfast.web.downloads import Cell, Download, as_csv, as_xlsx, new_serial

_TABLES = {"csv": as_csv, "xlsx": as_xlsx}
Table = tuple[Sequence[str], Sequence[Sequence[Cell]]]


def take_away(
    request: PersonRequest,
    kind: str,
    *,
    name: str,
    period: Period | None,
    table: Callable[[Period], Table],
    document: Callable[[Period, str], Document] | None = None,
    group: Group | None = None,
    **asked: Any,
) -> HttpResponse:
    """The document as Word or PDF, or the table as Excel or CSV; 404 for another kind or no period."""
    is_document = document is not None and kind in KINDS
    if period is None or not (is_document or kind in _TABLES):
        raise Http404
    serial = new_serial()
    if document is not None and is_document:
        answer = document_file(document(period, serial), kind, f"assurance-{serial}")
    else:
        answer = _table(request, kind, f"{name}, {period.said}", table(period), serial)
    group_id: UUID | None = group.pk if group else None
    asked = {key: value for key, value in asked.items() if value}
    record(
        "exported assurance", group, by=request.actor, group_id=group_id, serial=serial, format=kind,
        since=period.since.isoformat(), until=period.until.isoformat(), **asked,
    )  # fmt: skip
    return answer


def _table(request: PersonRequest, kind: str, title: str, table: Table, serial: str) -> HttpResponse:
    columns, rows = table
    download = Download(
        title=title,
        columns=columns,
        rows=rows,
        asked_by=request.actor.name,
        serial=serial,
        is_invented=settings.HOLDFAST_INVENTED,
    )
    return _TABLES[kind](download)
