"""Episodes in words where another partnership reads them of a child shared with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from holdfast.casework.children import elsewhere
from holdfast.casework.children.models import Part
from holdfast.casework.missing.queries.saying import said
from holdfast.casework.missing.rules.episodes import Times


def _episodes(rows: list[dict[str, Any]]) -> Iterator[str]:
    return (_line(row) for row in rows)


def _line(row: dict[str, Any]) -> str:
    times = Times(
        began_at=datetime.fromisoformat(row["began_at"]),
        is_began_known=row["is_began_known"],
        ended_at=datetime.fromisoformat(row["ended_at"]) if row["ended_at"] else None,
        is_ended_known=row["is_ended_known"],
    )
    labels = {"gone_from": "gone from", "grade": "graded", "found_by": "found by", "found_state": "found",
              "reasons": "reasons:"}  # fmt: skip
    more = [f"{label} {said(name, row[name]).lower()}" for name, label in labels.items() if row[name]]
    return ", ".join([f"{said('kind', row['kind'])} {times.brief}", *more])


def register() -> None:
    """Read them out; called when the app is ready."""
    elsewhere.register_part(Part.EPISODES, "shared_episodes", _episodes)
