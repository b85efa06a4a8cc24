"""The way to the front door, and the record that somebody went there."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from holdfast.casework.children.frontdoor.models import FrontDoorUse
from holdfast.casework.children.frontdoor.operations import (
    move_to_child,
    record_front_door_use,
    state_front_door,
)
from holdfast.casework.children.frontdoor.queries import has_been_used, route, uses_of
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from tests.casework.town import CaseTown, case_town
from tests.factories import make_account
from tests.web.fetcher import Fetcher

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> CaseTown:
    return case_town()


def test_the_coordinator_states_the_way_and_a_practitioner_reads_it(town: CaseTown) -> None:
    cora, pat = (make_account(town.people[name]) for name in ("Cora", "Pat"))
    assert "The coordinator has not stated it here yet." in Fetcher(pat).get("/front-door/").text
    page = Fetcher(cora).get("/front-door/").follow("Change how it is reached")
    wrong = page.submit(name="Fernshire MASH", telephone="01632 960001", online="javascript:alert(1)")
    assert "Enter an address that begins with https://" in wrong.errors
    said = wrong.submit(online="https://fernshire.example/report", hours="9am to 5pm")
    assert "Call Fernshire MASH on 01632 960001 (9am to 5pm)." in said.text
    assert "Change how" not in Fetcher(pat).get("/front-door/").text


def test_nobody_else_may_say_where_the_front_door_is(town: CaseTown) -> None:
    with pytest.raises(PermissionDenied):
        state_front_door(by=town.actor("Pat"), name="Ours", telephone="1")
    assert not route().is_known


def test_a_use_is_written_down_with_who_when_and_because_of_what(town: CaseTown) -> None:
    cause = ("referrals.referral", uuid4())
    use = record_front_door_use(
        by=town.actor("Pat"), cause=cause, how="telephone", whom="Duty worker",
        used_at=clock.now() - timedelta(minutes=5),
    )  # fmt: skip
    assert has_been_used(*cause)
    assert uses_of(cause[0], [cause[1], uuid4()]) == {cause[1]: [use]}
    assert (use.by_id, use.by_name) == (town.people["Pat"].pk, "Pat")


@pytest.mark.parametrize("wrong", [{"whom": " "}, {"used_at": clock.now() + timedelta(days=900)}])
def test_a_use_to_come_or_with_nobody_is_refused(town: CaseTown, wrong: dict[str, object]) -> None:
    usual = {"how": "online", "whom": "Duty worker", "used_at": clock.now()}
    with pytest.raises(Refused):
        record_front_door_use(
            by=town.actor("Pat"),
            cause=("referrals.referral", uuid4()),
            **(usual | wrong),  # type: ignore[arg-type]
        )


def test_a_use_because_of_a_restricted_child_is_hidden_in_the_database(town: CaseTown) -> None:
    hidden = town.child("Ash", is_restricted=True, guardian=town.people["Gwen"])
    cause = ("referrals.referral", uuid4())
    cora = town.actor("Cora")
    record_front_door_use(by=cora, cause=cause, how="online", whom="Duty worker", used_at=clock.now())
    assert has_been_used(*cause)
    town.everything()
    move_to_child(cause=cause, child=hidden)
    town.actor("Cora")
    assert not FrontDoorUse.objects.exists()
