"""One thing beside its floor: done, counted and taken back, in turn with its own SQL run raw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from django.db import connection, transaction

from holdfast.demo.bench.measuring import Timed, in_turn
from holdfast.demo.bench.pages import Statement, caught

# What a commit would still check.
CHECK = "set constraints all immediate"
_POINTS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@dataclass(frozen=True)
class Beside:
    """Milliseconds, medians of blocks: itself and its floor; of how many of what; how many statements.

    `most` is how many times its floor it may take, where that is aimed for; `is_flat` whether it should take
    as long at every size.
    """

    itself: float
    floor: float
    number: int = 0
    queries: int = 0
    most: float | None = None
    is_flat: bool = False

    @property
    def ratio(self) -> float:
        return self.itself / self.floor


def beside(
    act: Callable[[], object],
    floor: Callable[[], object],
    *,
    blocks: int,
    repeats: int = 3,
    number: int = 0,
    most: float | None = None,
    is_flat: bool = False,
) -> Beside:
    """Both in turn, each taken back; the statements are counted the first time."""
    counted: list[int] = []

    def counting() -> None:
        if counted:
            act()
            return
        with caught() as statements:
            act()
        counted.append(len(_own(statements)))

    cases: dict[str, Timed] = {"itself": undone(counting), "floor": undone(floor)}
    found = {
        name: 1000 * median(figures)
        for name, figures in in_turn(cases, blocks=blocks, repeats=repeats).items()
    }
    return Beside(**found, number=number, queries=counted[0], most=most, is_flat=is_flat)


def own_sql(act: Callable[[], object]) -> Callable[[], None]:
    """The statements that it runs, run again with nothing around them."""
    with caught() as statements:
        undone(act)()
    own = _own(statements)

    def raw() -> None:
        with connection.cursor() as cursor:
            bare = cursor.cursor
            for sql, params in own:
                bare.execute(sql, params)
                if bare.description:
                    bare.fetchall()

    return raw


def undone(act: Callable[[], object]) -> Timed:
    """Done with everything that a commit would still check, and taken back."""

    def run() -> None:
        with transaction.atomic():
            act()
            with connection.cursor() as cursor:
                cursor.execute(CHECK)
            transaction.set_rollback(True)

    return run


def _own(statements: Sequence[Statement]) -> list[Statement]:
    return [(sql, params) for sql, params in statements if sql != CHECK and not sql.startswith(_POINTS)]
