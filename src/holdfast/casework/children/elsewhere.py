"""The ways to other partnerships: where a child can be shared, telling them, ending it, reading theirs.

Row security keeps partnerships apart; each of these asks a SECURITY DEFINER function that does one thing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from holdfast.casework.children.models import Part, Received, Share
from holdfast.kernel.finding import refuse

# What the database says of a part that is not, or no longer, to be read.
NOTHING = "nothing is shared"
_parts: dict[Part, tuple[str, Callable[[Any], Iterable[str]]]] = {}


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


def register_part(part: Part, function: str, say: Callable[[Any], Iterable[str]]) -> None:
    """Let a higher app read out a part that it keeps, by the SECURITY DEFINER function that reads it."""
    _parts[part] = function, say


def said_elsewhere(part: Part, told: Any) -> Iterable[str]:
    """A registered part in words."""
    return _parts[part][1](told)


def read(own: Share | Received) -> dict[str, Any]:
    """What is shared of the child, now, by part; the two sides read the same.

    What the receiving side reads is written in the trail of the other.
    """
    try:
        with transaction.atomic():
            told: dict[str, Any] = _read("shared_child", own.pk)
            for part, (function, _) in _parts.items():
                if part.value in own.parts:
                    told[part.value] = _read(function, own.pk)
    except DatabaseError as error:
        if NOTHING in str(error):
            return {}
        raise
    return told


def _read(function: str, own: UUID) -> Any:
    with connection.cursor() as cursor:
        cursor.callproc(function, [own])
        told = cursor.fetchone()[0]
    return json.loads(told) if isinstance(told, str) else told


def _other_side(sql: str, *values: UUID) -> OtherSide:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return OtherSide(*cursor.fetchone())
