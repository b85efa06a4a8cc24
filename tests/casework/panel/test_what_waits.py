"""What waits for the meeting is settled there: a screening with the rest, a referral in words."""

from __future__ import annotations

import pytest

from holdfast.casework.panel.models import CaseDecision
from holdfast.casework.panel.operations.confirming import confirm, decide_on_referral
from holdfast.casework.panel.operations.discussing import Record, begin_discussion
from holdfast.casework.panel.queries.case_list import case_list_page
from holdfast.casework.panel.queries.figures import meeting_figures
from holdfast.casework.panel.queries.room import room_page
from holdfast.casework.referrals.models import Referral
from holdfast.casework.risk.models import LevelChange
from holdfast.casework.screening.models import Submission, ToolVersion
from holdfast.casework.screening.rules.shipped import shipped_source, shipped_tool
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from tests.casework.panel.weekly import Weekly, at
from tests.web.fetcher import Fetcher

PLAIN = Record(relevance="", basis="public-task", last_outcome="none")


def _screened(week: Weekly) -> Submission:
    """A tool on Robin that came this morning and says low."""
    own = {"partnership": week.town.partnership}
    tool = ToolVersion.objects.create(
        key="general", number="1", title="General tool", source=shipped_source(), digest="x" * 64,
        added_at=at(8), **own,
    )  # fmt: skip
    made: Submission = Submission.objects.create(
        tool=tool, source="person", by=week.town.people["Pat"], child=week.children["Robin"], area="sexual",
        sender_name="Pat", answers={key: ["no"] for key in shipped_tool().by_key}, started_at=at(9),
        saved_at=at(9),
        received_at=at(9), score=0, band="few", level="low", **own,
    )  # fmt: skip
    return made


def test_a_screening_brings_the_child_onto_the_list_and_is_confirmed_with_the_rest(week: Weekly) -> None:
    submission = _screened(week)
    week.issued("Robin").opened()
    row = case_list_page(week.cora, week.meeting).rows[0]
    assert any(why.words.startswith("New screening: low") for why in row.reasons)
    with clock.fixed_at(at(14)):
        begin_discussion(by=week.cora, listing=week.listing("Robin"))
        page = Fetcher(week.town.people["Cora"].account).get(f"/cases/children/{week.listing('Robin').pk}/")
        assert "Screening: Sexual exploitation" in page.text
        confirm(
            by=week.cora, listing=week.listing("Robin"), levels={}, screenings={submission.pk: "low"},
            reason="",
            kept=PLAIN, version=0,
        )  # fmt: skip
        assert room_page(week.cora, week.listing("Robin")).picture.screenings == ()
    level = LevelChange.objects.get()
    assert (level.level, level.is_provisional, level.meeting) == ("low", False, week.meeting)
    assert CaseDecision.objects.get().words == "Screening of sexual exploitation: low confirmed"
    figures = meeting_figures(week.meeting)
    assert figures is not None
    assert figures.to_confirmation == at(14) - at(9)


def test_another_level_than_the_tools_needs_a_reason_and_then_nothing_is_half_done(week: Weekly) -> None:
    submission = _screened(week)
    week.issued("Robin").opened()
    with clock.fixed_at(at(14)):
        begin_discussion(by=week.cora, listing=week.listing("Robin"))
        with pytest.raises(Refused):
            confirm(
                by=week.cora, listing=week.listing("Robin"), levels={}, screenings={submission.pk: "high"},
                reason="",
                kept=PLAIN, version=0,
            )  # fmt: skip
        assert Submission.objects.waiting().exists()
        assert room_page(week.cora, week.listing("Robin")).decisions == ()


def test_a_referral_that_waits_is_decided_in_the_discussion(week: Weekly) -> None:
    referral = Referral.objects.create(
        partnership=week.town.partnership, group=week.town.group, child=week.children["Robin"], reference=7,
        referrer=week.town.people["Pat"], referrer_name="Pat", referrer_agency="School", given_names="Robin",
        family_name="Ashdown", concern="New friends", state="listed", received_at=at(9), triaged_at=at(10),
    )  # fmt: skip
    week.issued("Robin").opened()
    with clock.fixed_at(at(14)):
        begin_discussion(by=week.cora, listing=week.listing("Robin"))
        decide_on_referral(
            by=week.cora, listing=week.listing("Robin"), referral=referral, decision="Youth work offered"
        )
    assert CaseDecision.objects.get().words == "Referral 7: Youth work offered"
    assert Referral.objects.get().state == "decided"
