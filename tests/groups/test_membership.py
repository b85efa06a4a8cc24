"""Who sat where on any date, against a slow reading of the same facts; what it costs to ask."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.groups.membership import (
    agencies_by_key,
    keys_of_agencies,
    members_on,
    office_holders_on,
)
from holdfast.groups.models import Appointment
from holdfast.groups.operations.seats import appoint
from tests.factories import give_office, make_seat
from tests.groups.world import TODAY, Fernshire

FIRST = date(2025, 1, 1)
DAYS = st.integers(0, 60)


@dataclass(frozen=True)
class Spell:
    """Somebody in a seat, by numbers."""

    seat: int
    person: int
    begins: int
    lasts: int | None

    def covers(self, day: int) -> bool:
        """Read slowly: every day of it is walked."""
        if self.lasts is None:
            return day >= self.begins
        return day in [self.begins + passed for passed in range(self.lasts + 1)]


SPELLS = st.lists(st.builds(Spell, st.integers(0, 2), st.integers(0, 3), DAYS, st.none() | DAYS), max_size=8)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spells=SPELLS, day=st.integers(0, 130))
def test_membership_on_a_day_is_what_walking_every_spell_says(
    place: Fernshire, spells: list[Spell], day: int
) -> None:
    with transaction.atomic():
        seats = [make_seat(place.group, f"Seat {n}", opened_on=FIRST, holders=0) for n in range(3)]
        people = [place.person(f"Person {n}") for n in range(4)]
        kept: list[Spell] = []
        for spell in spells:
            if not any(_clash(spell, other) for other in kept):
                kept.append(spell)
                _appoint(place, seats, people, spell)
        found = members_on(place.group, FIRST + timedelta(days=day))
        by_seat = {seat.id: {holder.name for holder in seat.holders} for seat in found.seats}
        for number, seat in enumerate(seats):
            expected = {f"Person {s.person}" for s in kept if s.seat == number and s.covers(day)}
            assert by_seat[seat.pk] == expected
        assert len(found.people) == len({s.person for s in kept if s.covers(day)})
        transaction.set_rollback(True)


def _clash(one: Spell, other: Spell) -> bool:
    same = (one.seat, one.person) == (other.seat, other.person)
    return same and any(one.covers(day) and other.covers(day) for day in range(130))


def _appoint(place: Fernshire, seats: list, people: list, spell: Spell) -> None:
    begins = FIRST + timedelta(days=spell.begins)
    Appointment.objects.create(
        partnership=place.partnership,
        group=place.group,
        seat=seats[spell.seat],
        person=people[spell.person],
        from_on=begins,
        to_on=None if spell.lasts is None else begins + timedelta(days=spell.lasts),
    )


def test_first_and_last_day_both_count(adopted: Fernshire) -> None:
    seat = adopted.seat("police")
    appoint(seat.pk, adopted.paul.pk, by=adopted.manager, from_on=TODAY, to_on=TODAY)
    around = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]
    assert [len(members_on(adopted.group, day).people) for day in around] == [0, 1, 0]


def test_the_agencies_of_the_charter_are_the_local_ones(adopted: Fernshire) -> None:
    found = agencies_by_key(adopted.group)
    assert found["police"].name == "Fernshire Police"
    assert found["police"].key == "police"
    assert keys_of_agencies(adopted.group) == {
        adopted.police.pk: ("police",),
        adopted.health.pk: ("health",),
    }


def test_vacancies_are_the_seats_that_nobody_holds(adopted: Fernshire) -> None:
    appoint(adopted.seat("teachers").pk, adopted.grace.pk, by=adopted.manager, from_on=TODAY)
    membership = members_on(adopted.group, TODAY)
    assert [seat.key for seat in membership.vacancies] == ["police", "nurse"]
    teachers = membership.by_key("teachers")
    assert teachers is not None
    assert teachers.vacant_places == 1


def test_asking_costs_as_many_queries_for_five_as_for_one(adopted: Fernshire) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            membership = members_on(adopted.group, TODAY)
            office_holders_on(adopted.group, TODAY, membership)
        return len(captured)

    appoint(adopted.seat("police").pk, adopted.paul.pk, by=adopted.manager, from_on=TODAY)
    one = queries()
    for number in range(5):
        seat = make_seat(adopted.group, f"Seat {number}")
        appoint(seat.pk, adopted.person(f"P{number}").pk, by=adopted.manager, from_on=TODAY)
        give_office(adopted.person(f"O{number}"), adopted.group, f"office-{number}")
    assert queries() == one <= 6
