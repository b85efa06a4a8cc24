"""Writes the trail, in the transaction of the act itself: no trail, no act."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model
from psycopg.types.json import Jsonb

from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor

_INSERT = (  # columns in the order of `record`
    "insert into stewardship_trailentry"
    " (at, partnership_id, account_id, person_id, agency_id, verb,"
    " subject_type, subject_id, group_id, details)"
    " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


def record(
    verb: str, subject: Model | None = None, *, by: Actor, group_id: UUID | None = None, **details: Any
) -> None:
    """Write one entry: `record("appointed", appointment, by=actor, group_id=..., seat=...)`.

    `verb` is a past participle in plain words. `details` must be plain JSON values, without names or notes
    of a child. Raises the database's error when it cannot be written, which undoes the act.
    """
    label = subject._meta.label_lower if subject is not None else ""
    subject_id = subject.pk if subject is not None else None
    values: list[Any] = [
        clock.now(),
        by.partnership_id,
        by.account_id,
        by.person_id,
        by.agency_id,
        verb,
        label,
        subject_id,
        group_id,
        Jsonb(details),
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)


def record_view(
    subject: Model | None, *, by: Actor, group_id: UUID | None = None, what: str = "viewed", **details: Any
) -> None:
    """Write that a restricted thing was seen (a paper, minutes, later a child's record)."""
    record(what, subject, by=by, group_id=group_id, **details)
