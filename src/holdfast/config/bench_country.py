"""One partnership's casework many times over, in the database itself: rows first, keys and indexes last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from django.apps import apps
from django.db import models

from holdfast.stewardship.tenancy.models import Partnership, Person, TenantModel

Told = Callable[[str], None]
Tenant = type[models.Model]
# What is read of one record alone, as its history. The copies have none.
_HISTORY = frozenset({"EpisodeEntry", "EpisodeGrade", "InterviewAttempt", "InterviewEntry", "ChildEntry"})
_FOR_LOADING = ("maintenance_work_mem = '1GB'", "work_mem = '512MB'", "synchronous_commit = off")
# Keys between tables, then those of a table, which the former need; indexes by themselves come last.
_CONSTRAINTS = """
    select format('alter table %%s drop constraint %%I', conrelid::regclass, conname),
        format('alter table %%s add constraint %%I %%s', conrelid::regclass, conname,
            pg_get_constraintdef(oid) || case when contype = 'f' then ' not valid' else '' end)
    from pg_constraint
    where contype = any(%(kinds)s) and conparentid = 0
        and (conrelid = any(%(tables)s::regclass[]) or confrelid = any(%(tables)s::regclass[]))
    order by conrelid::regclass::text, conname
"""
_INDEXES = """
    select format('drop index %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    from pg_index where indrelid = any(%(tables)s::regclass[]) order by indexrelid::regclass::text
"""


@dataclass(frozen=True)
class Definition:
    """A key or an index that is taken away for the time of loading, and how it is made again."""

    drop: str
    make: str


def repeat_partnership(connection: psycopg.Connection, times: int, told: Told) -> None:
    """Have so many partnerships with the casework of the one that is there, whose ids stay as they are.

    Rows of all partnerships lie among each other, as if they had been written in the same years.
    """
    connection.autocommit = True
    for setting in _FOR_LOADING:
        connection.execute(f"set {setting}")
    copied = repeated_models()
    taken = list(_taken_away(connection, [model._meta.db_table for model in copied]))
    for model in copied:
        told(f"{times} times {model._meta.verbose_name_plural}")
        _repeat(connection, model, times)
    for one in reversed(taken):
        told(one.make[:100])
        connection.execute(one.make)
    told("Statistics")
    connection.execute("vacuum analyze")


def repeated_models() -> list[Tenant]:
    """The casework's, and what their rows refer to; not what only a record's own history reads."""
    found: dict[Tenant, None] = {}
    waiting = [model for model in apps.get_models() if _is_casework(model)]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found[model] = None
            waiting += _referred_to(model)
    return sorted(found, key=lambda model: model._meta.db_table)


def _is_casework(model: Tenant) -> bool:
    is_tenants = issubclass(model, TenantModel) and model._meta.managed
    return is_tenants and "holdfast.casework" in model.__module__ and model.__name__ not in _HISTORY


def _referred_to(model: Tenant) -> Iterator[Tenant]:
    for field in model._meta.local_fields:
        target = field.related_model
        if isinstance(target, type) and issubclass(target, (TenantModel, Partnership)):
            yield target


def _taken_away(connection: psycopg.Connection, tables: list[str]) -> Iterator[Definition]:
    for query, kinds in ((_CONSTRAINTS, ["f"]), (_CONSTRAINTS, ["p", "u", "x"]), (_INDEXES, [])):
        for row in connection.execute(query, {"tables": tables, "kinds": kinds}).fetchall():
            found = Definition(*row)
            connection.execute(found.drop)
            yield found


def _repeat(connection: psycopg.Connection, model: Tenant, times: int) -> None:
    table = model._meta.db_table
    fields = list(model._meta.local_concrete_fields)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(model, field) for field in fields)
    # The names come from the models, never from a person.
    connection.execute(f'create temporary table once as select * from "{table}"')  # noqa: S608  # nosec B608
    connection.execute(f'truncate "{table}"')
    connection.execute(
        f'insert into "{table}" ({columns}) select {values} from once cross join lateral'  # noqa: S608  # nosec B608
        f" (select again from generate_series(0, {times - 1}) as again where once.id is not null) as series"
    )
    connection.execute("drop table once")


def _value(model: Tenant, field: models.Field[Any, Any]) -> str:
    column = f'once."{field.column}"'
    if model is Person and field.name == "account":
        return f"case when again = 0 then {column} end"
    if field.unique and field.get_internal_type() == "CharField":
        return f"case when again = 0 then {column} else md5({column} || again) end"
    if field.get_internal_type() in ("UUIDField", "ForeignKey", "OneToOneField"):
        return f"case when again = 0 then {column} else md5({column}::text || again)::uuid end"
    return column
