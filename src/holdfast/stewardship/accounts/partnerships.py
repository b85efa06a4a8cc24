"""Which partnerships an account may work in: asked before a partnership, and so its rows, is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection


@dataclass(frozen=True)
class Choice:
    """A partnership that an account has a person in."""

    partnership_id: UUID
    name: str


def partnerships_of(account_id: UUID) -> tuple[Choice, ...]:
    """The partnerships in which the account is a person who has not left.

    Asks a SECURITY DEFINER function, which answers only for the account set in the need-to-know context:
    row-level security hides every partnership until one is chosen.
    """
    with connection.cursor() as cursor:
        cursor.execute("select partnership_id, name from own_partnerships()")
        return tuple(Choice(*row) for row in cursor.fetchall())
