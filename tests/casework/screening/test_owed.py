"""A received tool is owed a meeting's look: from the day it came to the end of the next meeting's day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from holdfast.casework.screening.models import Submission
from holdfast.casework.screening.operations import confirm, match_child, put_back, set_aside
from holdfast.casework.screening.rules.promised import stated_for_confirming
from holdfast.charter.shelf import load_shipped, shipped
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.operations import cancel_meeting, change_meeting
from holdfast.insight.compliance.casework import subject_of
from holdfast.kernel import clock
from holdfast.obligations.ledger.models import Obligation
from holdfast.stewardship.access.permissions import Role
from tests.casework.screening.town import NOW, ScreeningTown
from tests.casework.town import CHARTER
from tests.factories import grant, make_meeting

ASKED = """
[[clause]]
id = "meog/tools"
says = "Whenever a screening comes in, the meeting settles the level of risk."

[clause.casework]
what = "Every tool that came in stays in a queue for the meeting, which confirms its level or sets another."
by = "group"
"""
WEEK = timedelta(days=7)


@pytest.fixture
def asking(db: None) -> Iterator[ScreeningTown]:
    """Its terms ask it; the next meeting is in a week."""
    with clock.fixed_at(NOW):
        made = ScreeningTown(CHARTER + ASKED)
        grant(made.town.people["Mo"], Role.BUSINESS_MANAGER)
        yield made


def owed(submission: Submission) -> Obligation:
    return Obligation.objects.get(kind="screening-confirmed", cause_id=submission.pk)


def next_week(asking: ScreeningTown) -> Meeting:
    return make_meeting(asking.town.group, NOW + WEEK)


def test_it_is_due_by_the_end_of_the_next_meetings_day_and_met_there(asking: ScreeningTown) -> None:
    meeting = next_week(asking)
    sent = asking.sent(child=asking.child)
    row = owed(sent)
    assert (row.clause, row.owner_group_id, row.subject_id) == (
        "meog/tools",
        asking.town.group.pk,
        asking.child.pk,
    )
    assert row.due_at is not None
    assert row.due_at.astimezone(clock.LONDON).date() == (NOW + WEEK).date()
    assert asking.child.family_name not in row.says
    with clock.fixed_at(NOW + WEEK + timedelta(hours=1)):
        confirm(submission=sent, level=sent.level, by=asking.town.actor("Chidi"), meeting=meeting)
    row = owed(sent)
    assert row.met_at == NOW + WEEK + timedelta(hours=1)
    assert row.met_at <= row.due_at


def test_its_day_follows_the_next_meeting_as_that_is_moved_and_called_off(asking: ScreeningTown) -> None:
    sent = asking.sent(child=asking.child)
    assert owed(sent).due_at is None, "no meeting is fixed"
    meeting, mo = next_week(asking), asking.town.actor("Mo")
    later: datetime = meeting.starts_at + timedelta(days=2)
    change_meeting(
        by=mo, meeting=meeting, starts_at=later, ends_at=later + timedelta(hours=2), place="", online_link="",
    )  # fmt: skip
    due = owed(sent).due_at
    assert due is not None
    assert due.astimezone(clock.LONDON).date() == later.date()
    meeting.refresh_from_db()
    cancel_meeting(by=mo, meeting=meeting, reason="Snow")
    assert owed(sent).due_at is None


def test_what_is_set_aside_is_owed_no_more_until_it_is_put_back(asking: ScreeningTown) -> None:
    next_week(asking)
    sent, cora = asking.sent(), asking.town.actor("Cora")
    assert owed(sent).subject_id is None
    match_child(submission=sent, child=asking.child, by=cora)
    assert owed(sent).subject_id == asking.child.pk
    set_aside(submission=sent, by=cora, reason="Sent twice")
    assert owed(sent).voided_at is not None
    put_back(submission=sent, by=cora)
    assert owed(sent).voided_at is None


def test_where_no_clause_asks_it_nothing_is_owed_and_it_waits_all_the_same(fernshire: ScreeningTown) -> None:
    sent = fernshire.sent(child=fernshire.child)
    assert not Obligation.objects.filter(kind="screening-confirmed").exists()
    assert sent in Submission.objects.waiting()


def test_the_clause_that_the_ledger_counts_by_is_the_one_that_assurance_shows() -> None:
    charters = [charter for key in shipped() for charter in load_shipped(key).charters]
    found = {one.clause for charter in charters if (one := stated_for_confirming(charter))}
    shown = {
        clause.id
        for charter in charters
        for clause in charter.clauses
        for one in clause.mechanisms
        if subject_of(one) == "casework: screenings"
    }
    assert found == shown == {"west-sussex-meog/purpose-2"}
