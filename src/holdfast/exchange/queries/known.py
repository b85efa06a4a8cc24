"""What is on record of the children and episodes that a file speaks of: a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from holdfast.casework.missing.rules.episodes import Times
from holdfast.casework.missing.rules.reporting import EpisodeFacts
from holdfast.exchange.comparing import NEAR, OnRecord
from holdfast.exchange.incoming import FileChild
from holdfast.exchange.recognising import OnFile, RecordedChild, name_of

_CHILD = "c.id, c.reference, c.given_names, c.family_name, c.birth_on, c.is_birth_estimated"
# A record that was merged into another is that other.
_KEPT = "join children_child c on c.id = coalesce(o.merged_into_id, o.id)"
_BY_NUMBER = f"""
    select i.kind, i.value, {_CHILD}
    from unnest(%(kinds)s::text[], %(values)s::text[]) as asked(kind, value)
    join children_identifier i on i.kind = asked.kind and i.value = asked.value and i.ended_at is null
    join children_child o on o.id = i.child_id {_KEPT}
"""  # noqa: S608  # nosec B608
_BY_REFERENCE = f"""
    select o.reference, {_CHILD} from children_child o {_KEPT} where o.reference = any(%(references)s)
"""  # noqa: S608  # nosec B608
_BY_BIRTH = f"""
    select {_CHILD} from children_child c
    where c.merged_into_id is null and c.birth_on = any(%(days)s::date[])
"""  # noqa: S608  # nosec B608
_BY_NAME = f"""
    select {_CHILD} from unnest(%(given)s::text[], %(family)s::text[]) as asked(given, family)
    join children_child c on lower(c.family_name) = asked.family and lower(c.given_names) = asked.given
    where c.merged_into_id is null
"""  # noqa: S608  # nosec B608
_RECORD = """
    select child_id, id, kind, began_at, is_began_known, ended_at, is_ended_known, last_seen_at,
        source = 'imported' and version = 0, withdrawn_at is not null
    from missing_episode
    where child_id = any(%(children)s::uuid[])
    and (ended_at is null or ended_at >= %(first)s)
    and (%(last)s::timestamptz is null or began_at <= %(last)s)
    order by began_at
"""


def on_file(children: Collection[FileChild]) -> OnFile:
    """All children on record who may be meant by these, whoever may see them."""
    numbers = {(n.kind, n.value) for child in children for n in child.numbers if not n.is_doubtful}
    numbers |= {(kind, value) for one, value in numbers for kind in _like(one)}
    references = [child.reference for child in children if child.reference]
    named = [child for child in children if child.has_name]
    by_number = _grouped(_found(_BY_NUMBER, kinds=[k for k, _ in numbers], values=[v for _, v in numbers]), 2)
    by_reference = _grouped(_found(_BY_REFERENCE, references=references), 1) if references else {}
    return OnFile(
        by_number,
        {key[0]: rows[0] for key, rows in by_reference.items()},
        _by_birth(sorted({child.born_on for child in named if child.born_on})),
        _by_name(named),
    )


def _like(kind: str) -> tuple[str, ...]:
    alike = {"social-care": ("looked-after",), "looked-after": ("social-care",)}
    return alike.get(kind, ())


def _by_birth(days: list[date]) -> dict[date, list[RecordedChild]]:
    found: dict[date, list[RecordedChild]] = defaultdict(list)
    for row in _found(_BY_BIRTH, days=days) if days else ():
        child = RecordedChild(*row)
        if child.birth_on is not None:
            found[child.birth_on].append(child)
    return found


def _by_name(named: Iterable[FileChild]) -> dict[str, list[RecordedChild]]:
    pairs = {(child.given_names.lower(), child.family_name.lower()) for child in named}
    pairs |= {(family, given) for given, family in pairs}
    found: dict[str, list[RecordedChild]] = defaultdict(list)
    if pairs:
        for row in _found(_BY_NAME, given=[g for g, _ in pairs], family=[f for _, f in pairs]):
            child = RecordedChild(*row)
            found[name_of(child.given_names, child.family_name)].append(child)
    return found


def _grouped(rows: Iterable[tuple[Any, ...]], length: int) -> dict[Any, list[RecordedChild]]:
    found: dict[Any, list[RecordedChild]] = defaultdict(list)
    for row in rows:
        child = RecordedChild(*row[length:])
        if child not in found[row[:length]]:
            found[row[:length]].append(child)
    return found


def record_of(child_ids: Collection[UUID], facts: Iterable[EpisodeFacts]) -> dict[UUID, list[OnRecord]]:
    """The episodes of these children that any of `facts` may be or touch, those withdrawn too, in order."""
    facts = list(facts)
    if not facts or not child_ids:
        return {}
    ends = [one.ended_at for one in facts]
    first = min(one.began_at for one in facts) - NEAR
    last = None if None in ends else max(end for end in ends if end) + NEAR
    found: dict[UUID, list[OnRecord]] = defaultdict(list)
    for child_id, pk, kind, began, began_known, ended, ended_known, seen, is_import, withdrawn in _found(
        _RECORD, children=list(child_ids), first=first, last=last
    ):
        times = Times(
            began_at=began,
            is_began_known=began_known,
            ended_at=ended,
            is_ended_known=ended_known,
            last_seen_at=seen,
        )
        found[child_id].append(OnRecord(pk, kind, times, is_import, withdrawn))
    return found


def hidden_children() -> frozenset[UUID]:
    """The children whose records do not exist for the person of the context."""
    return frozenset(row[0] for row in _found("select hidden_children()"))


def _found(query: str, **values: Any) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        yield from cursor.fetchall()
