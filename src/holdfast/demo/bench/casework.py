"""What the casework costs beside its floors: search, frequent missing, the case list, an import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from statistics import median

from django.db import connection, transaction

from holdfast.casework.children.models import Child
from holdfast.casework.children.operations.searching import Terms, search_children
from holdfast.casework.missing.models import Episode
from holdfast.casework.missing.operations.bulk import NewEpisode, add_episodes
from holdfast.casework.missing.operations.episodes import record_episode
from holdfast.casework.missing.operations.frequent import recompute
from holdfast.casework.missing.rules.frequent import Rule, Ruling
from holdfast.casework.missing.rules.frequent_many import APART, spells_of_all
from holdfast.casework.missing.rules.reporting import EpisodeFacts
from holdfast.casework.panel.models import CaseList
from holdfast.casework.panel.operations.lists import build_case_list
from holdfast.demo.bench.measuring import in_turn, seconds
from holdfast.demo.bench.pages import Subject
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.tenancy.models import Person

# Over all: so many starts of so many children over ten years, in the database and in memory.
STARTS, STARTERS = 1_000_000, 100_000
_LAG = """
    select count(*) from (
        select day - lag(day, 2) over (partition by child order by day) as span from bench_starts
    ) as gaps where span < 90
"""
_FROM = datetime.fromisoformat("2016-01-04T18:00:00+00:00")


@dataclass(frozen=True)
class CaseworkTimes:
    """Milliseconds, medians of blocks; `*_floor` is the same SQL, or as little as does it, run raw."""

    children: int
    episodes: int
    save: float
    save_rule: float
    save_floor: float
    search: float
    search_floor: float
    build: float
    build_children: int
    over_all: float
    over_all_floor: float
    starts: int
    imported: int
    importing: float
    copying: float


def casework_times(asked: Subject, *, blocks: int, imported: int, starts: int = STARTS) -> CaseworkTimes:
    """Measure at the present database; every change is taken back."""
    with transaction.atomic():
        set_need_to_know(asked.partnership_id)
        person = Person.objects.select_related("partnership", "agency").get(account=asked.coordinator)
        set_need_to_know(asked.partnership_id, person.pk)
        by = actor_for(person)
        found = {
            "children": Child.objects.count(),
            "episodes": Episode.objects.count(),
            **_saving(by, blocks),
            **_searching(by, blocks),
            **_building(by, blocks),
            **_over_all(min(blocks, 3), starts),
            **_importing(by, imported),
        }
        transaction.set_rollback(True)
    return CaseworkTimes(**found)  # type: ignore[arg-type]


def _ms(cases: dict[str, Callable[[], object]], blocks: int) -> dict[str, float]:
    return {name: 1000 * median(found) for name, found in in_turn(cases, blocks=blocks, repeats=3).items()}


def _saving(by: Actor, blocks: int) -> dict[str, float]:
    """An episode recorded, the rule alone, and its floor: one raw insertion and the child's starts read."""
    children = list(Child.objects.filter(episodes__isnull=False).distinct()[: blocks * 3 + 1])
    step = iter(range(1_000_000))

    def facts() -> EpisodeFacts:
        began = clock.now() + timedelta(seconds=-next(step) - 1)
        return EpisodeFacts(began_at=began, ended_at=began + timedelta(milliseconds=1))

    def save() -> None:
        with transaction.atomic():
            record_episode(child=children[0], facts=facts(), by=by)

    def floor() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into missing_episode (id, partnership_id, child_id, kind, gone_from, began_at,"
                " is_began_known, ended_at, is_ended_known, reported_by, last_seen_where, found_where,"
                " found_by, found_state, circumstances, reasons, companions, places, grade, source,"
                " external_reference, withdrawn_why, version)"
                " select gen_random_uuid(), partnership_id, child_id, kind, gone_from,"
                " %s, true, %s, true, '', '', '', '', '', '', '{}', '{}', '{}', '', source, '', '', 0"
                " from missing_episode where child_id = %s limit 1",
                [(one := facts()).began_at, one.ended_at, children[1].pk],
            )
            cursor.execute("select began_at from missing_episode where child_id = %s", [children[1].pk])
            cursor.fetchall()

    cases: dict[str, Callable[[], object]] = {
        "save": save,
        "save_rule": lambda: recompute([children[0].pk]),
        "save_floor": floor,
    }
    return _ms(cases, blocks)


