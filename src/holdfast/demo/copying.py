"""Planned rows brought in by COPY, with the defaults that the models' own fields have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, JSONField, Model
from psycopg import sql

Row = dict[str, Any]
Value = Callable[[Row], Any]
_STAGE = sql.SQL("create temporary table staged_rows as select {columns} from {table} with no data")
_PLACE = sql.SQL("insert into {table} ({columns}) select {columns} from staged_rows")


def copy_in(model: type[Model], rows: Iterable[Row]) -> int:
    """Write rows of plain values by the names of columns or fields; how many there were."""
    alike: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        alike[tuple(row)].append(row)
    for names, same in alike.items():
        _copy(model, names, same)
    return sum(len(same) for same in alike.values())


def _copy(model: type[Model], names: Sequence[str], rows: Iterable[Row]) -> None:
    columns = dict(_columns(model, names))
    said = {
        "table": sql.Identifier(model._meta.db_table),
        "columns": sql.SQL(", ").join(map(sql.Identifier, columns)),
    }
    values = tuple(columns.values())
    with connection.cursor() as cursor:
        # COPY into a table under row-level security is refused: into a temporary one, and from there.
        cursor.execute(_STAGE.format(**said))
        with cursor.copy(sql.SQL("copy staged_rows ({columns}) from stdin").format(**said)) as copy:
            for row in rows:
                copy.write_row([value(row) for value in values])
        cursor.execute(_PLACE.format(**said))
        cursor.execute("drop table staged_rows")


def _columns(model: type[Model], names: Sequence[str]) -> Iterator[tuple[str, Value]]:
    """Each column with how its value is found; what the database itself fills in is left to it."""
    named = {model._meta.get_field(name): name for name in names}
    for field in model._meta.local_concrete_fields:
        if field in named:
            yield str(field.column), _given(field, named[field])
        elif not field.has_db_default():
            yield str(field.column), _default(field)


def _given(field: Field[Any, Any], name: str) -> Value:
    if isinstance(field, JSONField):
        return lambda row: field.get_db_prep_save(row[name], connection)
    return lambda row: row[name]


def _default(field: Field[Any, Any]) -> Value:
    if isinstance(field, JSONField):
        return lambda row: field.get_db_prep_save(field.get_default(), connection)
    if callable(field.default):
        return lambda row: field.get_default()
    value = field.get_default()
    return lambda row: value
