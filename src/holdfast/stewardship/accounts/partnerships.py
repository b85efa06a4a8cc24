"""Which partnerships an account may work in: asked before a partnership, and so its rows, is chosen."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection

from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.context import SET_CONTEXT, set_need_to_know
from holdfast.stewardship.access.standings import standings_from, standings_sql, standings_values
from holdfast.stewardship.tenancy.models import ABLE_TO_ACT, Person
from holdfast.stewardship.trail.record import record

log = logging.getLogger(__name__)

# The first fields of an `Actor`, in their order.
_WHO = f"""
    select p.id, p.name, p.agency_id, p.partnership_id, p.account_id, s.name,
    coalesce(nullif(a.short_name, ''), a.name)
    from stewardship_person p
    join stewardship_agency a on a.id = p.agency_id
    join stewardship_partnership s on s.id = p.partnership_id
    where p.id = %(person)s and p.account_id = %(account)s and p.partnership_id = %(partnership)s
    and {ABLE_TO_ACT}
"""  # noqa: S608  # nosec B608


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


def person_in(partnership_id: UUID, account_id: UUID) -> Person | None:
    """Who the account is there, if they may act today; the database's context is set to that partnership."""
    set_need_to_know(partnership_id, account_id=account_id)
    people = Person.objects.select_related("partnership", "agency").filter(account_id=account_id)
    person: Person | None = people.able_to_act().first()
    if person is not None:
        set_need_to_know(person.partnership_id, person.id, account_id)
    return person


def acting_again(partnership_id: UUID, account_id: UUID, expected: UUID) -> Actor | None:
    """Who the account still is there, and with which standings now: the context and the answer in one go.

    Every request begins with it, so it is one statement list to the database, asked anew each time. None if
    the account is no longer `expected` there, or may not act.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the need-to-know context lasts one transaction: open one first")
    values = standings_values(expected) | {"partnership": partnership_id, "account": account_id}
    with connection.cursor() as cursor:
        cursor.execute(f"{SET_CONTEXT}; {_WHO}; {standings_sql()}", values)
        cursor.nextset()
        found = cursor.fetchone()
        cursor.nextset()
        standings = standings_from(cursor.fetchall())
    return replace(Actor(*found), standings=standings) if found is not None else None


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


def in_each_partnership(act: Callable[[UUID], object], *, failed: str) -> None:
    """Act in one partnership after the other; one in which it fails is logged and keeps no other waiting.

    `failed` says so, with `%s` for the partnership. `act` opens its own need-to-know context.
    """
    for partnership_id in every_partnership():
        try:
            act(partnership_id)
        except Exception:
            log.exception(failed, partnership_id)
