"""Everything that a database holds, so that two can be compared."""

import psycopg
from psycopg import sql

from holdfast.config.postgres import MIGRATOR, Cluster

PUBLIC = "'public'::regnamespace"
# Rights are compared as sets: what is granted by default may be stored or not, and in any order.
RIGHTS = "array(select unnest(coalesce({}, acldefault({}, {})))::text order by 1)"
TABLE_RIGHTS = RIGHTS.format("relacl", "(case relkind when 'S' then 's' else 'r' end)::\"char\"", "relowner")
FUNCTION_RIGHTS = RIGHTS.format("proacl", "'f'", "proowner")
SCHEMA_RIGHTS = RIGHTS.format("nspacl", "'n'", "nspowner")
ABOUT = {
    "policies": "select tablename, policyname, permissive, roles, cmd, qual, with_check from pg_policies",
    "rights": f"select relname, {TABLE_RIGHTS}, relrowsecurity, relforcerowsecurity from pg_class"
    f" where relnamespace = {PUBLIC} and relkind in ('r', 'p', 'v', 'S')",
    "functions": f"select oid::regprocedure::text, prosecdef, proconfig, {FUNCTION_RIGHTS}, prosrc"
    f" from pg_proc where pronamespace = {PUBLIC} and probin is null",
    "triggers": "select tgrelid::regclass::text, tgname, tgenabled from pg_trigger where not tgisinternal",
    "constraints": "select conrelid::regclass::text, conname, contype from pg_constraint"
    f" where connamespace = {PUBLIC}",
    "schema": f"select {SCHEMA_RIGHTS}, nspowner::regrole::text from pg_namespace where nspname = 'public'",
}
TABLES = "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"


def everything(cluster: Cluster, name: str) -> dict[str, object]:
    with psycopg.connect(**cluster.parameters(MIGRATOR, name)) as connection:
        found: dict[str, object] = {
            what: sorted(map(str, connection.execute(q))) for what, q in ABOUT.items()
        }
        for (table,) in connection.execute(TABLES).fetchall():
            rows = sql.SQL("select t::text from {} t").format(sql.Identifier(table))
            found[table] = sorted(connection.execute(rows).fetchall())
    return found
