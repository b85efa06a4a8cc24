"""What the casework costs beside its floors, at the present database; every change is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db import connection, transaction
from django.db.models import Count
from psycopg import Connection

from holdfast.casework.children.models import Child
from holdfast.casework.children.operations.searching import Terms, search_children
from holdfast.casework.missing.models import Episode
from holdfast.casework.missing.operations.episodes import record_episode
from holdfast.casework.missing.operations.frequent import recompute
from holdfast.casework.missing.rules.reporting import EpisodeFacts
from holdfast.casework.missing.rulings import setting
from holdfast.casework.panel.operations.lists import build_case_list
from holdfast.demo.bench.beside import Beside, beside, own_sql
from holdfast.demo.bench.bringing_in import file_brought_in, returns_brought_in, rows_brought_in
from holdfast.demo.bench.closing import meeting_closed
from holdfast.demo.bench.over_all import over_all, over_this_partnership
from holdfast.demo.bench.pages import Subject
from holdfast.governance.meetings.models import Meeting
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.accounts.models import Account
from holdfast.stewardship.tenancy.models import Person

# Over all: so many starts of a tenth as many children over ten years, in the database and in memory.
STARTS = 1_000_000
_COLUMNS = (
    "kind, gone_from, is_began_known, is_ended_known, reported_by, last_seen_where, found_where, found_by,"
    " found_state, circumstances, reasons, companions, places, grade, source, external_reference,"
    " withdrawn_why, version"
)
_INSERT = (
    f"insert into missing_episode (id, partnership_id, child_id, began_at, ended_at, {_COLUMNS})"  # noqa: S608  # nosec B608
    f" select gen_random_uuid(), partnership_id, child_id, %s, %s, {_COLUMNS}"
    " from missing_episode where child_id = %s and ended_at is not null limit 1"
)


@dataclass(frozen=True)
class CaseworkTimes:
    """How many children and episodes the partnership has, and every case."""

    children: int
    episodes: int
    cases: dict[str, Beside]


def casework_times(
    asked: Subject, loader: Connection, *, blocks: int, imported: int, starts: int = STARTS
) -> CaseworkTimes:
    """Measure at the present database; `starts` over all, which no database changes, or 0 for none.

    `loader` is of the role that row security lets through.
    """
    with _taken_back(asked, asked.coordinator) as by:
        children, episodes = Child.objects.count(), Episode.objects.count()
        cases = {
            **_saving(by, blocks),
            "search by name": _searching(by, loader, blocks),
            **_building(by, blocks),
            "frequent, this partnership": over_this_partnership(episodes, blocks=blocks),
            **({"frequent, over all": over_all(starts, blocks=blocks)} if starts else {}),
            "import, rows judged": rows_brought_in(by, imported, loader, blocks=blocks),
            "import, interviews owed": returns_brought_in(by, -(-imported // 50), loader, blocks=blocks),
            "import, whole file": file_brought_in(by, imported, loader, blocks=blocks),
        }
    with _taken_back(asked, asked.chair) as by:
        cases |= meeting_closed(by, _next_meeting(has_list=True), blocks=blocks)
    return CaseworkTimes(children, episodes, cases)


@contextmanager
def _taken_back(asked: Subject, account: Account) -> Iterator[Actor]:
    with transaction.atomic():
        set_need_to_know(asked.partnership_id)
        person = Person.objects.select_related("partnership", "agency").get(account=account)
        set_need_to_know(asked.partnership_id, person.pk)
        yield actor_for(person)
        transaction.set_rollback(True)


def _saving(by: Actor, blocks: int) -> dict[str, Beside]:
    """An episode recorded, and its rule alone, beside one raw insertion and the child's starts read."""
    child = Child.objects.annotate(times=Count("episodes")).filter(times__gte=3).order_by("times", "pk")[0]
    began = clock.now() - timedelta(minutes=2)
    facts = EpisodeFacts(began_at=began, ended_at=began + timedelta(seconds=1))

    def floor() -> None:
        with connection.cursor() as cursor:
            cursor.execute(_INSERT, [facts.began_at, facts.ended_at, child.pk])
            cursor.execute("select began_at from missing_episode where child_id = %s", [child.pk])
            cursor.fetchall()

    def save() -> None:
        record_episode(child=child, facts=facts, by=by)

    rule = partial(recompute, [child.pk], by=setting())
    return {
        "episode saved": beside(save, floor, blocks=blocks, repeats=9, is_flat=True),
        "its rule alone": beside(rule, floor, blocks=blocks, repeats=9, most=1.0, is_flat=True),
    }


def _searching(by: Actor, loader: Connection, blocks: int) -> Beside:
    """A name with one letter wrong, and the trigram index alone, without row security."""
    child = Child.objects.filter(is_restricted=False, merged_into=None).order_by("reference")[0]
    typed = child.family_name[:-1] + "x"
    raw = (
        "select id from children_child where partnership_id = %s and name_key %% name_key(%s)"
        " order by similarity(name_key, name_key(%s)) desc limit 60"
    )
    name = f"{child.given_names} {typed}"

    def floor() -> None:
        loader.execute(raw, [by.partnership_id, name, name]).fetchall()

    terms = Terms(given_names=child.given_names, family_name=typed)
    return beside(lambda: search_children(terms, by=by), floor, blocks=blocks, most=3.0, is_flat=True)


def _building(by: Actor, blocks: int) -> dict[str, Beside]:
    """The list of a meeting that has none yet, and the next one's brought up to date."""
    found = {}
    for name, has_list in (("case list built", False), ("case list brought up to date", True)):
        build = partial(build_case_list, by=by, meeting=_next_meeting(has_list=has_list))
        with transaction.atomic():
            number = build().listings.count()
            transaction.set_rollback(True)
        found[name] = beside(build, own_sql(build), blocks=blocks, number=number, most=2.0)
    return found


def _next_meeting(*, has_list: bool) -> Meeting:
    """The first to come of the group that discusses children, whose case list is there or is not."""
    coming = Meeting.objects.filter(group__casework__isnull=False, opened_at=None)
    coming = coming.filter(state=Meeting.State.CONFIRMED, case_list__isnull=not has_list)
    found: Meeting = coming.select_related("group").order_by("starts_at")[0]
    return found
