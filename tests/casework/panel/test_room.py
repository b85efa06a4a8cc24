"""A child in the meeting room: taken up, confirmed, decided on, left; nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.casework.panel.models import CaseDecision, Discussion, Listing
from holdfast.casework.panel.operations.acting import decide, give_action, withdraw_decision
from holdfast.casework.panel.operations.confirming import Chosen, confirm, decide_on_list, decide_on_plan
from holdfast.casework.panel.operations.discussing import (
    Record,
    StaleDiscussion,
    ask_the_rest,
    begin_discussion,
    contribute,
    declare_conflict,
    keep_record,
)
from holdfast.casework.panel.queries.room import next_listing, room_page
from holdfast.casework.risk.models import LevelChange
from holdfast.casework.risk.operations import set_level
from holdfast.governance.actions.models import Action
from holdfast.governance.meetings.models import AgendaItem
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.obligations.notices.models import Notice
from tests.casework.panel.weekly import Weekly, at, weekly
from tests.web.fetcher import Fetcher

PLAIN = Record(relevance="", basis="public-task", last_outcome="none")


def _level(week: Weekly, given: str, level: str = "high", *, is_provisional: bool = False) -> LevelChange:
    return set_level(
        child=week.children[given], area="sexual", level=level, reason="Found at a hotel", by=week.cora,
        is_provisional=is_provisional,
    )  # fmt: skip


def _under_way(week: Weekly, *given: str) -> Weekly:
    return week.issued(*(given or ("Robin", "Ash"))).opened()


def _begin(week: Weekly, given: str) -> Discussion:
    return begin_discussion(by=week.cora, listing=week.listing(given))


def _confirm(
    week: Weekly, given: str, *, kept: Record = PLAIN, version: int = 0, **levels: Chosen
) -> Discussion:
    return confirm(
        by=week.cora,
        listing=week.listing(given),
        levels=levels,
        screenings={},
        reason="",
        kept=kept,
        version=version,
    )


def test_taking_up_the_next_child_ends_the_one_before_and_measures_its_time(week: Weekly) -> None:
    _under_way(week)
    with clock.fixed_at(at(14, 5)):
        first = next_listing(week.cora, week.case_list)
        assert first is not None
        begin_discussion(by=week.cora, listing=first)
    with clock.fixed_at(at(14, 8)):
        second = next_listing(week.cora, week.case_list)
        assert second is not None
        begin_discussion(by=week.cora, listing=second)
        page = room_page(week.cora, first)
        assert page.used == timedelta(minutes=3)
        assert page.waiting == 0
    titles = list(AgendaItem.objects.filter(meeting=week.meeting).values_list("title", flat=True))
    assert titles == [f"Child {week.children[one].reference}" for one in ("Robin", "Ash")]


def test_a_plain_confirmation_keeps_the_level_and_says_so_once(week: Weekly) -> None:
    with clock.fixed_at(at(12)):
        level = _level(week, "Robin")
    _under_way(week)
    with clock.fixed_at(at(14, 5)):
        _begin(week, "Robin")
        done = _confirm(week, "Robin", sexual=Chosen("high", level.pk))
        _confirm(week, "Robin", version=done.version, sexual=Chosen("high", level.pk))
    found = [(one.words, one.is_change, one.is_without_quorum) for one in CaseDecision.objects.all()]
    assert found == [("Sexual exploitation: high confirmed", False, True)], "nobody was marked as here"
    assert LevelChange.objects.count() == 1
    assert Discussion.objects.get().concluded_at == at(14, 5)


def test_a_provisional_level_is_confirmed_and_another_level_needs_a_reason(week: Weekly) -> None:
    with clock.fixed_at(at(12)):
        level = _level(week, "Robin", is_provisional=True)
    _under_way(week)
    with clock.fixed_at(at(14, 5)):
        _begin(week, "Robin")
        with pytest.raises(Refused, match="Say why the level of sexual exploitation changes"):
            _confirm(week, "Robin", sexual=Chosen("low", level.pk))
        _confirm(week, "Robin", sexual=Chosen("high", level.pk))
        latest = LevelChange.objects.order_by("-at", "-number").first()
        assert latest is not None
        assert (latest.level, latest.is_provisional, latest.meeting) == ("high", False, week.meeting)
        with pytest.raises(Refused, match="changed meanwhile"):
            _confirm(week, "Robin", sexual=Chosen("high", level.pk))


def test_two_clerks_lose_nothing(week: Weekly) -> None:
    _under_way(week)
    with clock.fixed_at(at(14, 5)):
        begun, robin = _begin(week, "Robin"), week.listing("Robin")
        kept = Record(relevance="", basis="public-task", summary="Cora's words", last_outcome="none")
        by_itself = replace(kept, summary="Cora's")
        keep_record(by=week.cora, listing=robin, kept=by_itself, version=begun.version)
        keep_record(by=week.cora, listing=robin, kept=kept, version=begun.version)
        other = Record(relevance="", basis="public-task", summary="Mo's words", last_outcome="none")
        with pytest.raises(StaleDiscussion):
            keep_record(by=week.actor("Mo"), listing=robin, kept=other, version=begun.version)
        contribute(
            by=week.actor("Mo"), listing=robin, agency=week.town.agencies["police"], words="Seen on Friday"
        )
        contribute(by=week.cora, listing=robin, agency=week.town.agencies["health"], words="Missed a clinic")
        page = room_page(week.cora, robin)
    assert page.discussion is not None
    assert page.discussion.summary == "Cora's words"
    assert [one.words for one in page.contributions] == ["Seen on Friday", "Missed a clinic"]


def test_an_urgent_action_goes_to_its_owner_at_once_and_names_no_child(week: Weekly) -> None:
    _under_way(week)
    with clock.fixed_at(at(14, 5)):
        _begin(week, "Robin")
        robin, saul = week.listing("Robin"), week.town.people["Saul"]
        with pytest.raises(Refused, match="needs a person"):
            give_action(
                by=week.cora, listing=robin, text="Visit", agency=week.town.agencies["police"], is_urgent=True
            )
        give_action(
            by=week.cora, listing=robin, text="Visit Robin Ashdown today", agency=saul.agency, owner=saul,
            due_on=date(2026, 3, 3), is_urgent=True,
        )  # fmt: skip
    reference = week.children["Robin"].reference
    assert Action.objects.get().text == f"Visit {reference} today"
    week.town.everything()
    assert Notice.objects.filter(person=saul, kind="urgent-action").count() == 1


def test_a_conflict_hides_the_child_its_item_and_its_actions_from_that_person(week: Weekly) -> None:
    _under_way(week)
    with clock.fixed_at(at(14, 5)):
        _begin(week, "Robin")
        give_action(
            by=week.cora, listing=week.listing("Robin"), text="Visit", agency=week.town.agencies["police"],
            due_on=date(2026, 3, 9),
        )  # fmt: skip
        mina = week.actor("Mina")
        declare_conflict(
            by=mina, group_id=week.town.group.pk, child=week.children["Robin"],
            person=week.town.people["Mina"],
            reason="My nephew",
        )  # fmt: skip
        week.actor("Mina")
        for model in (Discussion, Action, AgendaItem):
            assert not model.objects.exists()
        assert [row.child_id for row in Listing.objects.all()] == [week.children["Ash"].pk]
        with pytest.raises(PermissionDenied):
            declare_conflict(
                by=week.actor("Vic"), group_id=week.town.group.pk, child=week.children["Ash"],
                person=week.town.people["Saul"], reason="A rumour",
            )  # fmt: skip


def test_the_list_the_plan_and_a_watching_brief_are_decided_in_the_discussion(week: Weekly) -> None:
    _under_way(week)
    with clock.fixed_at(at(14, 5)):
        _begin(week, "Robin")
        robin = week.listing("Robin")
        decide_on_list(by=week.actor("Mo"), listing=robin, what="join", reason="Groomed online")
        decide_on_plan(
            by=week.cora,
            listing=robin,
            followed="",
            text="Police and carers check daily",
            next_on=date(2026, 4, 1),
        )
        decide_on_plan(
            by=week.cora, listing=robin, followed="partly", text="Some days", next_on=date(2026, 4, 2)
        )
    with clock.fixed_at(at(14, 6)):
        decide_on_list(
            by=week.cora, listing=robin, what="watch", reason="Quiet now", review_on=date(2026, 5, 5)
        )
    assert {one.words for one in CaseDecision.objects.all()} == {
        "Put on the exploitation list",
        "Safety plan agreed",
        "Safety plan: followed in part",
        "Watching brief until 5 May 2026",
    }
    with clock.fixed_at(at(14, 7)), pytest.raises(Refused, match="Say why"):
        withdraw_decision(by=week.cora, listing=robin, decision=CaseDecision.objects.all()[0], reason="")


def test_nothing_is_discussed_after_the_meeting_is_closed_and_the_refusal_says_what_to_do(
    week: Weekly,
) -> None:
    _under_way(week)
    with clock.fixed_at(at(14, 5)):
        _begin(week, "Robin")
    with clock.fixed_at(at(16)):
        week.closed(at(16))
        for act in (
            lambda: contribute(
                by=week.cora, listing=week.listing("Robin"), agency=week.town.agencies["police"], words="x"
            ),
            lambda: _confirm(week, "Robin"),
            lambda: _begin(week, "Ash"),
        ):
            with pytest.raises(Refused, match="on the child's own page, or put the child on the list"):
                act()


def test_members_follow_and_do_not_record(week: Weekly) -> None:
    _under_way(week)
    with clock.fixed_at(at(14, 5)):
        with pytest.raises(PermissionDenied):
            begin_discussion(by=week.actor("Mina"), listing=week.listing("Robin"))
        _begin(week, "Robin")
        assert (
            ask_the_rest(
                by=week.cora, listing=week.listing("Robin"), agencies=list(week.town.agencies.values())
            )
            == 6
        )
        page = Fetcher(week.town.people["Mina"].account).get(f"/cases/children/{week.listing('Robin').pk}/")
        assert "nothing to add" in page.text
        assert "Next child" not in page.text


def test_cora_runs_two_children_without_scripts(week: Weekly) -> None:
    with clock.fixed_at(at(12)):
        _level(week, "Robin")
    _under_way(week)
    with clock.fixed_at(at(14, 5)):
        cora = Fetcher(week.town.people["Cora"].account)
        page = cora.get(f"/cases/meetings/{week.meeting.pk}/").submit("Next child")
        assert page.title.startswith(f"Child {week.children['Robin'].reference}")
        assert "Robin Ashdown" in page.text
        assert "Without voice" in page.text
        page = page.submit("Add", agency=str(week.town.agencies["police"].pk), words="Seen on Friday")
        assert "police: Seen on Friday" in page.text
        refused = page.submit("Save without concluding", basis="other", status=422)
        assert "Say on which other basis" in refused.text
        page = cora.get(f"/cases/children/{week.listing('Robin').pk}/")
        page = page.submit("Save without concluding", outcome_sought="Safe at home", summary="Calmer")
        page = cora.get(page.address.split("#")[0])
        assert "Sexual exploitation: High" in page.text or "Sexual exploitation: high" in page.text
        page = _pressed(page, "confirmation")
        assert "Sexual exploitation: high confirmed" in page.text
        page = page.submit("Next child")
        assert "Ash Birch" in page.text
        assert "Every child on the list has been taken up." in page.submit("Next child").banners


def _pressed(page: object, ending: str) -> object:
    """The confirmation's form sent as it stands."""
    return page.submit("Confirm")  # type: ignore[attr-defined]


