"""What the application role needs of tables that belong to no model of ours: job queue and cache."""

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

TABLES = "select tablename from pg_tables where schemaname = 'public' and tablename like any(%s)"
PATTERNS = [r"procrastinate\_%", "holdfast_cache"]
READ_ONLY = ["django_migrations"]


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
