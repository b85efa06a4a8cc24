"""Tools in use, and all versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from holdfast.casework.screening.models import ToolVersion
from holdfast.stewardship.access.actor import Actor

IN_USE = Q(uses__isnull=False, uses__until_at=None)


def tools_in_use(actor: Actor) -> list[ToolVersion]:
    """The versions that people fill in today, by title. One query."""
    rows: Any = ToolVersion.objects.visible_to(actor)
    return list(rows.filter(IN_USE).order_by("title"))


@dataclass(frozen=True)
class VersionRow:
    """One version, whether it is in use, and how many tools were received with it."""

    version: ToolVersion
    is_in_use: bool
    received: int


def version_rows(actor: Actor) -> list[VersionRow]:
    """All versions, the newest of each tool first. One query."""
    rows: Any = ToolVersion.objects.visible_to(actor)
    received = Count("submissions", filter=Q(submissions__received_at__isnull=False), distinct=True)
    live = Count("uses", filter=Q(uses__until_at=None), distinct=True)
    counted = rows.annotate(received=received, live=live).order_by("title", "-added_at")
    return [VersionRow(row, bool(row.live), row.received) for row in counted]
