"""Actions are given, acknowledged, queried, done; each act leaves its entry."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from holdfast.governance.actions import operations
from holdfast.governance.actions.models import Action
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.actor import Standing
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.tenancy.models import Agency, Person
from holdfast.stewardship.trail.models import TrailEntry
from tests.factories import make_actor, make_agency, make_group, make_partnership, make_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 14, tzinfo=UTC)


class Fernshire:
    """One group, its chair Grace and a police member Paul."""

    def __init__(self) -> None:
        self.partnership = make_partnership()
        self.police = make_agency(self.partnership, "Fernshire Police")
        self.health = make_agency(self.partnership, "Fernshire Health", "health")
        self.group = make_group(self.partnership)
        self.paul = make_person(self.partnership, "Paul Okafor", self.police)
        self.grace = make_person(self.partnership, "Grace Lindqvist", self.health)
        self.chair = make_actor(self.grace, Standing(Role.CHAIR, self.group.id))
        self.member = make_actor(self.paul, Standing(Role.MEMBER, self.group.id))

    def action(self, owner: Person | None = None, agency: Agency | None = None) -> Action:
        return operations.allocate_action(
            by=self.chair,
            group=self.group,
            text="Visit the flat",
            agency=agency or self.police,
            owner=owner,
            due_on=date(2026, 3, 6),
        )


@pytest.fixture
def place(db: None) -> Iterator[Fernshire]:
    with clock.fixed_at(NOW):
        yield Fernshire()


def test_actions_are_numbered_within_the_group(place: Fernshire) -> None:
    assert [place.action().reference for _ in range(3)] == [1, 2, 3]


def test_a_member_cannot_allocate_an_action(place: Fernshire) -> None:
    with pytest.raises(PermissionDenied):
        operations.allocate_action(by=place.member, group=place.group, text="x", agency=place.police)


def test_an_owner_of_another_agency_is_refused(place: Fernshire) -> None:
    with pytest.raises(Refused, match="does not act for the agency"):
        place.action(owner=place.paul, agency=place.health)


def test_a_date_that_has_passed_is_refused(place: Fernshire) -> None:
    with pytest.raises(Refused, match="passed already"):
        operations.redate_action(
            by=place.chair, action=place.action(), due_on=date(2026, 3, 2), reason="late"
        )


def test_pauls_action_goes_from_acknowledged_to_done_with_its_history(place: Fernshire) -> None:
    action = place.action(owner=place.paul)
    operations.acknowledge_action(by=place.member, action=action)
    operations.acknowledge_action(by=place.member, action=action)
    operations.report_progress(by=place.member, action=action, text="Visited once")
    operations.complete_action(by=place.member, action=action, text="Seen and spoken to")
    action.refresh_from_db()
    assert (action.state, action.ended_at) == ("done", NOW)
    kinds = [entry.kind for entry in action.entries.all()]
    assert kinds == ["allocated", "acknowledged", "progress", "done"]
    assert TrailEntry.objects.filter(subject_id=action.id).count() == 4


def test_nobody_else_answers_pauls_action(place: Fernshire) -> None:
    action = place.action(owner=place.paul)
    petra = make_person(place.partnership, "Petra Novak", place.health)
    with pytest.raises(PermissionDenied):
        operations.acknowledge_action(by=make_actor(petra, Role.MEMBER), action=action)


def test_a_finished_action_is_reopened_only_with_a_reason(place: Fernshire) -> None:
    action = place.action(owner=place.paul)
    operations.complete_action(by=place.member, action=action, text="Done")
    with pytest.raises(Refused, match="done already"):
        operations.report_progress(by=place.member, action=action, text="More")
    with pytest.raises(Refused, match="Say why"):
        operations.reopen_action(by=place.chair, action=action, reason=" ")
    operations.reopen_action(by=place.chair, action=action, reason="The family moved")
    action.refresh_from_db()
    assert (action.state, action.ended_at) == ("open", None)


def test_reassigning_keeps_who_had_it_and_asks_the_new_owner_to_acknowledge(place: Fernshire) -> None:
    action = place.action(owner=place.paul)
    operations.acknowledge_action(by=place.member, action=action)
    operations.reassign_action(
        by=place.chair, action=action, agency=place.health, owner=place.grace, reason="Health knows them"
    )
    action.refresh_from_db()
    assert (action.agency, action.owner, action.acknowledged_at) == (place.health, place.grace, None)
    assert action.entries.last().before["owner"] == str(place.paul.id)
