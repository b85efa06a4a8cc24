"""Many episodes at once, as an import brings them: copied in, then followed up once for each child."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction

from holdfast.casework.children.models import Child
from holdfast.casework.missing.models import Episode, EpisodeEntry
from holdfast.casework.missing.operations.following import follow
from holdfast.casework.missing.rules.reporting import FIELDS, EpisodeFacts, columns_as_json
from holdfast.casework.missing.rulings import Setting, setting
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

_GIVEN = ("id", "child_id", *FIELDS)
# COPY into a table under row-level security is refused: into a temporary one, and from there.
_STAGE = (
    "create temporary table if not exists missing_staged on commit drop as"
    " select {columns}, null::jsonb as entered from missing_episode with no data"
)
_PLACE = """
    insert into missing_episode ({columns}, source, withdrawn_why, version, partnership_id, recorded_by_id)
    select {columns}, %(source)s, '', 0, %(partnership)s, %(by)s from missing_staged
"""
_ENTER = """
    insert into missing_episodeentry
        (id, partnership_id, child_id, episode_id, kind, text, before, after, at, by_id)
    select gen_random_uuid(), %(partnership)s, child_id, id, %(kind)s, '', '{}', entered, %(now)s, %(by)s
    from missing_staged
"""
_GRADE = """
    insert into missing_episodegrade
        (id, partnership_id, child_id, episode_id, grade, from_at, reason, by_id)
    select gen_random_uuid(), %(partnership)s, child_id, id, grade,
        coalesce(reported_at, began_at), '', %(by)s
    from missing_staged where grade <> ''
"""


@dataclass(frozen=True, slots=True)
class NewEpisode:
    """One episode of a child, that the rules have let through."""

    child_id: UUID
    facts: EpisodeFacts


@transaction.atomic
def add_episodes(
    rows: Sequence[NewEpisode], *, by: Actor, source: str = Episode.Source.IMPORTED
) -> list[UUID]:
    """Add them all, or none; their ids in order.

    The caller has asked the rules (`assess_times`, `assess_birth`, `assess_overlap`) and matched the
    children; what should not be is refused by the database as `IntegrityError`. Raises `PermissionDenied`.
    """
    by.require(Permission.RECORD_ON_CHILD)
    if not rows:
        return []
    children = sorted({row.child_id for row in rows})
    held = Child.objects.visible_to(by).filter(pk__in=children).order_by("pk").select_for_update(of=("self",))
    known = {child.pk: child for child in held}
    if len(known) != len(children):
        raise Child.DoesNotExist("one of the children is not there for this person")
    ids = [uuid4() for _ in rows]
    _copy(zip(ids, rows, strict=True))
    _place(by, source)
    record("imported missing episodes", by=by, number=len(rows), children=len(children))
    under = setting()
    given = zip(ids, rows, strict=True)
    recent = [_row(pk, row, known[row.child_id]) for pk, row in given if _is_recent(row, under)]
    follow(recent, by=by, children=children, under=under)
    return ids


def _is_recent(row: NewEpisode, under: Setting) -> bool:
    """Whether its return may owe an interview; the thousands of past years need not be looked at."""
    ended_at = row.facts.ended_at
    return ended_at is not None and ended_at.astimezone(LONDON).date() >= under.interviews_from


def _row(pk: UUID, row: NewEpisode, child: Child) -> Episode:
    return Episode(pk=pk, partnership_id=child.partnership_id, child=child, **row.facts.columns())


def _copy(rows: Iterable[tuple[UUID, NewEpisode]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_STAGE.format(columns=", ".join(_GIVEN)))
        names = ", ".join((*_GIVEN, "entered"))
        with cursor.copy(f"copy missing_staged ({names}) from stdin") as copy:
            for values in _values(rows):
                copy.write_row(values)


def _values(rows: Iterable[tuple[UUID, NewEpisode]]) -> Iterator[list[Any]]:
    for pk, row in rows:
        columns = row.facts.columns()
        yield [pk, row.child_id, *columns.values(), json.dumps(columns_as_json(columns))]


def _place(by: Actor, source: str) -> None:
    columns = ", ".join(_GIVEN)
    imported = source == Episode.Source.IMPORTED
    said: dict[str, Any] = {
        "source": source,
        "partnership": by.partnership_id,
        "by": by.person_id,
        "now": clock.now(),
        "kind": EpisodeEntry.Kind.IMPORTED if imported else EpisodeEntry.Kind.RECORDED,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PLACE.format(columns=columns), said)
        cursor.execute(_ENTER, said)
        cursor.execute(_GRADE, said)
        cursor.execute("truncate missing_staged")
        # Keys are checked at the commit, by plans that may have been made while the tables were empty.
        cursor.execute("discard plans")
