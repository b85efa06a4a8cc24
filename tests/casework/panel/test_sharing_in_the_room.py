"""What an agency tells the meeting of a child is to be recorded by the others, and stays open until it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.casework.panel.models import Contribution
from holdfast.casework.panel.operations.acting import give_action
from holdfast.casework.panel.operations.discussing import (
    Footing,
    Record,
    begin_discussion,
    contribute,
    keep_record,
)
from holdfast.casework.panel.operations.lists import build_case_list
from holdfast.casework.panel.queries.room import room_page
from holdfast.casework.risk.models import Confirmation, SharedItem
from holdfast.casework.risk.operations import confirm_recorded
from holdfast.casework.risk.queries.gaps import sharing_gaps
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from tests.casework.panel.weekly import Weekly, at
from tests.factories import make_meeting
from tests.web.fetcher import Fetcher

DAY = timedelta(days=1)


def _robin_under_way(week: Weekly) -> Weekly:
    week.town.works_with("health", week.children["Robin"], "Mina")
    week.town.works_with("social-care", week.children["Robin"], "Saul")
    week.issued("Robin").opened()
    with clock.fixed_at(at(14, 5)):
        begin_discussion(by=week.cora, listing=week.listing("Robin"))
    return week


def _asked(week: Weekly) -> dict[str, str]:
    week.town.everything()
    return {str(row.agency): row.state for row in Confirmation.objects.select_related("agency")}


def test_what_police_say_is_asked_of_those_who_work_with_the_child_and_not_of_police(week: Weekly) -> None:
    _robin_under_way(week)
    with clock.fixed_at(at(14, 6)):
        cora = Fetcher(week.town.people["Cora"].account)
        page = cora.get(f"/cases/children/{week.listing('Robin').pk}/")
        page = page.submit(
            "Add", agency=str(week.town.agencies["police"].pk), words="Seen at the hotel on Friday",
            why="Carers must know where to look",
        )  # fmt: skip
        assert "Carers must know where to look. Public task: safeguarding a child." in page.text
        assert "Not recorded yet: health and social-care." in page.text
    assert _asked(week) == {"health": "asked", "social-care": "asked"}
    item = SharedItem.objects.get()
    assert item.text == "police: Seen at the hotel on Friday"
    assert (item.relevance, item.meeting) == ("Carers must know where to look", week.meeting)
    assert Contribution.objects.get().item == item


def test_relevance_and_basis_come_from_the_record_and_another_basis_is_said(week: Weekly) -> None:
    _robin_under_way(week)
    robin, police = week.listing("Robin"), week.town.agencies["police"]
    health = (week.town.agencies["health"].pk,)
    with clock.fixed_at(at(14, 6)):
        kept = Record(relevance="She is at risk tonight", basis="vital-interests", last_outcome="none")
        keep_record(by=week.cora, listing=robin, kept=kept, version=0)
        give_action(by=week.cora, listing=robin, text="Visit the hotel", agency=police)
        with pytest.raises(Refused, match="on which other basis"):
            contribute(
                by=week.cora, listing=robin, agency=police, words="Seen",
                footing=Footing(basis="other", recorders=health),
            )  # fmt: skip
        contribute(
            by=week.cora, listing=robin, agency=police, words="Seen", footing=Footing(recorders=health)
        )
    shared = {row.kind: (row.relevance, row.basis) for row in SharedItem.objects.all()}
    assert shared == {
        "action": ("She is at risk tonight", "Danger to life"),
        "information": ("She is at risk tonight", "Public task: safeguarding a child"),
    }


def test_what_is_not_recorded_in_two_days_is_a_gap_and_comes_onto_the_next_list(week: Weekly) -> None:
    _robin_under_way(week)
    robin, agencies = week.listing("Robin"), week.town.agencies
    with clock.fixed_at(at(14, 6)):
        for words in ("Seen on Friday", "Seen on Saturday"):
            contribute(
                by=week.cora, listing=robin, agency=agencies["police"], words=words,
                footing=Footing(recorders=(agencies["health"].pk, agencies["social-care"].pk)),
            )  # fmt: skip
        for row in Confirmation.objects.filter(agency=agencies["health"]):
            confirm_recorded(confirmation=row, reference="RIO 7", by=week.actor("Mina"))
    week.closed(at(16))
    week.town.everything()
    with clock.fixed_at(at(16) + DAY):
        assert sharing_gaps() == []
    with clock.fixed_at(at(12) + 6 * DAY):
        said = "2 things shared since Tuesday 3 March 2026 are not on the system of social-care"
        assert [(gap.child_id, gap.words) for gap in sharing_gaps()] == [(robin.child_id, said)]
        coming = make_meeting(week.town.group, at(14) + 7 * DAY)
        made = build_case_list(by=week.cora, meeting=coming)
        assert said in made.listings.get(child=robin.child).reasons.values_list("words", flat=True)
        for row in Confirmation.objects.filter(state="asked"):
            confirm_recorded(confirmation=row, reference="LCS 9", by=week.cora)
        assert sharing_gaps() == []


def test_the_page_asks_as_often_for_five_contributions_as_for_one(week: Weekly) -> None:
    _robin_under_way(week)
    robin, agencies, counts = week.listing("Robin"), week.town.agencies, []
    for number in (1, 4):
        with clock.fixed_at(at(14, 6 + number)):
            for _ in range(number):
                contribute(
                    by=week.cora, listing=robin, agency=agencies["police"], words="Seen",
                    footing=Footing(recorders=(agencies["health"].pk,)),
                )  # fmt: skip
            with CaptureQueriesContext(connection) as asked:
                page = room_page(week.cora, robin)
                assert [len(one.item.confirmations.all()) for one in page.contributions if one.item]
            counts.append(len(asked))
    assert counts[0] == counts[1]
