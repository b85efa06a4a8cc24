"""The ways to other partnerships: what they published of themselves, delivering to them, and carrying back.

Row security keeps partnerships apart; each of these asks a SECURITY DEFINER function that does one thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from holdfast.kernel.finding import refuse
from holdfast.obligations.concerns.models import Matter, MatterEntry


@dataclass(frozen=True, slots=True)
class Published:
    """A group of another partnership that can be written to: its entry, its name, its partnership's."""

    id: UUID
    group: str
    partnership: str


@dataclass(frozen=True, slots=True)
class OtherEnd:
    """Where the other row of a thread is; for what must be brought in line there in the same transaction."""

    partnership_id: UUID
    matter_id: UUID


def published_groups() -> tuple[Published, ...]:
    """The groups of other partnerships that let themselves be written to, by partnership and name."""
    with connection.cursor() as cursor:
        cursor.execute("select id, group_name, partnership_name from published_groups()")
        return tuple(Published(*row) for row in cursor.fetchall())


def published_group(entry_id: UUID) -> Published:
    """One of them. Raises `Refused` when it has been closed meanwhile."""
    found = next((entry for entry in published_groups() if entry.id == entry_id), None)
    return found or refuse("That group can no longer be written to from other partnerships. Choose another.")


def deliver(matter: Matter, to: Published) -> OtherEnd:
    """Make the incoming row of an outgoing matter in the other partnership."""
    return _other_end("select * from deliver_matter(%s, %s)", matter.pk, to.id)


def carry(entry: MatterEntry) -> OtherEnd:
    """Do to the other row of the thread what an entry says was done to this one."""
    return _other_end("select * from carry_entry(%s)", entry.pk)


def _other_end(sql: str, *values: UUID) -> OtherEnd:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return OtherEnd(*cursor.fetchone())


def hold_thread(thread: UUID) -> None:
    """Let nobody act on either row of a thread until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(thread)])


@contextmanager
def at(end: OtherEnd) -> Iterator[None]:
    """Look at the other partnership's rows, to bring in line there what follows from the delivery."""
    with connection.cursor() as cursor:
        names = ("holdfast.partnership", "holdfast.person", "holdfast.account")
        cursor.execute("select " + ", ".join("current_setting(%s, true)" for _ in names), names)
        before = cursor.fetchone()
        _set(end.partnership_id, "", "")
        yield
        _set(*before)


def _set(partnership: object, person: object, account: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('holdfast.partnership', %s, true), set_config('holdfast.person', %s, true),"
            " set_config('holdfast.account', %s, true)",
            [str(partnership or ""), str(person or ""), str(account or "")],
        )
