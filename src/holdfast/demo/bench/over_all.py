"""Frequent missing over everybody: one pass in memory, beside PostgreSQL's window function; same answers."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from django.db import connection

from holdfast.casework.missing.operations.frequent import children_adrift
from holdfast.casework.missing.rules.frequent import Rule, Ruling
from holdfast.casework.missing.rules.frequent_many import APART, Held, spells_of_all
from holdfast.demo.bench.beside import Beside, beside

YEARS_OF_DAYS = 3650
_FIRST = date(2016, 1, 4)
_LAG = """
    select count(*) from (
        select day - lag(day, 2) over (partition by child order by day) as span from bench_starts
    ) as gaps where span < 90
"""
# The same spells, in SQL alone: each start that raises the flag holds it for a while; what touches is one.
_SPELLS = """
    select child, min(day), max(until) from (
        select child, day, until,
            count(*) filter (where is_first) over (partition by child order by day) as nth
        from (
            select child, day, until, until_before is null or day > until_before + 1 as is_first
            from (
                select child, day, until, lag(until) over (partition by child order by day) as until_before
                from (
                    select child, day, lag(day, 2) over (partition by child order by day) + 89 as until
                    from bench_starts
                ) as counted where day <= until
            ) as raised
        ) as parted
    ) as numbered group by child, nth order by child, min(day)
"""
_LAG_HERE = """
    select count(*) from (
        select began_at - lag(began_at, 2) over (partition by child_id order by began_at) as span
        from missing_episode where withdrawn_at is null
    ) as gaps where span < interval '90 days'
"""


class AnswersDiffer(Exception):
    """The pass in memory and SQL do not say the same: nothing that was measured is worth anything."""


def over_all(starts: int, *, blocks: int) -> Beside:
    """Three in ninety days over so many starts of a tenth as many children in ten years."""
    keys = _keys(starts)
    rulings = [Ruling(Rule())]
    with connection.cursor() as cursor:
        _stage(cursor, keys)
        cursor.execute(_SPELLS)
        if [_said(row) for row in cursor.fetchall()] != spells_of_all(keys, rulings):
            raise AnswersDiffer
        # One process each: where a machine is busy, several would have several shares of it.
        cursor.execute("set local max_parallel_workers_per_gather = 0")

        def by_sql() -> None:
            cursor.execute(_LAG)
            cursor.fetchall()

        found = beside(
            lambda: spells_of_all(keys, rulings),
            by_sql,
            blocks=min(blocks, 3),
            repeats=1,
            number=starts,
            most=0.1,
        )
        cursor.execute("drop table bench_starts")
    return found


def over_this_partnership(episodes: int, *, blocks: int) -> Beside:
    """Read, answered anew and compared with what is stored, for every child; and a window function alone."""

    def by_sql() -> None:
        with connection.cursor() as cursor:
            cursor.execute(_LAG_HERE)
            cursor.fetchall()

    return beside(children_adrift, by_sql, blocks=min(blocks, 5), repeats=1, number=episodes)


def _keys(starts: int) -> list[int]:
    chance = Random(1)  # noqa: S311  # nosec B311 - figures to measure with
    first, children = _FIRST.toordinal(), max(starts // 10, 1)
    drawn = (
        int(children * chance.random()) * APART + first + int(YEARS_OF_DAYS * chance.random())
        for _ in range(starts)
    )
    return sorted(drawn)


def _stage(cursor: Any, keys: list[int]) -> None:
    cursor.execute("create temporary table bench_starts (child integer, day integer)")
    with cursor.copy("copy bench_starts from stdin") as copy:
        for key in keys:
            copy.write_row((key // APART, key % APART))
    cursor.execute("create index on bench_starts (child, day)")
    cursor.execute("analyze bench_starts")


def _said(row: tuple[int, int, int]) -> Held:
    child, from_on, to_on = row
    return child, date.fromordinal(from_on), date.fromordinal(to_on)
