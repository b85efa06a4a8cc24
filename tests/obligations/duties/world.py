"""Fernshire with a group under one of the charters that ship with the product."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from holdfast.groups.charters import charter_of
from holdfast.groups.models import Terms, TermsApproval
from holdfast.groups.operations.in_force import put_in_force
from holdfast.groups.operations.terms import bind_agencies
from holdfast.groups.rules.terms import capacities
from holdfast.kernel import clock
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.sweeping import sweep
from tests.factories import make_agency
from tests.groups.world import Fernshire, shipped_charter

# Who owes it, which time it is on or about, when it falls due (London date).
Line = tuple[str, str, str]


def adopt(place: Fernshire, source: str, from_on: date) -> Terms:
    """A version in force, signed by everyone whom it asks, each of its agencies linked to one of its own."""
    terms = place.propose(source)
    charter = charter_of(terms)
    known = {agency.name: agency for agency in type(place.police).objects.all()}
    links = {
        one.key: (known.get(one.name) or make_agency(place.partnership, one.name)).pk
        for one in charter.agencies
    }
    bind_agencies(place.group.pk, links, by=place.manager)
    for capacity in capacities(charter):
        TermsApproval.objects.create(
            partnership=place.partnership, terms=terms, capacity=capacity.key,
            signatory_name=f"For {capacity.key}", signed_on=from_on, recorded_at=clock.now(),
        )  # fmt: skip
    put_in_force(terms.pk, by=place.manager, from_on=from_on)
    terms.refresh_from_db()
    return terms


def adopt_shipped(place: Fernshire, name: str, from_on: date, *changes: tuple[str, str]) -> Terms:
    """A charter that ships with the product, with some of its words replaced."""
    source = shipped_charter(name)
    for before, after in changes:
        assert before in source, before
        source = source.replace(before, after)
    return adopt(place, source, from_on)


@contextmanager
def on(day: date) -> Iterator[None]:
    """Noon of a London day, after the night's sweep."""
    with clock.fixed_at(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)):
        sweep()
        yield


def owed(place: Fernshire, clause: str, **more: object) -> list[Obligation]:
    """The group's obligations by a clause that are not void, in the order in which they fall due."""
    rows = Obligation.objects.filter(group=place.group, clause=clause, voided_at=None, **more)
    return list(rows.order_by("due_at", "began_at", "owner_key"))


def lines(rows: list[Obligation]) -> list[Line]:
    """What a person would read of them."""
    return [(who(row), row.says, due(row)) for row in rows]


def who(row: Obligation) -> str:
    """The owner in a word."""
    owner = row.owner
    if owner.agency_id:
        return str(row.owner_agency)
    if owner.person_id:
        return str(row.owner_person)
    return owner.office or owner.seat or owner.body or ("the group" if owner.group_id else "")


def due(row: Obligation) -> str:
    """The London date on which it falls due."""
    return f"{row.due_at.astimezone(clock.LONDON):%Y-%m-%d}" if row.due_at else "no time stated"


def has_no_drift(place: Fernshire, *kinds: str) -> bool:
    """Whether the ledger agrees with the facts (of these kinds, or all); shows where it does not."""
    found = [one for one in drift_of(place.group) if not kinds or one.kind in kinds]
    assert found == [], found
    return True
