"""Saying that a group discusses children: who sees them before and after, what it takes, what it ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.casework.children.groups import casework_groups, group_owing
from holdfast.casework.children.models import CaseworkGroup, Child
from holdfast.casework.children.operations.discussing import begin_casework, end_casework
from holdfast.casework.children.queries.discussing import discussing_page
from holdfast.governance.meetings.models import Meeting
from holdfast.groups.charters import digest_of
from holdfast.groups.models import Terms
from holdfast.groups.operations.structure import end_group
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.operations import settle_everything
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.trail.models import TrailEntry
from tests.casework.missing.missing_children import at, timed, went_missing
from tests.casework.panel.weekly import START, weekly
from tests.casework.town import CHARTER, PEOPLE, CaseTown, case_town
from tests.factories import appoint, grant, make_account, make_person, make_seat
from tests.web.fetcher import Fetcher

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> CaseTown:
    """Its MEOG does not discuss children yet; Bo is the business manager."""
    made = case_town(discusses=False)
    with_manager(made)
    made.works_with("health", made.child("Ash"))
    made.child("Briar")
    return made


def with_manager(town: CaseTown) -> None:
    town.people["Bo"] = make_person(town.partnership, "Bo", town.agencies["business unit"])
    grant(town.people["Bo"], Role.BUSINESS_MANAGER)


def seen(town: CaseTown) -> dict[str, set[str]]:
    found = {}
    for name in (*PEOPLE, "Bo"):
        actor = town.actor(name)
        found[name] = {child.given_names for child in Child.objects.visible_to(actor)}
    return {name: children for name, children in found.items() if children}


def begin(town: CaseTown, by: str = "Bo") -> None:
    begin_casework(town.group.pk, by=town.actor(by), reason="Agreed by the Board")


def end(town: CaseTown, by: str = "Bo") -> None:
    end_casework(town.group.pk, by=town.actor(by), reason="Moved to another group")


def test_its_chair_and_members_see_children_from_then_on_and_no_more_after_its_end(town: CaseTown) -> None:
    everybody = {"Ash", "Briar"}
    assert seen(town) == {"Cora": everybody}
    begin(town)
    assert seen(town) == {"Cora": everybody, "Chidi": everybody, "Mina": {"Ash"}}
    end(town)
    assert seen(town) == {"Cora": everybody}
    begin(town)
    assert seen(town)["Mina"] == {"Ash"}
    verbs = TrailEntry.objects.filter(subject_id=town.group.pk).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == [
        "began to discuss children", "ceased to discuss children", "began to discuss children",
    ]  # fmt: skip


def test_the_page_names_those_whose_role_changes_and_nobody_else(town: CaseTown) -> None:
    town.actor("Bo")
    page = discussing_page(town.group)
    before = {name: town.actor(name).standings for name in town.people}
    begin(town)
    changed = {name for name in town.people if town.actor(name).standings != before[name]}
    coordinators = next(held.people for held in page.roles if held.role is Role.COORDINATOR)
    assert {*page.chairs, *page.members, *coordinators} == changed
    assert page.chairs == ("Chidi",)
    assert not {"Bo", "Stella", "Pat"} & changed


def test_only_the_business_manager_says_so(town: CaseTown) -> None:
    for name in ("Cora", "Chidi", "Mina", "Gwen", "Mo"):
        with pytest.raises(PermissionDenied):
            begin(town, by=name)


def test_it_takes_terms_in_force_that_are_not_of_a_strategic_group(town: CaseTown) -> None:
    town.actor("Bo")
    Terms.objects.update(in_force_from=clock.today() + timedelta(days=1))
    with pytest.raises(Refused, match="no terms of reference in force"):
        begin(town)
    source = CHARTER.replace('level = "operational"', 'level = "strategic"')
    Terms.objects.update(in_force_from=clock.today(), source=source, digest=digest_of(source))
    with pytest.raises(Refused, match="strategic group"):
        begin(town)
    assert not casework_groups().exists()


def test_it_cannot_begin_twice_and_the_group_cannot_end_meanwhile(town: CaseTown) -> None:
    begin(town)
    with pytest.raises(Refused, match="already"):
        begin(town)
    with pytest.raises(Refused, match=r"discusses children\. End that first"):
        end_group(town.group.pk, by=town.actor("Bo"), on=clock.today(), reason="Done")
    end(town)
    with pytest.raises(Refused, match="does not discuss"):
        end(town)


def test_an_issued_list_keeps_it_going_until_its_feedback_is_closed() -> None:
    with clock.fixed_at(START):
        week = weekly()
        with_manager(week.town)
        week.issued("Robin")
        with pytest.raises(Refused, match=r"The case list of .*3 March 2026 is issued"):
            end(week.town)
        week.town.everything()
        week.meeting.state = Meeting.State.CANCELLED
        week.meeting.save(update_fields=["state"])
        end(week.town)


def test_interviews_are_owed_from_the_beginning_on_and_stay_with_who_owed_them(town: CaseTown) -> None:
    ash = Child.objects.get(given_names="Ash")
    went_missing(town, ash, timed(at("2026-03-01", 20), at("2026-03-02", 7)))
    owed = Obligation.objects.filter(kind="return-interview", voided_at=None)
    assert not owed.exists()
    begin(town)
    assert owed.get().group == town.group
    with clock.fixed_at(at("2026-03-03", 12)):
        end(town)
    went_missing(town, ash, timed(at("2026-03-04", 20), at("2026-03-05", 7)))
    settle_everything(town.group)
    assert owed.count() == 1


def test_what_was_owed_at_a_moment_is_the_first_groups_that_had_not_ended_by_then() -> None:
    a, b, noon = uuid4(), uuid4(), datetime(2026, 3, 3, 12, tzinfo=UTC)
    times = [
        CaseworkGroup(group_id=a, began_at=noon, ended_at=noon + timedelta(days=9)),
        CaseworkGroup(group_id=b, began_at=noon + timedelta(days=5)),
    ]
    for days, owing in ((-1, a), (6, a), (9, b), (12, b)):
        assert group_owing(times, noon + timedelta(days=days)) == owing
    assert group_owing(times[:1], noon + timedelta(days=10)) is None


def test_the_page_tells_what_it_changes_begins_and_ends_it(town: CaseTown) -> None:
    town.everything()
    browser = Fetcher(make_account(town.people["Bo"])).prove()
    group = browser.get(f"/groups/{town.group.pk}/")
    assert "This group does not discuss children." in group.text
    page = group.follow("What it takes to begin")
    for words in ("Chidi", "Mina, Mo, Saul and Vic", "Harbour", "operational group"):
        assert words in page.text
    page = page.submit(reason="")
    assert page.errors
    page = page.submit(reason="The Board, on 3 March")
    assert page.banners == ["MEOG discusses children from now on."]
    assert "Yes, since" in page.text
    page = page.follow("It is to discuss children no longer").submit(reason="Moved")
    assert "no longer discusses children" in page.banners[0]


def test_the_page_takes_as_many_queries_with_five_members_more(town: CaseTown) -> None:
    def queries() -> int:
        town.actor("Bo")
        with CaptureQueriesContext(connection) as caught:
            discussing_page(town.group)
        return len(caught)

    few = queries()
    for number in range(5):
        seat = make_seat(town.group, f"More {number}", town.agencies["health"])
        appoint(make_person(town.partnership, f"More {number}", town.agencies["health"]), seat)
    assert queries() == few
