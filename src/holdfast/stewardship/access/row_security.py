"""Applies row-level security, grants and cross-partnership foreign keys to every table, after each migration.

Idempotent: run by `holdfast upgrade` as the migrator. Policies are uniform and derived from the models, so
that no table can be forgotten; a test compares the database with the models. See docs/adr/0003.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from holdfast.stewardship.tenancy.models import Partnership, TenantModel

EVERYTHING = "select, insert, update, delete"
# Libraries' tables that the application only reads, or that nothing of ours uses at all.
READ_ONLY_APPS = frozenset({"account", "auth", "contenttypes"})
READ_ONLY_TABLES = frozenset({"socialaccount_socialapp", "socialaccount_socialtoken"})
_CURRENT = "nullif(current_setting('holdfast.partnership', true), '')::uuid"


def tenant_models() -> Iterator[type[models.Model]]:
    """Every concrete model whose rows belong to a partnership, the partnership itself first."""
    yield Partnership
    for model in apps.get_models():
        if model is not Partnership and hasattr(model, "tenant_column"):
            yield model


def rights_on(model: type[models.Model]) -> str:
    """What the application's role may do with the model's table."""
    if model._meta.app_label in READ_ONLY_APPS or model._meta.db_table in READ_ONLY_TABLES:
        return "select"
    return str(getattr(model, "row_rights", EVERYTHING))


def condition_on(model: type[models.Model]) -> str:
    """What a row must satisfy besides to be read; a model may leave it to what others declare."""
    condition = getattr(model, "row_condition", "")
    return str(condition() if callable(condition) else condition)


def _role(connection: BaseDatabaseWrapper) -> str:
    """The role that serves pages; a server of one's own may call it as it likes."""
    return _quote(connection, settings.HOLDFAST_APPLICATION_ROLE)


def _quote(connection: BaseDatabaseWrapper, name: str) -> str:
    return connection.ops.quote_name(name)


def _policy_statements(connection: BaseDatabaseWrapper, model: type[models.Model]) -> Iterator[str]:
    table = _quote(connection, model._meta.db_table)
    column = _quote(connection, model.tenant_column)  # type: ignore[attr-defined]
    yield f"alter table {table} enable row level security"
    yield f"alter table {table} force row level security"
    yield f"drop policy if exists own_partnership on {table}"
    yield (
        f"create policy own_partnership on {table} to {_role(connection)}"
        f" using ({column} = {_CURRENT}) with check ({column} = {_CURRENT})"
    )
    yield f"drop policy if exists need_to_know on {table}"
    if condition := condition_on(model):
        yield (
            f"create policy need_to_know on {table} as restrictive for select to {_role(connection)}"
            f" using ({condition})"
        )


def _grant_statements(connection: BaseDatabaseWrapper, model: type[models.Model]) -> Iterator[str]:
    table = _quote(connection, model._meta.db_table)
    role = _role(connection)
    yield f"revoke all on {table} from {role}"
    yield f"grant {rights_on(model)} on {table} to {role}"


def _function_statements(connection: BaseDatabaseWrapper, model: type[models.Model]) -> Iterator[str]:
    """The functions that a model names: those that see past row security, each for one narrow purpose."""
    for function in getattr(model, "definer_functions", ()):
        yield f"revoke all on function {function} from public"
        yield f"grant execute on function {function} to {_role(connection)}"


def _tenant_key(table: str) -> str:
    return f"{table}_tenant_key"[:63]


def _references(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """(column, target table) of each foreign key from one partnership's row to another's."""
    for model_field in model._meta.local_fields:
        if not isinstance(model_field, models.ForeignKey):
            continue
        target = model_field.related_model
        if isinstance(target, type) and issubclass(target, TenantModel):
            yield model_field.column, target._meta.db_table


def _reference_statements(connection: BaseDatabaseWrapper, model: type[models.Model]) -> Iterator[str]:
    """Composite keys, so that a row can refer only to rows of its own partnership."""
    table = model._meta.db_table
    for column, target in _references(model):
        name = f"{table}_{column}_same"[:63]
        # The names come from the models, never from a person.
        yield (
            "do $$ begin"  # noqa: S608  # nosec B608
            f" if not exists (select 1 from pg_constraint where conname = '{name}') then"
            f" alter table {_quote(connection, table)} add constraint {_quote(connection, name)}"
            f" foreign key (partnership_id, {_quote(connection, column)})"
            f" references {_quote(connection, target)} (partnership_id, id) deferrable initially deferred;"
            " end if; end $$"
        )


def _key_statement(connection: BaseDatabaseWrapper, model: type[models.Model]) -> str:
    table = model._meta.db_table
    return (
        f"create unique index if not exists {_quote(connection, _tenant_key(table))}"
        f" on {_quote(connection, table)} (partnership_id, id)"
    )


def statements(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """Every statement that secures the database, in order."""
    yield f"grant usage on schema public to {_role(connection)}"
    yield f"grant usage, select on all sequences in schema public to {_role(connection)}"
    functions = "trail_seal(), trail_seal_state(), trail_make_partitions(integer)"
    yield f"grant execute on function {functions} to {_role(connection)}"
    secured = list(tenant_models())
    for model in apps.get_models(include_auto_created=True):
        if model not in secured and model._meta.managed:
            yield from _grant_statements(connection, model)
    for model in secured:
        if issubclass(model, TenantModel):
            yield _key_statement(connection, model)
    for model in secured:
        yield from _grant_statements(connection, model)
        yield from _policy_statements(connection, model)
        yield from _function_statements(connection, model)
        yield from _reference_statements(connection, model)


def secure_database(connection: BaseDatabaseWrapper) -> int:
    """Apply row-level security, grants and same-partnership keys; the number of statements run."""
    count = 0
    with connection.cursor() as cursor:
        for statement in statements(connection):
            cursor.execute(statement)
            count += 1
    return count
