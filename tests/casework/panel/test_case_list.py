"""Cora builds, orders and issues the list; the members then see its children, and nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.casework.children.models import Child, Conflict
from holdfast.casework.panel.entry import register_entry_rule
from holdfast.casework.panel.entry_rules import carried_over
from holdfast.casework.panel.models import CaseList, Listing, ListingReason
from holdfast.casework.panel.operations.lists import (
    add_child,
    build_case_list,
    defer_child,
    issue_case_list,
    move_child,
)
from holdfast.casework.panel.queries.case_list import case_list_page
from holdfast.casework.risk.operations import set_level
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from tests.casework.panel.weekly import START, Weekly, at, weekly
from tests.web.fetcher import Fetcher


def _high(week: Weekly, given: str) -> None:
    set_level(
        child=week.children[given],
        area="sexual",
        level="high",
        reason="Found at a hotel",
        by=week.cora,
        at=clock.now(),
    )


def _order(week: Weekly) -> list[str]:
    page = case_list_page(week.cora, week.meeting)
    return [row.child.given_names for row in page.rows]


def test_the_list_builds_itself_with_each_childs_reasons(week: Weekly) -> None:
    _high(week, "Ash")
    build_case_list(by=week.cora, meeting=week.meeting)
    page = case_list_page(week.cora, week.meeting)
    assert _order(week) == ["Ash"]
    assert any("High risk" in why.words for why in page.rows[0].reasons)
    build_case_list(by=week.cora, meeting=week.meeting)
    assert Listing.objects.count() == 1, "built twice, listed once"


def test_what_comes_after_the_list_was_issued_shows_as_new_and_what_went_shows_as_gone(week: Weekly) -> None:
    register_entry_rule(
        "trial", lambda since, until: [(week.children["Robin"].pk, "watch", "Watched")], rank=1
    )
    try:
        build_case_list(by=week.cora, meeting=week.meeting)
    finally:
        register_entry_rule("trial", lambda since, until: [])
    issue_case_list(by=week.cora, case_list=week.case_list)
    with clock.fixed_at(at(13, 30)):
        _high(week, "Ash")
        build_case_list(by=week.cora, meeting=week.meeting)
        page = case_list_page(week.cora, week.meeting)
    assert [(row.child.given_names, row.is_new) for row in page.rows] == [("Robin", False), ("Ash", True)]
    assert [why.is_gone for why in page.rows[0].reasons] == [True]
    assert page.new == 1


def test_cora_reorders_and_puts_off_with_a_reason(week: Weekly) -> None:
    week.listed("Robin", "Ash")
    move_child(by=week.cora, listing=week.listing("Ash"), to=1)
    assert _order(week) == ["Ash", "Robin"]
    with pytest.raises(Refused, match="Say why"):
        defer_child(by=week.cora, listing=week.listing("Robin"), reason=" ")
    defer_child(by=week.cora, listing=week.listing("Robin"), reason="The social worker is away")
    assert _order(week) == ["Ash"]
    add_child(by=week.cora, case_list=week.case_list, child=week.children["Robin"], reason="She is back")
    assert _order(week) == ["Ash", "Robin"]


def test_a_child_put_off_or_not_taken_up_comes_onto_the_next_list(week: Weekly) -> None:
    week.issued("Robin", "Ash")
    defer_child(by=week.cora, listing=week.listing("Robin"), reason="No news")
    week.opened()
    with clock.fixed_at(at(16)):
        week.closed(at(16))
        week.town.everything()
        words = {child: said for child, _, said in carried_over(START - timedelta(days=1), at(17))}
    assert words == {
        week.children["Robin"].pk: "Put off from the last meeting: No news",
        week.children["Ash"].pk: "Not taken up at the last meeting",
    }


def test_members_see_the_children_from_the_issue_until_the_feedback_is_closed(week: Weekly) -> None:
    week.listed("Robin")
    mina = week.actor("Mina")
    assert not Child.objects.visible_to(mina).exists()
    assert not CaseList.objects.visible_to(mina).exists()
    issue_case_list(by=week.cora, case_list=week.case_list)
    mina = week.actor("Mina")
    assert [child.given_names for child in Child.objects.visible_to(mina)] == ["Robin"]
    for outsider in ("Stella", "Pat", "Ines"):
        assert not Child.objects.visible_to(week.actor(outsider)).exists()
        assert not CaseList.objects.visible_to(week.actor(outsider)).exists()
    CaseList.objects.update(feedback_closed_at=clock.now())
    assert not Child.objects.visible_to(week.actor("Mina")).exists()


def test_somebody_with_a_conflict_sees_neither_the_child_nor_its_place_on_the_list(week: Weekly) -> None:
    week.issued("Robin", "Ash")
    mina = week.actor("Mina")
    week.town.everything()
    Conflict.objects.create(
        partnership=week.town.partnership, child=week.children["Robin"], person=week.town.people["Mina"],
        reason="Her nephew", declared_at=clock.now(),
    )  # fmt: skip
    mina = week.actor("Mina")
    assert Listing.objects.count() == 1, "the database itself keeps it from her, whatever is asked"
    assert ListingReason.objects.filter(child=week.children["Robin"]).count() == 0
    assert [row.child.given_names for row in case_list_page(mina, week.meeting).rows] == ["Ash"]


def test_only_whoever_runs_cases_builds_and_changes_the_list(week: Weekly) -> None:
    week.listed("Robin")
    for name in ("Mina", "Stella", "Pat"):
        with pytest.raises(PermissionDenied):
            build_case_list(by=week.actor(name), meeting=week.meeting)
        with pytest.raises(PermissionDenied):
            issue_case_list(by=week.actor(name), case_list=week.case_list)
    build_case_list(by=week.actor("Mo"), meeting=week.meeting)


def test_a_list_is_closed_with_its_meeting(week: Weekly) -> None:
    week.issued("Robin").opened()
    with clock.fixed_at(at(16)):
        week.closed(at(16))
        with pytest.raises(Refused, match="list of the next meeting"):
            add_child(by=week.cora, case_list=week.case_list, child=week.children["Ash"], reason="New")


def test_cora_prepares_the_list_on_its_pages(week: Weekly) -> None:
    _high(week, "Robin")
    cora = Fetcher(week.town.people["Cora"].account)
    page = cora.get("/cases/").follow("Build the case list")
    page = page.submit("Build the case list")
    assert "Robin Ashdown" in page.text
    assert "High risk" in page.text
    assert "Robin" not in page.title
    page = page.follow("Put a child on the list").submit(
        reference=week.children["Ash"].reference, reason="New friends"
    )
    assert "Ash Birch" in page.text
    page = page.submit("Up: Ash Birch")
    assert page.rows[0][1].startswith("Ash Birch")
    page = page.follow("Issue the list").submit("Issue it")
    assert page.banners == ["The list is issued. Members are asked what they know and propose."]
    mina = Fetcher(week.town.people["Mina"].account)
    assert "Answer on 2 children" in mina.get("/cases/").text
    assert mina.get(f"/cases/meetings/{week.meeting.pk}/issue/", status=403)


def test_the_page_of_a_list_asks_as_often_for_one_child_as_for_five(db: None) -> None:
    counts = []
    for number in (1, 5):
        with clock.fixed_at(at(13)):
            week = weekly(number, name=f"Shire {number}")
            week.issued(*week.children)
            actor = week.actor("Mina")
            with CaptureQueriesContext(connection) as asked:
                case_list_page(actor, week.meeting)
            counts.append(len(asked))
    assert counts[0] == counts[1]
