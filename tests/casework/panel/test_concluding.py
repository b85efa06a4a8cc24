"""A child whom the meeting leaves without a conclusion is answered for before the meeting closes."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.casework.children.models import Conflict
from holdfast.casework.panel.models import CaseDecision, Discussion, FeedbackPart, Listing
from holdfast.casework.panel.operations.concluding import carry_over, carry_over_all, confirm_unchanged
from holdfast.casework.panel.operations.discussing import begin_discussion
from holdfast.casework.panel.operations.lists import build_case_list
from holdfast.casework.panel.queries.concluding import left_page
from holdfast.casework.panel.queries.figures import meeting_figures
from holdfast.casework.risk.operations import set_level
from holdfast.governance.minutes.models import MinutesSection
from holdfast.governance.room.operations import adjourn_meeting, close_meeting
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from tests.casework.panel.weekly import Weekly, at, weekly
from tests.factories import make_meeting
from tests.web.fetcher import Fetcher


def _both_left(week: Weekly) -> Weekly:
    """Robin, at high risk, and Ash taken up one after the other; nothing was confirmed."""
    with clock.fixed_at(at(12)):
        set_level(
            child=week.children["Robin"], area="sexual", level="high", reason="Found at a hotel", by=week.cora
        )
    week.issued("Robin", "Ash").opened()
    for minute, given in ((5, "Robin"), (8, "Ash")):
        with clock.fixed_at(at(14, minute)):
            begin_discussion(by=week.cora, listing=week.listing(given))
    return week


def _close(week: Weekly) -> None:
    close_meeting(by=week.actor("Chidi"), meeting=week.meeting)


def test_a_meeting_does_not_close_before_each_child_is_answered_for(week: Weekly) -> None:
    _both_left(week)
    with clock.fixed_at(at(15)):
        with pytest.raises(Refused, match="2 children were taken up and left without a conclusion"):
            _close(week)
        confirm_unchanged(by=week.cora, listing=week.listing("Robin"))
        with pytest.raises(Refused, match="1 child was"):
            _close(week)
        carry_over(by=week.cora, listing=week.listing("Ash"))
        _close(week)
    assert CaseDecision.objects.get().words == "Sexual exploitation: high confirmed"
    figures = meeting_figures(week.meeting)
    assert figures is not None
    assert (figures.concluded, figures.carried_over) == (1, 1)
    week.town.everything()
    minute = MinutesSection.objects.get(heading=f"Child {week.children['Ash'].reference}")
    assert "not concluded; the child comes to the next meeting" in minute.text


def test_who_is_carried_over_comes_onto_the_next_list_and_who_is_concluded_does_not(week: Weekly) -> None:
    week.town.works_with("police", week.children["Ash"], "Chidi")
    _both_left(week)
    with clock.fixed_at(at(15)):
        confirm_unchanged(by=week.cora, listing=week.listing("Robin"))
        assert carry_over_all(by=week.cora, case_list=week.case_list) == 1
        _close(week)
    week.town.everything()
    assert "the next meeting goes on with it" in FeedbackPart.objects.get().text
    with clock.fixed_at(at(17)):
        coming = make_meeting(week.town.group, at(14).replace(day=10))
        build_case_list(by=week.cora, meeting=coming)
    rows = Listing.objects.filter(case_list__meeting=coming, reasons__key="list:carried-over")
    assert [(row.child.given_names, row.reasons.get(key="list:carried-over").words) for row in rows] == [
        ("Ash", "Taken up and not concluded at the last meeting")
    ]


def test_a_child_hidden_from_the_chair_is_counted_and_carried_over_with_the_rest(week: Weekly) -> None:
    Conflict.objects.create(
        partnership=week.town.partnership, child=week.children["Ash"], person=week.town.people["Chidi"],
        reason="A neighbour", declared_at=clock.now(),
    )  # fmt: skip
    _both_left(week)
    with clock.fixed_at(at(15)):
        page = left_page(week.actor("Chidi"), week.case_list)
        assert ([row.child.given_names for row in page.rows], page.hidden) == (["Robin"], 1)
        with pytest.raises(PermissionDenied):
            carry_over_all(by=week.actor("Mina"), case_list=week.case_list)
        carry_over_all(by=week.actor("Chidi"), case_list=week.case_list)
        _close(week)


def test_a_meeting_that_breaks_off_carries_over_whom_it_left(week: Weekly) -> None:
    _both_left(week)
    with clock.fixed_at(at(15)):
        adjourn_meeting(by=week.actor("Chidi"), meeting=week.meeting, reason="A fire alarm")
    week.town.everything()
    assert Discussion.objects.filter(carried_over_at=at(15)).count() == 2


def test_cora_answers_on_the_page_that_closes_the_meeting(week: Weekly) -> None:
    with clock.fixed_at(at(12)):
        set_level(child=week.children["Robin"], area="sexual", level="high", reason="A hotel", by=week.cora)
    week.issued("Robin", "Ash").opened()
    with clock.fixed_at(at(14, 5)):
        cora = Fetcher(week.town.people["Cora"].account)
        page = cora.get(f"/cases/meetings/{week.meeting.pk}/").submit("Next child")
        reference = week.children["Robin"].reference
        page = page.submit("Next child")
        assert f"{reference}. Answer for it before the meeting closes." in page.text
        page = page.submit("Next child")
        assert page.heading == "Not concluded"
        mo = Fetcher(week.town.people["Mo"].account)
        page = mo.get(f"/meetings/{week.meeting.pk}/room/closing/")
        assert "Sexual exploitation: high" in page.text
        page = page.submit("Confirm as it stands Robin Ashdown")
        assert page.heading == "Close the meeting"
        assert page.banners == [f"{reference}: confirmed as it stands."]
        refused = page.submit("Close the meeting", status=422)
        assert "1 child was taken up and left without a conclusion" in refused.text
        page = mo.get(f"/meetings/{week.meeting.pk}/room/closing/").submit("Carry over all to the next list")
        page = page.submit("Close the meeting")
        assert "The meeting is closed and its draft minutes are made." in page.banners


def test_the_list_of_those_left_asks_as_often_for_one_child_as_for_five(db: None) -> None:
    counts = []
    for number in (1, 5):
        with clock.fixed_at(at(13)):
            week = weekly(number, name=f"Shire {number}")
            week.issued(*week.children).opened()
        for minute, given in enumerate(week.children):
            with clock.fixed_at(at(14, minute)):
                begin_discussion(by=week.cora, listing=week.listing(given))
        actor, case_list = week.cora, week.case_list
        with CaptureQueriesContext(connection) as asked:
            left_page(actor, case_list)
        counts.append(len(asked))
    assert counts[0] == counts[1]
