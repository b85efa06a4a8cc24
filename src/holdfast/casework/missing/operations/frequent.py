"""Brings the stored spells of frequent missing in line with the episodes, in the same transaction."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from holdfast.casework.missing.models import FrequentSpell
from holdfast.casework.missing.rules.frequent import spells
from holdfast.casework.missing.rules.frequent_many import key_of, spells_of_all
from holdfast.casework.missing.rulings import Setting, setting
from holdfast.stewardship.access.context import seeing_everything

_READ = """
    select asked.id, array(
        select (began_at at time zone 'Europe/London')::date from missing_episode
        where child_id = asked.id and withdrawn_at is null and kind = any(%(kinds)s)
    ), (
        select coalesce(jsonb_agg(jsonb_build_array(id, from_on, to_on, clause, why)), '[]'::jsonb)
        from missing_frequentspell where child_id = asked.id
    )::text
    from unnest(%(children)s::uuid[]) as asked(id)
"""
# The insertion asks for the deletion's count, so that it comes after it.
_WRITE = """
    with gone as (delete from missing_frequentspell where id = any(%(gone)s::uuid[]) returning 1)
    insert into missing_frequentspell (id, partnership_id, child_id, from_on, to_on, clause, why)
    select fresh.id, nullif(current_setting('holdfast.partnership', true), '')::uuid,
        fresh.child_id, fresh.from_on, fresh.to_on, fresh.clause, fresh.why
    from jsonb_to_recordset(%(fresh)s::jsonb)
        as fresh(id uuid, child_id uuid, from_on date, to_on date, clause text, why text)
    where (select count(*) from gone) >= 0
"""
_BATCH = 5000


@dataclass(frozen=True, slots=True)
class Standing:
    """One spell as it is stored."""

    from_on: date
    to_on: date
    clause: str
    why: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A child's spells as they are stored, by id, and as they should be."""

    child_id: UUID
    stored: dict[UUID, Standing]
    wanted: list[Standing]

    @property
    def stale(self) -> list[UUID]:
        """What is stored and should not be."""
        return [pk for pk, spell in self.stored.items() if spell not in self.wanted]

    @property
    def lacking(self) -> list[Standing]:
        """What should be stored and is not."""
        stored = list(self.stored.values())
        return [spell for spell in self.wanted if spell not in stored]


def recompute(child_ids: Collection[UUID], *, by: Setting | None = None) -> int:
    """Answer anew for these children; how many of them changed. One read and one write for thousands."""
    if not child_ids:
        return 0
    by = by or setting()
    wanted = sorted(set(child_ids))
    changed = 0
    for start in range(0, len(wanted), _BATCH):
        found = differences(wanted[start : start + _BATCH], by)
        write(found)
        changed += len(found)
    return changed


def differences(child_ids: Sequence[UUID], by: Setting) -> list[Difference]:
    """The children whose stored spells are not what the episodes say."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, {"children": list(child_ids), "kinds": by.kinds})
        rows = cursor.fetchall()
    found = (Difference(pk, _stored(stored), _wanted(starts, by)) for pk, starts, stored in rows)
    return [one for one in found if one.stale or one.lacking]


def _wanted(starts: Iterable[date], by: Setting) -> list[Standing]:
    found = spells(starts, by.rulings)
    return [Standing(spell.from_on, spell.to_on, spell.rule.clause, spell.why) for spell in found]


def _stored(rows: str) -> dict[UUID, Standing]:
    return {
        UUID(pk): Standing(date.fromisoformat(first), date.fromisoformat(last), clause, why)
        for pk, first, last, clause, why in json.loads(rows)
    }


def write(found: Iterable[Difference]) -> None:
    """Store what should be, in one statement."""
    found = list(found)
    gone = [pk for one in found for pk in one.stale]
    fresh = [_row(one.child_id, spell) for one in found for spell in one.lacking]
    if gone or fresh:
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, {"gone": gone, "fresh": json.dumps(fresh)})


def _row(child_id: UUID, spell: Standing) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "child_id": str(child_id),
        "from_on": spell.from_on.isoformat(),
        "to_on": spell.to_on.isoformat(),
        "clause": spell.clause,
        "why": spell.why,
    }


def recompute_everybody() -> int:
    """Answer anew for every child of the partnership, whoever asks; how many changed."""
    with seeing_everything():
        return recompute(children_adrift())


def children_adrift() -> list[UUID]:
    """The children whose stored spells are not what all episodes say, in one pass; changes nothing."""
    by = setting()
    children, keys = _starts(by)
    wanted = {(children[child], from_on, to_on) for child, from_on, to_on in spells_of_all(keys, by.rulings)}
    stored = set(FrequentSpell.objects.values_list("child_id", "from_on", "to_on"))
    clauses = {ruling.rule.clause for ruling in by.rulings}
    stale = FrequentSpell.objects.exclude(clause__in=clauses).values_list("child_id", flat=True)
    return sorted({child for child, _, _ in wanted ^ stored} | set(stale))


_STARTS = """
    select child_id, array_agg((began_at at time zone 'Europe/London')::date order by began_at)
    from missing_episode where withdrawn_at is null and kind = any(%s) group by child_id
"""


def _starts(by: Setting) -> tuple[list[UUID], list[int]]:
    """The children, and the keys of all starts that count, in ascending order."""
    children: list[UUID] = []
    keys: list[int] = []
    with connection.cursor() as cursor:
        cursor.execute(_STARTS, [by.kinds])
        for child_id, days in cursor.fetchall():
            keys += [key_of(len(children), day) for day in days]
            children.append(child_id)
    return children, keys
