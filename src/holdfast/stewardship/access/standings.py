"""What somebody stands for today: a role in the partnership, in one group or at one meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import AT_ONE_MEETING, ROLE_PERMISSIONS, Permission, Role


@dataclass(frozen=True)
class Standing:
    """A role held in one group, in the whole partnership when `group_id` is None, or at one meeting only."""

    role: Role
    group_id: UUID | None = None
    meeting_id: UUID | None = None

    def permits(self, permission: Permission) -> bool:
        """Whether the role brings it; at one meeting a role brings only what that meeting needs."""
        at_one_meeting = self.meeting_id is None or permission in AT_ONE_MEETING
        return at_one_meeting and permission in ROLE_PERMISSIONS[self.role]

    def covers(self, group_id: UUID | None, meeting_id: UUID | None) -> bool:
        """Whether it reaches the group, or the meeting of it; asked of neither, it reaches something."""
        if group_id is None and meeting_id is None:
            return True
        if self.meeting_id is not None:
            return self.meeting_id == meeting_id
        return self.group_id is None or self.group_id == group_id


class Fact(NamedTuple):
    """A row from which a standing may follow, in the words of the source that asked for it."""

    word: str
    group_id: UUID | None
    meeting_id: UUID | None
    detail: str


def _nothing(*_: object) -> Iterable[Standing]:
    return ()


@dataclass(frozen=True)
class StandingSource:
    """Which rows tell what a person stands for (`facts`), and what follows from them (`standings`).

    `facts` is a query of the four columns of a `Fact`, by `%(person)s`, `%(today)s` and `%(now)s`. All
    sources are asked in one statement, anew for each request. `follow_on` is given what all the
    sources' `standings` told, and this source's facts: a standing that brings another one with it.
    """

    facts: str
    standings: Callable[[Sequence[Fact]], Iterable[Standing]] = _nothing
    follow_on: Callable[[frozenset[Standing], Sequence[Fact]], Iterable[Standing]] = _nothing


def _granted(facts: Sequence[Fact]) -> Iterator[Standing]:
    return (Standing(Role(fact.word), fact.group_id) for fact in facts)


_sources = [
    StandingSource(
        "select role::text, group_id, null::uuid, ''::text from stewardship_rolegrant"
        " where person_id = %(person)s and ended_at is null",
        _granted,
    )
]


def register_standing_source(source: StandingSource) -> None:
    """Let a higher app say which standings follow from its rows (a seat makes a member)."""
    if source not in _sources:
        _sources.append(source)


def standings_sql() -> str:
    """The statement that asks every source, each row with the number of its source before it."""
    return _statement(tuple(source.facts for source in _sources))


@cache
def _statement(asked: tuple[str, ...]) -> str:
    # Nothing of it was typed by anybody.
    each = (f"select {n}, fact.* from ({facts}) fact" for n, facts in enumerate(asked))  # noqa: S608  # nosec B608
    return " union all ".join(each)


def standings_values(person_id: UUID | None) -> dict[str, Any]:
    """What `standings_sql` is asked with."""
    return {"person": person_id, "today": clock.today(), "now": clock.now()}


def standings_from(rows: Iterable[Sequence[Any]]) -> frozenset[Standing]:
    """What follows from the rows that `standings_sql` gave."""
    facts: list[list[Fact]] = [[] for _ in _sources]
    for number, *fact in rows:
        facts[number].append(Fact(*fact))
    asked = list(zip(_sources, facts, strict=True))
    told = frozenset(standing for source, own in asked for standing in source.standings(own))
    return told.union(*(source.follow_on(told, own) for source, own in asked))


def standings_of(person_id: UUID) -> frozenset[Standing]:
    """What the person stands for now. The database's partnership context must be set already."""
    with connection.cursor() as cursor:
        cursor.execute(standings_sql(), standings_values(person_id))
        return standings_from(cursor.fetchall())
