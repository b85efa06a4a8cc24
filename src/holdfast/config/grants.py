"""What the two roles need of tables beyond the models' own policies: job queue, cache, and the whole."""

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

TABLES = "select tablename from pg_tables where schemaname = 'public' and tablename like any(%s)"
PATTERNS = [r"procrastinate\_%", "holdfast_cache"]
READ_ONLY = ["django_migrations"]
SECURED = "select tablename from pg_tables where schemaname = 'public' and rowsecurity"
BYPASSES = "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"


def grant_platform(connection: BaseDatabaseWrapper) -> None:
    """Let the application's role work on jobs, keep its cache and see which migrations ran."""
    role = sql.Identifier(settings.HOLDFAST_APPLICATION_ROLE)
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [PATTERNS])
        for (table,) in cursor.fetchall():
            rights = "grant select, insert, update, delete on {} to {}"
            cursor.execute(sql.SQL(rights).format(sql.Identifier(table), role))
        for table in READ_ONLY:
            cursor.execute(sql.SQL("grant select on {} to {}").format(sql.Identifier(table), role))
        cursor.execute(sql.SQL("grant usage, select on all sequences in schema public to {}").format(role))


def bypasses_policies(connection: BaseDatabaseWrapper) -> bool:
    """Whether this process's role sees every row whatever the policies say."""
    with connection.cursor() as cursor:
        cursor.execute(BYPASSES)
        return bool(cursor.fetchone()[0])


def admit_migrator(connection: BaseDatabaseWrapper) -> None:
    """Where a host cannot grant BYPASSRLS: a policy that lets the migrator, and it alone, see every row.

    Without it migrations and backups would pass over rows in silence, because policies bind owners here too.
    """
    is_needed = not bypasses_policies(connection)
    with connection.cursor() as cursor:
        cursor.execute(SECURED)
        for (name,) in cursor.fetchall():
            table = sql.Identifier(name)
            cursor.execute(sql.SQL("drop policy if exists whole_database on {}").format(table))
            if is_needed:
                policy = "create policy whole_database on {} to current_user using (true) with check (true)"
                cursor.execute(sql.SQL(policy).format(table))