def _searching(by: Actor, blocks: int) -> dict[str, float]:
    """A name with one letter wrong, by the operation and by the trigram index alone."""
    child = Child.objects.filter(is_restricted=False, merged_into=None).order_by("reference")[0]
    typed = child.family_name[:-1] + "x"

    def raw() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "select id from children_child where partnership_id = %s and"
                " (family_name %% %s or given_names %% %s) limit 200",
                [by.partnership_id, typed, child.given_names],
            )
            cursor.fetchall()

    terms = Terms(given_names=child.given_names, family_name=typed)
    return _ms({"search": lambda: search_children(terms, by=by), "search_floor": raw}, blocks)


def _building(by: Actor, blocks: int) -> dict[str, float]:
    """The case list of the next meeting, brought up to date."""
    case_list = CaseList.objects.select_related("meeting").order_by("-meeting__starts_at").first()
    if case_list is None:
        return {"build": 0.0, "build_children": 0}
    meeting = case_list.meeting
    timed = _ms({"build": lambda: build_case_list(by=by, meeting=meeting)}, blocks)
    return timed | {"build_children": case_list.listings.count()}


def _over_all(blocks: int, starts: int) -> dict[str, float]:
    """Three in ninety days over a million starts: one pass in memory, and PostgreSQL's window function."""
    chance = Random(1)  # noqa: S311  # nosec B311 - figures to measure with
    first = _FROM.date().toordinal()
    keys = sorted(chance.randrange(STARTERS) * APART + first + chance.randrange(3650) for _ in range(starts))
    with connection.cursor() as cursor:
        cursor.execute("create temporary table bench_starts (child integer, day integer) on commit drop")
        with cursor.copy("copy bench_starts from stdin") as copy:
            for key in keys:
                copy.write_row((key // APART, key % APART))
        cursor.execute("create index on bench_starts (child, day)")
        cursor.execute("analyze bench_starts")

        def by_sql() -> None:
            cursor.execute(_LAG)
            cursor.fetchall()

        rulings = [Ruling(Rule())]
        cases: dict[str, Callable[[], object]] = {
            "over_all": lambda: spells_of_all(keys, rulings),
            "over_all_floor": by_sql,
        }
        return _ms(cases, blocks) | {"starts": starts}


def _importing(by: Actor, number: int) -> dict[str, float]:
    """So many episodes of all children with everything that follows, and the same rows by COPY alone."""
    children = list(Child.objects.filter(merged_into=None).values_list("pk", flat=True))
    each = -(-number // len(children))
    facts = [
        EpisodeFacts(began_at=(began := _FROM + timedelta(days=3 * n)), ended_at=began + timedelta(hours=3))
        for n in range(each)
    ]
    rows = [NewEpisode(child, one) for child in children for one in facts][:number]
    with connection.cursor() as cursor:
        cursor.execute("create temporary table bench_copied (like missing_episode) on commit drop")

        def copy_alone() -> None:
            with cursor.copy("copy bench_copied (child_id, began_at, ended_at, kind) from stdin") as copy:
                for row in rows:
                    copy.write_row((row.child_id, row.facts.began_at, row.facts.ended_at, row.facts.kind))

        cursor.execute("alter table bench_copied alter column id drop not null")
        for column in _required():
            cursor.execute(f'alter table bench_copied alter column "{column}" drop not null')
        copying = seconds(copy_alone)
    importing = seconds(lambda: add_episodes(rows, by=by))
    return {"imported": len(rows), "importing": 1000 * importing, "copying": 1000 * copying}


def _required() -> list[str]:
    fields = Episode._meta.local_concrete_fields
    return [str(field.column) for field in fields if not field.null and field.column != "id"]
