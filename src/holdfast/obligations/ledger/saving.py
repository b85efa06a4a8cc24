"""How a settling reads and writes the ledger's rows.

It is part of every operation that something is owed for, and the query builder would take longer for forty
columns than the database does, so the statements are written out.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

from holdfast.obligations.ledger.models import Evidence, Obligation, ObligationEntry
from holdfast.obligations.ledger.promises import Proof

_BATCH = 2000
_READ = """
    select owed.* from ledger_obligation owed where group_id = %(group)s and cause = %(cause)s
    and (%(ids)s::uuid[] is null or cause_id = any(%(ids)s::uuid[]))
    and (%(since)s::timestamptz is null or began_at > %(since)s or occasion = any(%(occasions)s::text[]))
"""
_READ_EVIDENCE = """
    select obligation_id, id, kind, subject_id, words, at from ledger_evidence
    where obligation_id = any(%s::uuid[])
"""
_RAISE = """
    insert into ledger_obligation
    select * from jsonb_populate_recordset(null::ledger_obligation, %s::jsonb)
"""
_ENTER = """
    with proved as (
        insert into ledger_evidence
        select * from jsonb_populate_recordset(null::ledger_evidence, %s::jsonb)
    )
    insert into ledger_obligationentry
    (id, partnership_id, obligation_id, kind, at, by_id, text, before, after)
    select id, partnership_id, obligation_id, kind, at, by_id, text, before, after
    from jsonb_populate_recordset(null::ledger_obligationentry, %s::jsonb)
"""
_CHANGE = """
    update ledger_obligation owed set {changes}
    from jsonb_populate_recordset(null::ledger_obligation, %s::jsonb) as new where owed.id = new.id
"""


def read(**asked: Any) -> list[Obligation]:
    """The rows of a `group` and `cause`: of causes with these `ids`, and begun `since` or of `occasions`."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, asked)
        place = {column.name: index for index, column in enumerate(cursor.description)}
        names = [column.attname for column in Obligation._meta.concrete_fields]
        order = itemgetter(*(place[name] for name in names))
        return [Obligation.from_db(connection.alias, names, order(values)) for values in cursor.fetchall()]


def evidence_of(rows: Iterable[Obligation]) -> dict[UUID, dict[Proof, UUID]]:
    """By obligation what proves it, with the id of its row. Only what was met has any."""
    found: defaultdict[UUID, dict[Proof, UUID]] = defaultdict(dict)
    if met := [row.pk for row in rows if row.met_at is not None]:
        with connection.cursor() as cursor:
            cursor.execute(_READ_EVIDENCE, [met])
            for obligation_id, pk, *proof in cursor.fetchall():
                found[obligation_id][Proof(*proof)] = pk
    return found


def insert(
    raised: Sequence[Obligation], evidence: Sequence[Evidence], entries: Sequence[ObligationEntry]
) -> None:
    """Add rows, what proves them, and what happened to them."""
    for start in range(0, len(raised), _BATCH):
        _execute(_RAISE, _as_json(raised[start : start + _BATCH]))
    for start in range(0, max(len(evidence), len(entries)), _BATCH):
        these = slice(start, start + _BATCH)
        _execute(_ENTER, _as_json(evidence[these]), _as_json(entries[these]))


def update(changed: Iterable[tuple[Obligation, set[str]]]) -> None:
    """Save of each row only the columns that changed; rows in which the same did, together."""
    alike: defaultdict[frozenset[str], list[Obligation]] = defaultdict(list)
    for row, columns in changed:
        alike[frozenset(columns)].append(row)
    for names, rows in alike.items():
        changes = ", ".join(f"{name} = new.{name}" for name in sorted(names))
        _execute(_CHANGE.format(changes=changes), _as_json(rows, {"id", *names}))


def _as_json(rows: Sequence[Model], names: Iterable[str] = ()) -> str:
    """Rows by the names of columns: these, or all but those that the database fills in."""
    if rows and not names:
        columns = rows[0]._meta.concrete_fields
        names = [column.attname for column in columns if not column.has_db_default()]
    return json.dumps([{name: getattr(row, name) for name in names} for row in rows], default=str)


def _execute(statement: str, *rows: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, rows)
