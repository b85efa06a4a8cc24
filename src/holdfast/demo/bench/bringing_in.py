"""Episodes brought in: a whole file with every rule, and rows judged already, beside COPY of the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from psycopg import Connection

from holdfast.casework.children.models import Child, Identifier
from holdfast.casework.missing.models import Episode
from holdfast.casework.missing.operations.bulk import NewEpisode, add_episodes
from holdfast.casework.missing.rules.reporting import EpisodeFacts
from holdfast.casework.missing.rulings import setting
from holdfast.demo.bench.beside import CHECK, Beside, beside
from holdfast.exchange.models import ImportRun
from holdfast.exchange.operations.adding import put_in
from holdfast.exchange.operations.files import read_files
from holdfast.exchange.operations.importing import parts_of
from holdfast.exchange.operations.judging import judge_rows
from holdfast.exchange.operations.reporting import keep_report
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor

EVERY = timedelta(days=3)
_HEAD = "CHILD,DOB,MISSING,MIS_START,MIS_END"
_DAY = "%d/%m/%Y"
Act = Callable[[], object]


def rows_brought_in(by: Actor, number: int, loader: Connection, *, blocks: int) -> Beside:
    """So many episodes that the rules have let through, with everything that follows from them."""
    spread = list(_spread(_children(), number, _before_terms()))
    rows = [NewEpisode(child, facts) for child, facts in spread]
    return _beside(lambda: add_episodes(rows, by=by), _copying(spread, by, loader), len(rows), blocks)


def returns_brought_in(by: Actor, number: int, loader: Connection, *, blocks: int) -> Beside:
    """The same of lately: each return owes an interview, which is begun and put into the ledger."""
    free = _children().filter(episodes=None)
    until = clock.now() - timedelta(days=2)
    rows = [NewEpisode(child, facts) for child, facts in _spread(free, number, until)]
    spread = [(row.child_id, row.facts) for row in rows]
    copied = _copying(spread, by, loader)
    return replace(_beside(lambda: add_episodes(rows, by=by), copied, len(rows), blocks), most=None)


def file_brought_in(by: Actor, number: int, loader: Connection, *, blocks: int) -> Beside:
    """An SSDA903 file of so many rows: read, its children found, every rule asked, put in and reported."""
    numbers = Identifier.objects.filter(kind="looked-after", ended_at=None, child__merged_into=None)
    written = numbers.filter(child__in=_children()).values_list("child", "value", "child__birth_on")
    known = {pk: (value, born) for pk, value, born in written}
    spread = list(_spread(list(known), number, _before_terms(), hours=24))
    lines = (_line(*known[child], facts) for child, facts in spread)
    content = "\n".join([_HEAD, *lines]).encode()

    def bring() -> None:
        run = ImportRun.objects.create(
            partnership_id=by.partnership_id, kind="ssda903", file_name="bench.csv", digest="bench",
            asked_by_id=by.person_id, asked_at=clock.now(), state=ImportRun.State.APPLYING,
        )  # fmt: skip
        for part in parts_of(read_files("ssda903", {"missing": content}, "", {}).rows):
            judged = judge_rows(part, may_add=True)
            keep_report(run, judged, put_in(judged, by=by))

    return _beside(bring, _copying(spread, by, loader), len(spread), blocks)


def _line(value: str, born: date | None, facts: EpisodeFacts) -> str:
    ended = facts.ended_at or facts.began_at
    birth = born.strftime(_DAY) if born else ""
    return f"{value},{birth},M,{facts.began_at.strftime(_DAY)},{ended.strftime(_DAY)}"


def _children() -> Any:
    """The older ones: nobody can have gone missing before being born."""
    rows = Child.objects.filter(merged_into=None, birth_on__lt=clock.today() - timedelta(days=365 * 14))
    return rows.order_by("pk").values_list("pk", flat=True)


def _before_terms() -> datetime:
    """What is brought in when a group begins is of the years before; no return of then owes an interview."""
    return datetime.combine(setting().interviews_from, time(18), tzinfo=UTC) - timedelta(days=9)


def _spread(
    children: Sequence[UUID], number: int, until: datetime, *, hours: int = 3
) -> Iterator[tuple[UUID, EpisodeFacts]]:
    """So many, each child's every third day until a day."""
    each = -(-number // max(len(children), 1))
    starts = [until - EVERY * nth for nth in range(1, each + 1)]
    facts = [EpisodeFacts(began_at=began, ended_at=began + timedelta(hours=hours)) for began in starts]
    pairs = [(child, one) for child in children for one in facts]
    return iter(pairs[:number])


def _beside(act: Act, copied: Act, number: int, blocks: int) -> Beside:
    return beside(act, copied, blocks=max(1, blocks // 3), repeats=1, number=number, most=3.0)


def _copying(rows: Sequence[tuple[UUID, EpisodeFacts]], by: Actor, loader: Connection) -> Act:
    """COPY of the same rows into the same table with its keys and indexes, as the role that may."""
    values = list(_values(rows, by))
    columns = ", ".join(f'"{field.column}"' for field in Episode._meta.local_concrete_fields)

    def copied() -> None:
        with loader.transaction(force_rollback=True), loader.cursor() as cursor:
            with cursor.copy(f"copy missing_episode ({columns}) from stdin") as into:
                for row in values:
                    into.write_row(row)
            cursor.execute(CHECK)

    return copied


def _values(rows: Sequence[tuple[UUID, EpisodeFacts]], by: Actor) -> Iterator[list[Any]]:
    said = {"source": "imported", "partnership_id": by.partnership_id, "recorded_by_id": by.person_id}
    for child_id, facts in rows:
        episode = Episode(
            pk=uuid4(), child_id=child_id, recorded_at=facts.began_at, **said, **facts.columns()
        )
        yield [getattr(episode, field.attname) for field in Episode._meta.local_concrete_fields]
