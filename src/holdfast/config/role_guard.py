"""Refuses to serve as a database role that row-level security would not bind."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from holdfast.config.database import acts_as_migrator
from holdfast.config.surroundings import SetupProblem

RIGHTS = """
select r.rolsuper, r.rolbypassrls, r.rolcreaterole, exists (
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and pg_has_role(session_user, c.relowner, 'member')
)
from pg_roles r where r.rolname = session_user
"""
MEANING = (
    "is a superuser",
    "bypasses row-level security",
    "may make and change roles",
    "owns tables, or belongs to the role that does",
)


def guard_role(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Asked of each new connection that serves: SetupProblem when its role may too much."""
    if acts_as_migrator():
        return
    faults = privileges(connection)
    if faults:
        connection.close()
        role = connection.settings_dict["USER"]
        raise SetupProblem(
            f"The database role {role} {', '.join(faults)}: "
            "HOLDFAST_DATABASE_URL must name an unprivileged one."
        )


def privileges(connection: BaseDatabaseWrapper) -> list[str]:
    """What the connected role may that a serving role must not."""
    # Below Django's own cursor, so that no page's count of queries depends on which thread answers it.
    row = connection.connection.execute(RIGHTS).fetchone()
    return [meaning for has, meaning in zip(row, MEANING, strict=True) if has]
