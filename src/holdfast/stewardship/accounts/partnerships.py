"""Which partnerships an account may work in: asked before a partnership, and so its rows, is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.tenancy.models import Person
from holdfast.stewardship.trail.record import record


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


def person_in(partnership_id: UUID, account_id: UUID, expected: UUID | None = None) -> Person | None:
    """Who the account is there, if they may act today; the database's context is set to that partnership.

    `expected` is who they were a moment ago: it saves setting the context a second time.
    """
    set_need_to_know(partnership_id, expected, account_id)
    people = Person.objects.select_related("partnership", "agency").filter(account_id=account_id)
    person: Person | None = people.able_to_act().first()
    if person is not None and person.id != expected:
        set_need_to_know(person.partnership_id, person.id, account_id)
    return person


def enter(account_id: UUID, partnership_id: UUID) -> Actor | None:
    """Begin to work in a partnership, which its trail keeps; None when the account is nobody there."""
    person = person_in(partnership_id, account_id)
    if person is None:
        return None
    actor = actor_for(person)
    record("signed in", by=actor)
    return actor


def every_partnership() -> list[UUID]:
    """The ids of all partnerships, for jobs that see to each in its own need-to-know context."""
    with connection.cursor() as cursor:
        cursor.execute("select every_partnership()")
        return [row[0] for row in cursor.fetchall()]
