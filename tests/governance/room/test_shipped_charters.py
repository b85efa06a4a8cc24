"""The room under each charter that ships: everybody comes, it is quorate, and a decision stands."""

from __future__ import annotations

import pytest

from holdfast.charter.shelf import shipped, shipped_text
from holdfast.governance.room.operations import open_meeting, record_arrival, record_decision
from holdfast.governance.room.queries.facts import facts_of
from holdfast.groups.charters import charter_of
from holdfast.groups.models import Group, Terms
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import actor_for
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.tenancy.models import Person
from tests.factories import (
    appoint,
    bind_agency,
    give_office,
    grant,
    make_account,
    make_agency,
    make_group,
    make_item,
    make_meeting,
    make_partnership,
    make_person,
    make_seat,
    make_terms,
)
from tests.governance.room.fernshire import START, at
from tests.web.fetcher import Fetcher


def adopt(group: Group, name: str) -> Terms:
    text = shipped_text(name)
    return make_terms(group, name, text)


def seat_everybody(group: Group, terms: Terms) -> list[Person]:
    """A local agency for each of the charter's, somebody in each seat, the first of them in each office."""
    charter, partnership = charter_of(terms), group.partnership
    agencies = {}
    for agency in charter.agencies:
        agencies[agency.key] = make_agency(partnership, f"Local {agency.key}", is_statutory=agency.statutory)
        bind_agency(group, agency.key, agencies[agency.key])
    people = []
    for seat in charter.seats:
        home = agencies.get(seat.agency[0]) if seat.agency else None
        person = make_person(partnership, f"Holder of {seat.key}"[:80], home)
        appoint(person, make_seat(group, seat.role[:200], home, key=seat.key))
        people.append(person)
    for office in charter.offices:
        give_office(people[0], group, office.key)
    return people


@pytest.mark.django_db
@pytest.mark.parametrize("name", shipped())
def test_everybody_comes_it_is_quorate_and_a_decision_stands(name: str) -> None:
    with clock.fixed_at(at(18)):
        partnership = make_partnership()
        group = make_group(partnership)
        people = seat_everybody(group, adopt(group, name))
        clerk = make_person(partnership, "Mo Ali")
        grant(clerk, Role.MINUTE_TAKER, group)
        make_account(clerk)
        meeting = make_meeting(group)
        item = make_item(meeting)
        mo = actor_for(clerk)
        open_meeting(by=mo, meeting=meeting, at=START)
        for person in people:
            record_arrival(by=mo, meeting=meeting, person=person, at=START)
        facts = facts_of(meeting)
        assert facts.quorum(at(15)).met is not False, facts.quorum(at(15)).reason
        assert facts.chair(at(15)).met is not False, facts.chair(at(15)).reason
        assert record_decision(by=mo, item=item, text="Agreed.", at=at(15)).quorum["met"] is not False
        page = Fetcher(clerk.account).get(f"/meetings/{meeting.pk}/room/")
        assert "Agreed." in page.text
