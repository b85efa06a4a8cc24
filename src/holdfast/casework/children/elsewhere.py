"""The ways to other partnerships: where a child can be shared, telling them, ending it, reading theirs.

Row security keeps partnerships apart; each of these asks a SECURITY DEFINER function that does one thing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from holdfast.casework.children.models import Received, Share
from holdfast.kernel.finding import refuse


@dataclass(frozen=True, slots=True)
class Destination:
    """A casework group elsewhere with which a child can be shared: its entry and the two names."""

    id: UUID
    group: str
    partnership: str


@dataclass(frozen=True, slots=True)
class OtherSide:
    """Where the row is that answers to one's own; for what is to be told there in the same transaction."""

    partnership_id: UUID
    row_id: UUID


def destinations() -> tuple[Destination, ...]:
    """The groups elsewhere that discuss children and let others write to them, by partnership and name."""
    with connection.cursor() as cursor:
        cursor.execute("select id, group_name, partnership_name from sharing_destinations()")
        return tuple(Destination(*row) for row in cursor.fetchall())


def destination(entry_id: UUID) -> Destination:
    """One of them. Raises `Refused` when it has been closed meanwhile."""
    found = next((entry for entry in destinations() if entry.id == entry_id), None)
    return found or refuse("That group no longer takes children from other partnerships. Choose another.")


def deliver(share: Share, to: Destination) -> OtherSide:
    """Make the other partnership's row of a child shared with it."""
    return _other_side("select * from deliver_share(%s, %s)", share.pk, to.id)


def end(own: Share | Received) -> OtherSide:
    """End the other side's row as one's own, which must be ended already."""
    return _other_side("select * from end_shared(%s)", own.pk)


def read(received: Received) -> dict[str, Any]:
    """What is shared of the child, now, by part. The reading is written in the other partnership's trail."""
    with connection.cursor() as cursor:
        cursor.execute("select shared_child(%s)", [received.pk])
        told = cursor.fetchone()[0]
    found: dict[str, Any] = json.loads(told) if isinstance(told, str) else told
    return found


def _other_side(sql: str, *values: UUID) -> OtherSide:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return OtherSide(*cursor.fetchone())
