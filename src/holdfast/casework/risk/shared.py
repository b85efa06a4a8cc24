"""Levels, the list and the plan in words where another partnership reads them of a child shared with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from holdfast.casework.children import elsewhere
from holdfast.casework.children.codes import Area
from holdfast.casework.children.models import Part
from holdfast.casework.risk.models import Level, ListEntry
from holdfast.kernel.clock import LONDON
from holdfast.web.words import short_day


def _risk(told: dict[str, Any]) -> Iterator[str]:
    for row in told["levels"]:
        provisional = "provisional" if row["is_provisional"] else ""
        said = f"{Area(row['area']).label}: {Level(row['level']).label.lower()}"
        yield ", ".join(one for one in (said, row["circumstances"], provisional, _since(row["at"])) if one)
    standings = dict(ListEntry._meta.get_field("standing").flatchoices)
    for row in told["list"]:
        review = f", to be looked at on {_day(row['review_on'])}" if row["review_on"] else ""
        yield f"{standings[row['standing']]}, {_since(row['joined_at'])}{review}"


def _plan(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield row["text"]
        followed = "followed" if row["is_followed"] else "not followed"
        review = f"next looked at {_day(row['review_on'])}"
        yield f"Agreed {_day(row['agreed_on'])}, last found {followed}, {review}"


def _since(text: str) -> str:
    return f"since {short_day(datetime.fromisoformat(text).astimezone(LONDON).date())}"


def _day(text: str) -> str:
    return short_day(date.fromisoformat(text))


def register() -> None:
    """Read them out; called when the app is ready."""
    elsewhere.register_part(Part.RISK, "shared_risk", _risk)
    elsewhere.register_part(Part.PLAN, "shared_plan", _plan)
