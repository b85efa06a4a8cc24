"""Periods from one date to another, both included, as conditions of the database."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Func, Q, Value


def date_range(start: str, end: str) -> Func:
    """The period from one date field to another, both included; an empty end is open."""
    return Func(F(start), F(end), Value("[]"), function="daterange")


def ends_after_start(start: str, end: str) -> Q:
    """The condition that a period does not end before it starts."""
    return Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)})


def on_date(day: Any, start: str = "from_on", end: str = "to_on") -> Q:
    """The condition that a period covers a date."""
    return Q(**{f"{start}__lte": day}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": day}))