def test_the_room_asks_as_often_with_one_child_on_the_list_as_with_forty(db: None) -> None:
    counts = []
    for number in (1, 40):
        with clock.fixed_at(at(13)):
            week = weekly(number, name=f"Shire {number}")
            week.issued(*week.children).opened()
        with clock.fixed_at(at(14, 5)):
            _begin(week, "Robin")
            actor, robin = week.cora, week.listing("Robin")
            with CaptureQueriesContext(connection) as asked:
                room_page(actor, robin)
            counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_page_asks_again_only_for_what_the_meeting_changed(week: Weekly) -> None:
    _under_way(week)
    with clock.fixed_at(at(14, 5)):
        _begin(week, "Robin")
        robin = week.listing("Robin")
        mina, held = Fetcher(week.town.people["Mina"].account), room_page(week.actor("Mina"), robin)
        address = f"/cases/children/{robin.pk}/live/decisions/?stage={held.stage}&version={held.version}"
        mina.fragment(address, status=204)
        decide(by=week.cora, listing=robin, kind="other", words="Work stops being planned apart")
        assert "planned apart" in mina.fragment(address).text
        mina.get(f"/cases/children/{robin.pk}/live/nothing/", status=404)
        mina.fragment(f"/cases/children/{week.listing('Ash').pk}/live/head/?stage=confirmed")
        declare_conflict(
            by=week.actor("Mina"), group_id=week.town.group.pk, child=week.children["Robin"],
            person=week.town.people["Mina"], reason="My nephew",
        )  # fmt: skip
        mina.get(address, status=404)
    with clock.fixed_at(at(14, 6)):
        assert room_page(week.cora, robin).version != held.version, "the time used moved on"
