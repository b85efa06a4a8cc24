"""Who sees which child: by role, by agency, by name, and in the database itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from holdfast.casework.children.models import Child, Conflict, EmergencyAccess, Grant, Professional
from holdfast.kernel import clock
from tests.casework.town import PEOPLE, CaseTown, case_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> CaseTown:
    return case_town()


def seen_by(town: CaseTown, name: str) -> set[str]:
    actor = town.actor(name)
    return {child.given_names for child in Child.objects.visible_to(actor)}


def test_coordinator_and_chair_see_every_child_members_those_of_their_agency_and_the_rest_none(
    town: CaseTown,
) -> None:
    ash, _ = town.child("Ash"), town.child("Briar")
    town.works_with("health", ash)
    expected = {"Cora": {"Ash", "Briar"}, "Chidi": {"Ash", "Briar"}, "Mina": {"Ash"}}
    found = {name: seen_by(town, name) for name in PEOPLE}
    assert found == {name: expected.get(name, set()) for name in PEOPLE}


def test_a_guardian_sees_the_records_that_they_keep_and_not_all_that_their_agency_works_with(
    town: CaseTown,
) -> None:
    town.works_with("social-care", town.child("Ash"))
    assert seen_by(town, "Saul") == {"Ash"}
    assert seen_by(town, "Gwen") == set()


def test_somebody_who_worked_with_a_child_last_year_brings_no_sight_of_the_child_now(town: CaseTown) -> None:
    town.works_with("health", town.child("Ash"), to_on=clock.today() - timedelta(days=1))
    assert seen_by(town, "Mina") == set()


def test_a_restricted_child_exists_for_nobody_but_those_who_were_named(town: CaseTown) -> None:
    gwen = town.people["Gwen"]
    ash = town.child("Ash", is_restricted=True, guardian=gwen)
    town.works_with("health", ash)
    Grant.objects.create(
        partnership=town.partnership, child=ash, person=town.people["Mina"], reason="Asked.",
        from_on=clock.today(), granted_by=gwen,
    )  # fmt: skip
    assert {name for name in PEOPLE if seen_by(town, name)} == {"Mina"}
    town.actor("Cora")
    assert not Child.objects.exists()
    assert not Professional.objects.exists()
    town.everything()
    assert Child.objects.count() == 1


def test_emergency_access_opens_a_restricted_record_until_its_time_is_up(town: CaseTown) -> None:
    ash = town.child("Ash", is_restricted=True, guardian=town.people["Gwen"])
    now = clock.now()
    access = EmergencyAccess.objects.create(
        partnership=town.partnership, child=ash, person=town.people["Cora"], reason="At the door.",
        began_at=now - timedelta(hours=1), until_at=now + timedelta(hours=1),
    )  # fmt: skip
    assert seen_by(town, "Cora") == {"Ash"}
    town.everything()
    EmergencyAccess.objects.filter(pk=access.pk).update(until_at=now - timedelta(minutes=1))
    assert seen_by(town, "Cora") == set()


def test_a_conflict_of_interest_takes_a_child_away_even_from_the_chair(town: CaseTown) -> None:
    ash = town.child("Ash")
    conflict = Conflict.objects.create(
        partnership=town.partnership, child=ash, person=town.people["Chidi"], reason="A niece.",
        declared_at=clock.now(),
    )  # fmt: skip
    assert seen_by(town, "Chidi") == set()
    assert seen_by(town, "Cora") == {"Ash"}
    town.everything()
    Conflict.objects.filter(pk=conflict.pk).update(lifted_at=clock.now())
    assert seen_by(town, "Chidi") == {"Ash"}


def test_a_record_merged_into_another_is_not_seen_by_itself(town: CaseTown) -> None:
    ash = town.child("Ash")
    town.child("Ashe", merged_into=ash)
    assert seen_by(town, "Cora") == {"Ash"}


def test_a_child_born_on_leap_day_is_a_year_older_on_the_first_of_march(town: CaseTown) -> None:
    ash = town.child("Ash", birth_on=date(2008, 2, 29))
    assert [ash.age_on(date(2026, 2, 28)), ash.age_on(date(2026, 3, 1)), ash.age_on(date(2008, 2, 28))] == [
        17, 18, None,
    ]  # fmt: skip
