"""Seals the trail in a chain, keeps its head elsewhere too, and finds any tampering (docs/adr/0004)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection

from holdfast.kernel import clock


@dataclass(frozen=True)
class Seal:
    """One link of the chain: its number, how many entries it covers, and the head (hex SHA-256) after it."""

    number: int
    entries: int
    head: str


def seal_trail(anchor: Path | None = None) -> Seal | None:
    """Seal every entry whose transaction is older than all running ones; None when there was nothing new.

    With `anchor`, the new head is appended to that file, which should lie where the database's administrator
    cannot alter it: the tail of the chain can be cut off unseen only where no anchor is kept.
    """
    with connection.cursor() as cursor:
        cursor.execute("select seal, sealed, chain_head from trail_seal()")
        row = cursor.fetchone()
    if row is None:
        return None
    seal = Seal(*row)
    if anchor is not None:
        _keep(anchor, seal)
    return seal


def _keep(anchor: Path, seal: Seal) -> None:
    line = {"seal": seal.number, "head": seal.head, "entries": seal.entries, "at": clock.now().isoformat()}
    anchor.parent.mkdir(parents=True, exist_ok=True)
    with anchor.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


@dataclass(frozen=True)
class Verification:
    """What a check of the whole trail found; `unsealed` entries are newer than the last seal."""

    seals: int
    entries: int
    unsealed: int
    sealed_until: datetime | None
    faults: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        return not self.faults


# Each finds one kind of tampering and says it in a sentence. Run as the migrator, who sees every row.
_CHANGED = """
    select 'Entry ' || e.id || ' of ' || to_char(e.at, 'YYYY-MM-DD HH24:MI:SS')
        || ' was changed after it was sealed.'
    from stewardship_trailentry e join stewardship_traildigest d on d.entry_id = e.id
    where trail_digest(e) <> d.digest order by e.id
"""
_DELETED = """
    select 'Entry ' || d.entry_id || ', sealed in seal ' || d.seal || ', is gone.'
    from stewardship_traildigest d
    where d.erased_at is null
      and not exists (select 1 from stewardship_trailentry e where e.id = d.entry_id) order by d.entry_id
"""
_INSERTED = """
    select 'Entry ' || e.id || ' was put in behind the seals.'
    from stewardship_trailentry e
    where e.tx < (select up_to from stewardship_trailseal order by number desc limit 1)
      and not exists (select 1 from stewardship_traildigest d where d.entry_id = e.id) order by e.id
"""
_TWICE = """
    select 'Entry number ' || id || ' stands twice.'
    from stewardship_trailentry group by id having count(*) > 1 order by id
"""
_BROKEN = """
    select 'The chain breaks at seal ' || s.number || '.'
    from (select number, head, entries, lag(head) over (order by number) as before,
          lag(number) over (order by number) as last from stewardship_trailseal) s
    where s.head <> trail_head(coalesce(s.before, ''::bytea), s.number)
       or s.number <> coalesce(s.last, 0) + 1
       or s.entries <> (select count(*) from stewardship_traildigest d where d.seal = s.number)
    order by s.number
"""


def verify_trail(connection: Any, anchor: Path | None = None) -> Verification:
    """Check every sealed entry and every link; with `anchor`, also that no seal was cut off the end.

    `connection` (Django's or psycopg's) must be the migrator's: the application's role sees one partnership.
    """
    checks = (_CHANGED, _DELETED, _INSERTED, _TWICE, _BROKEN)
    faults = [row[0] for query in checks for row in _rows(connection, query)]
    if anchor is not None:
        faults.extend(_against(connection, anchor))
    with connection.cursor() as cursor:
        cursor.execute(
            "select (select count(*) from stewardship_trailseal),"
            " (select count(*) from stewardship_traildigest),"
            " (select count(*) from stewardship_trailentry e where not exists"
            "  (select 1 from stewardship_traildigest d where d.entry_id = e.id)),"
            " (select max(sealed_at) from stewardship_trailseal)"
        )
        seals, entries, unsealed, until = cursor.fetchone()
    return Verification(seals, entries, unsealed, until, tuple(faults))


def _rows(connection: Any, query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def _against(connection: Any, anchor: Path) -> Iterator[str]:
    """Faults of the seals against the heads kept elsewhere."""
    heads = dict(_rows(connection, "select number, encode(head, 'hex') from stewardship_trailseal"))
    if not anchor.exists() and not heads:
        return
    if not anchor.exists():
        yield f"The anchor file {anchor.name} is missing: the end of the trail cannot be checked."
        return
    for line in anchor.read_text(encoding="utf-8").splitlines():
        try:
            kept = json.loads(line)
            number, head = kept["seal"], kept["head"]
        except (ValueError, KeyError, TypeError):
            yield f"A line of the anchor file {anchor.name} cannot be read."
            continue
        if number not in heads:
            yield f"Seal {number} is missing: the end of the trail was cut off."
        elif heads[number] != head:
            yield f"Seal {number} differs from the head kept in {anchor.name}."
