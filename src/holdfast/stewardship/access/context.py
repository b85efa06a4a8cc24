"""Tells PostgreSQL, for one transaction, whose rows may be touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

# Values are identifiers or None; what is not said is empty, and sees nothing.
SET_CONTEXT = (
    "select set_config('holdfast.partnership', coalesce(%(partnership)s::text, ''), true),"
    " set_config('holdfast.person', coalesce(%(person)s::text, ''), true),"
    " set_config('holdfast.account', coalesce(%(account)s::text, ''), true)"
)


def set_need_to_know(
    partnership_id: UUID | None, person_id: UUID | None = None, account_id: UUID | None = None
) -> None:
    """Set the row-security context for the running transaction (it ends with the transaction).

    Raises `RuntimeError` outside a transaction, where the setting would silently do nothing.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the need-to-know context lasts one transaction: open one first")
    with connection.cursor() as cursor:
        cursor.execute(
            SET_CONTEXT, {"partnership": partnership_id, "person": person_id, "account": account_id}
        )


@contextmanager
def seeing_everything() -> Iterator[None]:
    """Lets a judgement reach rows that the person acting is excluded from; none of it may be shown."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select person, set_config('holdfast.person', '', true)"
            " from (select current_setting('holdfast.person', true) as person offset 0) as was"
        )
        person, _ = cursor.fetchone()
    try:
        yield
    finally:
        if person and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("select set_config('holdfast.person', %s, true)", [person])


@contextmanager
def need_to_know(
    partnership_id: UUID | None, person_id: UUID | None = None, account_id: UUID | None = None
) -> Iterator[None]:
    """A transaction within which only the partnership's rows exist. For jobs, commands and tests."""
    with transaction.atomic():
        set_need_to_know(partnership_id, person_id, account_id)
        yield
