"""A group's terms of reference as frozen data: clauses with their wording, rules and readings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from .mechanism import Mechanism
from .membership import Office, Seat
from .shapes import Choice, Key, ListOf, Ref, Text, YesNo, said
from .words import plain

if TYPE_CHECKING:
    from .facts import Facts

M = TypeVar("M", bound=Mechanism)


@dataclass(frozen=True, kw_only=True)
class Agency:
    """A body that sends people; `part_of` makes it a part of another for counting different agencies."""

    key: str = said(Key(), "short name")
    name: str | None = said(Text(), "the full name; by default the key", default=None)
    sector: str | None = said(
        Text(), "police, health, local authority, education, voluntary ...", default=None
    )
    statutory: bool = said(YesNo(), "whether it is a statutory agency", default=False)
    part_of: str | None = said(Ref("agency"), "the agency that this is a part of", default=None)


@dataclass(frozen=True, kw_only=True)
class Body:
    """Another group, board or office outside the group that the terms name."""

    key: str = said(Key(), "short name")
    name: str | None = said(Text(), "the full name; by default the key", default=None)
    kind: str = said(Choice("board", "group", "executive", "office"), "what it is", default="group")
    reports_to: tuple[str, ...] = said(ListOf(Ref("body"), one=True), "to whom it reports", default=())


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A choice made where the wording can be read in several ways."""

    of: str | None = said(Text(), "the words that can be read in several ways", default=None)
    chosen: str = said(Text(), "the reading chosen")
    others: tuple[str, ...] = said(ListOf(Text(), one=True), "the other readings", default=())


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One statement of the terms: its number, its wording, and everything that keeps it."""

    id: str
    says: str
    mechanisms: tuple[Mechanism, ...]
    readings: tuple[Reading, ...] = ()
    note: str | None = None
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class Charter:
    """The terms of reference of one group."""

    key: str
    title: str
    level: str | None = None
    version: str | None = None
    approved_on: date | None = None
    in_force_from: date | None = None
    note: str | None = None
    boards: tuple[str, ...] = ()
    reports_to: tuple[str, ...] = ()
    agencies: tuple[Agency, ...] = ()
    bodies: tuple[Body, ...] = ()
    clauses: tuple[Clause, ...] = ()
    # The titles of the groups in the same file, by key: they need no [[body]] to be named by.
    neighbours: Mapping[str, str] = field(default_factory=dict, compare=False)

    def each(self, kind: type[M]) -> Iterator[M]:
        """Every mechanism of one kind, in the order of the clauses; each knows its clause."""
        return (found for found in self._mechanisms if isinstance(found, kind))

    def first(self, kind: type[M]) -> M | None:
        """The first mechanism of one kind."""
        return next(self.each(kind), None)

    def clause(self, clause_id: str) -> Clause:
        """The clause with this id; KeyError if there is none."""
        return self._clauses[clause_id]

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        """Every seat."""
        return tuple(self.each(Seat))

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        """Every office."""
        return tuple(self.each(Office))

    @cached_property
    def seat_by_key(self) -> dict[str, Seat]:
        """Seats by their plain key."""
        return {plain(seat.key): seat for seat in self.seats}

    @cached_property
    def office_by_key(self) -> dict[str, Office]:
        """Offices by their plain key."""
        return {plain(office.key): office for office in self.offices}

    @cached_property
    def agency_by_key(self) -> dict[str, Agency]:
        """Agencies by their plain key."""
        return {plain(agency.key): agency for agency in self.agencies}

    @cached_property
    def body_by_key(self) -> dict[str, Body]:
        """Boards and other groups by their plain key."""
        return {plain(body.key): body for body in self.bodies}

    @cached_property
    def facts(self) -> "Facts":
        """What rules look up again and again, worked out once."""
        from .facts import Facts

        return Facts(self)

    @cached_property
    def _mechanisms(self) -> tuple[Mechanism, ...]:
        return tuple(mechanism for clause in self.clauses for mechanism in clause.mechanisms)

    @cached_property
    def _clauses(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.clauses}


@dataclass(frozen=True, kw_only=True)
class Document:
    """What one file holds: the charters of one or several groups."""

    name: str
    charters: tuple[Charter, ...]

    @property
    def charter(self) -> Charter:
        """The only charter; ValueError if the file holds several."""
        if len(self.charters) != 1:
            raise ValueError(f"{self.name} holds {len(self.charters)} groups: say which")
        return self.charters[0]

    def group(self, key: str) -> Charter:
        """The charter of the group with this key; KeyError if there is none."""
        return next((c for c in self.charters if plain(c.key) == plain(key)), None) or _no_group(key)


def _no_group(key: str) -> Charter:
    raise KeyError(key)
