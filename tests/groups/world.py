"""Fernshire: an invented partnership with a business manager, a chair and a group."""

from __future__ import annotations

from datetime import UTC, date, datetime

from holdfast.charter.shelf import shipped_text
from holdfast.groups.models import Group, Seat, Terms
from holdfast.groups.operations.in_force import put_in_force
from holdfast.groups.operations.terms import bind_agencies, propose_terms
from holdfast.stewardship.access.actor import Actor, Standing, actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.tenancy.models import Person
from tests.factories import (
    grant,
    make_account,
    make_actor,
    make_agency,
    make_group,
    make_partnership,
    make_person,
)

NOW = datetime(2026, 3, 3, 14, tzinfo=UTC)
TODAY = date(2026, 3, 3)
ADOPTED = date(2025, 1, 1)

SMALL = """
key = "harbour"
title = "Harbour group"
version = "{version}"

[[agency]]
key = "police"
name = "Police"
sector = "police"
statutory = true

[[agency]]
key = "health"
name = "NHS"
sector = "health"
statutory = true

[[body]]
key = "the-board"
name = "Fernshire Board"
kind = "board"

[[clause]]
id = "harbour/members-1"
says = "The group has a police inspector, a nurse and two teachers."

[[clause.seat]]
key = "police"
role = "Police inspector"
agency = "police"

[[clause.seat]]
key = "nurse"
role = "{nurse}"
agency = "health"

[[clause.seat]]
key = "teachers"
role = "Teacher"
sector = "education"
places = 2
{seats}
[[clause]]
id = "harbour/chair-1"
says = "The police inspector chairs."

[[clause.office]]
key = "chair"
held_by = [{{ seat = "police" }}]

[[clause]]
id = "harbour/vice-1"
says = "The Board appoints a vice chair for a year."

[[clause.office]]
key = "vice-chair"
held_by = [{{ appointed_by = "the-board" }}]
term = "1 year"

[[clause]]
id = "harbour/quorum-1"
says = "Two members make a quorum."

[clause.quorum]
members = 2
{more}"""

SIGNED = """
[[clause]]
id = "harbour/approval-1"
says = "The chair and the Independent Chair sign these terms."

[[clause.approval]]
of = "these terms of reference"
by = ["chair", "the-board"]
"""


def charter(version: str = "1", nurse: str = "Named nurse", seats: str = "", more: str = "") -> str:
    """The text of a small charter; what is given differs from the plain one."""
    return SMALL.format(version=version, nurse=nurse, seats=seats, more=more)


class Fernshire:
    """One group under the small charter; Bola manages, Paul (police) and Grace (health) are members."""

    def __init__(self) -> None:
        self.partnership = make_partnership()
        self.unit = make_agency(self.partnership, "Business unit", "board")
        self.police = make_agency(self.partnership, "Fernshire Police", is_statutory=True)
        self.health = make_agency(self.partnership, "Fernshire Health", "health", is_statutory=True)
        self.group = make_group(self.partnership, "Harbour group", short_name="Harbour")
        self.bola = make_person(self.partnership, "Bola Adeyemi", self.unit)
        self.paul = make_person(self.partnership, "Paul Okafor", self.police)
        self.grace = make_person(self.partnership, "Grace Lindqvist", self.health)
        self.account = make_account(self.bola)
        grant(self.bola, Role.BUSINESS_MANAGER)

    @property
    def manager(self) -> Actor:
        """Bola, who manages the partnership's groups."""
        return make_actor(self.bola, Role.BUSINESS_MANAGER)

    def member(self, person: Person) -> Actor:
        """Somebody with a seat in the group."""
        return make_actor(person, Standing(Role.MEMBER, self.group.pk))

    def actor(self, person: Person) -> Actor:
        """Somebody as their seats and offices make them."""
        return actor_for(person)

    def person(self, name: str) -> Person:
        """Somebody more, of the police."""
        return make_person(self.partnership, name, self.police)

    def propose(self, text: str = "", group: Group | None = None) -> Terms:
        """A proposed version of the group's terms."""
        return propose_terms((group or self.group).pk, by=self.manager, source=text or charter())

    def adopt(self, text: str = "", from_on: date = ADOPTED) -> Terms:
        """A version in force, with its agencies linked."""
        terms = self.propose(text)
        links = {"police": self.police.pk, "health": self.health.pk}
        bind_agencies(self.group.pk, links, by=self.manager)
        put_in_force(terms.pk, by=self.manager, from_on=from_on)
        terms.refresh_from_db()
        return terms

    def seat(self, key: str) -> Seat:
        """An open seat by its key in the charter."""
        seat: Seat = Seat.objects.get(group=self.group, key=key, closed_on__isnull=True)
        return seat

    def look(self) -> None:
        """See the partnership's rows again, after a page was fetched."""
        set_need_to_know(self.partnership.pk)


def shipped_charter(name: str) -> str:
    """The text of a charter that ships with the product."""
    return shipped_text(name)
