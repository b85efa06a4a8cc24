"""The pages of risk: what they say, whom they let do what, and that they ask as much for five as for one."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.casework.children.models import Child, Placement
from holdfast.casework.risk.models import Confirmation, LevelChange
from holdfast.casework.risk.operations import agree_plan, join_list, put_on_watch, set_level, share_item
from holdfast.casework.risk.queries.gaps import gaps_page
from holdfast.casework.risk.queries.listing import ListFilter, list_page
from holdfast.casework.risk.queries.placed import placed_page
from holdfast.governance.actions.models import Action
from holdfast.governance.actions.operations import allocate_action
from holdfast.governance.room.operations import close_meeting, open_meeting
from holdfast.kernel import clock
from holdfast.obligations.ledger.models import Obligation
from tests.casework.town import CaseTown
from tests.factories import make_account, make_meeting
from tests.web.fetcher import Fetcher

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def signed_in(town: CaseTown, name: str) -> Fetcher:
    town.everything()
    person = town.people[name]
    return Fetcher(person.account or make_account(person)).prove()


def placed_out(town: CaseTown, child: Child) -> Placement:
    return Placement.objects.create(
        partnership=town.partnership, child=child, placing_authority="Fernshire", host_authority="Westshire",
        is_placed_out=True, from_on=date(2020, 1, 1),
    )  # fmt: skip


def followed(town: CaseTown, name: str) -> Child:
    """A child with everything: high, on the list, placed away, with a plan and an action."""
    child, cora = town.child(name), town.actor("Cora")
    set_level(child=child, area="sexual", level="high", reason="Seen.", by=cora)
    join_list(child=child, reason="High.", by=cora)
    placed_out(town, child)
    agree_plan(child=child, group=town.group, text="Home by nine.", review_on=clock.today() + DAY, by=cora)
    police = town.agencies["police"]
    action = allocate_action(by=town.actor("Chidi"), group=town.group, text="Visit the flat.", agency=police)
    share_item(child=child, group=town.group, agencies=[police.pk], action=action, by=town.actor("Cora"))
    return child


def test_the_coordinator_assesses_lists_watches_and_takes_off_a_child(town: CaseTown) -> None:
    ash = town.child("Ash")
    cora = signed_in(town, "Cora")
    page = cora.get(f"/children/{ash.pk}/risk/").follow("Assess risk")
    assert page.submit(area="sexual", level="high", reason="Seen.", is_provisional="no").errors == [
        "Write how the child sees it, or why that is not known"
    ]
    page = page.submit(
        area="sexual", level="high", reason="Seen.", child_view="Leave me be.", is_provisional="no",
        circumstances="after an event",
    )  # fmt: skip
    assert page.banners == ["The level is set."]
    assert "Sexual exploitation: high" in page.text
    page = page.follow("Put on the list").submit(reason="High.")
    page = page.follow("Put on a watching brief").submit(
        reason="Calmer.", review_on=(clock.today() + DAY).isoformat()
    )
    assert page.banners == ["The child is on a watching brief."]
    assert cora.get("/list/?category=watching").rows[0][0].startswith("Ash Ashdown")
    page = page.follow("Take off the list").submit(reason="Safe.")
    assert "Not on the exploitation list" in page.text
    assert "Nobody whom you may see is on the list" in cora.get("/list/").text
    assert "Ash Ashdown: Left the list" in cora.get("/list/history/").text


def test_a_member_assesses_provisionally_a_child_of_the_own_agency_and_never_lists(town: CaseTown) -> None:
    ash, elm = town.child("Ash"), town.child("Elm")
    town.works_with("health", ash)
    mina = signed_in(town, "Mina")
    page = mina.get(f"/children/{ash.pk}/risk/assessment/")
    page.submit(area="criminal", level="medium", reason="Phones.", no_view_reason="Would not talk.")
    town.everything()
    assert LevelChange.objects.get().is_provisional
    mina.get(f"/children/{ash.pk}/risk/place/joined/", 403)
    mina.get(f"/children/{elm.pk}/risk/", 404)
    mina.get("/list/export.csv", 403)


def test_whoever_writes_over_a_level_changed_meanwhile_is_told_and_loses_nothing(town: CaseTown) -> None:
    ash, cora = town.child("Ash"), town.actor("Cora")
    set_level(child=ash, area="sexual", level="low", reason="Once.", by=cora)
    page = signed_in(town, "Cora").get(f"/children/{ash.pk}/risk/assessment/?area=sexual")
    set_level(child=ash, area="sexual", level="high", reason="Again.", by=town.actor("Chidi"))
    page = page.submit(reason="My long words.", no_view_reason="Away.", is_provisional="no", status=422)
    assert page.errors[0].startswith("Somebody else changed this")
    assert "My long words." in page.text


def test_the_list_is_taken_away_as_excel_csv_and_word_with_what_the_screen_shows(town: CaseTown) -> None:
    ash = followed(town, "Ash")
    cora = signed_in(town, "Cora")
    files = {kind: cora.client.get(f"/list/export.{kind}") for kind in ("csv", "xlsx", "docx")}
    sheet = openpyxl.load_workbook(BytesIO(files["xlsx"].content)).active
    assert [sheet.cell(4, column).value for column in (1, 2, 7)] == [ash.reference, "Ash Ashdown", "High"]
    assert b"Ash Ashdown" in files["csv"].content
    table = docx.Document(BytesIO(files["docx"].content)).tables[0]
    assert [cell.text for cell in table.rows[1].cells][:2] == [ash.reference, "Ash Ashdown"]
    assert cora.client.get("/list/export.pdf").status_code == 404


def test_the_list_as_it_stood_stands_in_the_address(town: CaseTown) -> None:
    ash, cora = town.child("Ash"), town.actor("Cora")
    join_list(child=ash, reason="High.", by=cora, at=clock.now() - 9 * DAY)
    put_on_watch(child=ash, review_on=clock.today(), reason="Calmer.", by=cora, at=clock.now() - 5 * DAY)
    fetcher = signed_in(town, "Cora")
    then = fetcher.get(f"/list/?on={clock.today() - 7 * DAY}")
    assert "As it stood at the end of" in then.text
    assert "look again" not in then.rows[0][3]
    assert "Due" in fetcher.get("/list/").rows[0][3]
    assert fetcher.get(f"/list/?on={clock.today() - 10 * DAY}").rows == []


def test_an_agency_says_in_one_press_where_it_recorded_a_plan(town: CaseTown) -> None:
    ash = followed(town, "Ash")
    saul = signed_in(town, "Saul")
    assert "1 thing to put on your agency's own system" in saul.get("/").text
    page = saul.get("/risk/recording/")
    assert page.rows[0][0].startswith("Ash Ashdown")
    page = page.submit(f"Recorded for child {ash.reference}", reference="SC/99")
    assert page.banners == ["It is recorded."]
    town.everything()
    assert Confirmation.objects.get(reference="SC/99").answered_by == town.people["Saul"]
    assert "Nothing is to be recorded" in page.text


def test_the_list_is_said_to_be_up_to_date_after_the_meeting(town: CaseTown) -> None:
    start = clock.now() - DAY
    meeting = make_meeting(town.group, start)
    open_meeting(by=town.actor("Mo"), meeting=meeting, at=start)
    close_meeting(by=town.actor("Chidi"), meeting=meeting, at=start + timedelta(hours=1))
    page = signed_in(town, "Cora").get("/list/").submit("The list is up to date")
    assert page.banners == ["The list is up to date: what the terms ask of it is done."]
    town.everything()
    assert Obligation.objects.get(clause="meog/list").met_at is not None
    assert "Does the list hold" not in page.text


def test_placed_children_show_their_actions_and_the_notice_to_the_other_area(town: CaseTown) -> None:
    ash = followed(town, "Ash")
    page = signed_in(town, "Chidi").get("/risk/placed/")
    assert "Visit the flat., police" in page.rows[0][3]
    page = page.follow(f"Record the notice for child {ash.reference}").submit(contact="Duty desk")
    assert page.banners == ["It is recorded that Westshire was told."]


def test_who_records_every_plan_is_chosen_besides_whom_the_terms_name(town: CaseTown) -> None:
    page = signed_in(town, "Cora").get(f"/risk/recorders/{town.group.pk}/")
    assert "The terms name police and social-care." in page.text
    page = page.submit(agencies=[str(town.agencies["health"].pk)])
    assert page.banners == ["They are asked to record every plan from now on."]


def asked(act: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_five_children_cost_no_more_queries_than_one(town: CaseTown) -> None:
    pages = [
        lambda: list_page(cora, ListFilter()),
        lambda: placed_page(cora),
        lambda: gaps_page(cora),
    ]
    ash = followed(town, "Ash")
    fetcher, cora = signed_in(town, "Cora"), town.actor("Cora")
    addresses = ("/list/", "/list/history/", "/risk/placed/", "/risk/gaps/", "/risk/recording/")
    one_page = {address: asked(lambda: fetcher.get(address)) for address in addresses}  # noqa: B023
    one = [asked(page) for page in pages]
    for name in ("Elm", "Oak", "Yew", "Fir"):
        followed(town, name)
    cora = town.actor("Cora")
    assert [asked(page) for page in pages] == one
    assert {address: asked(lambda: fetcher.get(address)) for address in addresses} == one_page  # noqa: B023
    for tab in ("", "risk/", "plan/"):
        assert asked(lambda: fetcher.get(f"/children/{ash.pk}/{tab}")) < 60  # noqa: B023


def test_whoever_is_at_high_risk_and_on_no_list_is_shown_to_be_decided_on(town: CaseTown) -> None:
    ash = town.child("Ash")
    set_level(child=ash, area="sexual", level="high", reason="Seen.", by=town.actor("Cora"))
    page = signed_in(town, "Cora").get("/list/")
    page = page.follow("Put Ash Ashdown on the list").submit(reason="High.")
    assert page.banners == ["The child is on the list."]
    assert "not on the list" not in page.follow("List").text


def test_what_was_decided_last_week_is_dated_then_and_an_action_is_shared_by_choosing_it(
    town: CaseTown,
) -> None:
    ash = followed(town, "Ash")
    elm = town.child("Elm")
    chidi, then = signed_in(town, "Chidi"), clock.today() - 7 * DAY
    page = chidi.get(f"/children/{elm.pk}/risk/place/joined/").submit(reason="High.", on=then.isoformat())
    assert page.banners == ["The child is on the list."]
    assert "Elm Ashdown" in chidi.get(f"/list/?on={then}").rows[0][0]
    town.everything()
    action = str(Action.objects.get().pk)
    page = chidi.get(f"/children/{ash.pk}/shared/new/")
    page = page.submit(action=action, agencies=[str(town.agencies["health"].pk)])
    assert page.banners == ["The agencies are asked to record it."]


def test_whoever_may_not_place_a_child_is_led_to_its_risk_and_to_no_refusal(town: CaseTown) -> None:
    ash = town.child("Ash")
    town.works_with("health", ash)
    set_level(child=ash, area="sexual", level="high", reason="Seen.", by=town.actor("Cora"))
    page = signed_in(town, "Mina").get("/list/")
    assert "Put Ash Ashdown on the list" not in page.links
    page.follow("Ash Ashdown")
