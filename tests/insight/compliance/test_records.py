"""What the meeting room keeps by itself is said with what its record shows, and the record can be opened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from holdfast.governance.room.operations import close_meeting, record_decision
from holdfast.insight.compliance.mechanisms import Standing
from holdfast.insight.compliance.periods import period_called
from holdfast.insight.compliance.queries.group import group_page
from holdfast.insight.compliance.queries.records import IN_PART, THROUGHOUT, meetings_held
from holdfast.kernel import clock
from tests.factories import make_item, make_meeting
from tests.governance.room.fernshire import START, Fernshire, fernshire, with_accounts
from tests.web.fetcher import Fetcher


@pytest.fixture
def mace(db: None) -> Iterator[Fernshire]:
    """One meeting that was quorate throughout, with a decision; one that Sue came to late."""
    with clock.fixed_at(START + timedelta(days=20)):
        made = fernshire()
        with_accounts(made, "Amina")
        made.opened()
        made.quorate()
        record_decision(by=made.mo, item=made.item, text="The flat is visited.", at=START)
        close_meeting(by=made.mo, meeting=made.meeting, at=START + timedelta(hours=1))
        later = START + timedelta(days=7)
        made.meeting = make_meeting(made.group, later)
        make_item(made.meeting)
        made.opened(later)
        for name in ("Amina", "Jo"):
            made.arrives(name, later)
        made.arrives("Sue", later + timedelta(minutes=30))
        close_meeting(by=made.mo, meeting=made.meeting, at=later + timedelta(hours=1))
        yield made


def test_the_quorum_is_counted_from_the_record_of_each_meeting(mace: Fernshire) -> None:
    period = period_called("this-quarter", clock.today())
    held = meetings_held(mace.group, period).order_by("starts_at")
    assert [meeting.was_quorate for meeting in held] == [THROUGHOUT, IN_PART]
    page = group_page(mace.actor("Amina"), mace.group, period)
    shown = {line.name: line for row in page.clauses for line in row.lines}
    assert {line.standing for line in shown.values()} == {Standing.SYSTEM}
    assert shown["quorum"].shown == "1 of 2 meetings quorate throughout."
    assert shown["chairing"].shown == "Who chaired, by which rule, is recorded for 2 of 2 meetings."
    assert shown["decisions"].shown == "1 decision recorded, none flagged as without a quorum."
    assert shown["deputies"].shown == "A deputy sat no times at 2 meetings."
    assert "4 of 4 seats were filled" in shown["seat"].shown


def test_the_record_of_the_meetings_is_a_page(mace: Fernshire) -> None:
    browser = Fetcher(mace.person("Amina").account)
    page = browser.get(f"/groups/{mace.group.pk}/assurance/").follow("The record of its meetings")
    assert [row[1] for row in page.rows] == ["In part", "Throughout"]
    earlier = browser.get(f"/groups/{mace.group.pk}/assurance/meetings/?period=last-year")
    assert "No meeting was held" in earlier.text
