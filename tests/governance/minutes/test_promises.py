"""What is owed once a meeting was held, by the terms: minutes, interests, what is passed on and attested."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.charter.shelf import shipped_text
from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.meetings.operations import add_item, cancel_meeting
from holdfast.governance.meetings.promises import HELD
from holdfast.governance.minutes import operations
from holdfast.governance.minutes.models import Minutes
from holdfast.governance.room.models import Presence
from holdfast.governance.room.operations import (
    close_item,
    close_meeting,
    declare_interest,
    open_item,
    strike_out_presence,
)
from holdfast.kernel import clock
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.operations import settle, state_done
from tests.governance.chartered import Chartered

MINUTES = ("minutes-drafted", "minutes-checked", "minutes-approved", "minutes-sent")


def on(month: int, day: int, hour: int = 14) -> datetime:
    """An instant of 2026 in UTC."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.fixture
def january(db: None) -> Iterator[None]:
    with clock.fixed_at(on(1, 5, 9)):
        yield


def minutes_of(meeting: Meeting) -> Minutes:
    return Minutes.objects.get(meeting=meeting)


def checked(group: Chartered, meeting: Meeting, at: datetime) -> Minutes:
    with clock.fixed_at(at):
        chair, minutes = group.actor(group.chair), minutes_of(meeting)
        operations.check_minutes(by=chair, minutes=minutes, seen_version=minutes.version)
    return minutes_of(meeting)


def test_darlingtons_minutes_are_checked_and_sent_by_the_next_meeting_and_approved_at_it(
    january: None,
) -> None:
    mesa = Chartered("darlington-mesa")
    first = mesa.met(on(2, 10))
    owners = {row.kind: (row.owner_office, row.owner_agency, row.owner_group) for row in rows(*MINUTES)}
    assert owners == {
        "minutes-checked": ("chair", None, None),
        "minutes-sent": ("", mesa.agencies["business-unit"], None),
        "minutes-approved": ("", None, mesa.group),
    }
    assert {due for _, due, _ in mesa.owed(*MINUTES)} == {""}  # no next meeting is fixed
    second = mesa.called(on(4, 14, 13), at=on(3, 2))
    assert mesa.owed(*MINUTES, now=on(4, 1)) == [
        ("Minutes of the meeting of 10 February 2026 checked", "2026-04-14 14:00", "open"),
        ("Minutes of the meeting of 10 February 2026 sent", "2026-04-14 14:00", "open"),
        ("Minutes of the meeting of 10 February 2026 approved", "2026-04-14 23:59", "open"),
    ]
    minutes = checked(mesa, first, on(2, 20))
    everybody = list(mesa.members.values())
    with clock.fixed_at(on(2, 23)):
        send = {"by": mesa.actor(mesa.bea), "minutes": minutes, "reason": "Member"}
        operations.send_minutes(to=everybody[1:], **send)
        assert mesa.owed("minutes-sent")[0][2] == "open"
        operations.send_minutes(to=everybody[:1], **send)
        assert mesa.owed("minutes-sent")[0][2] == "met"
    mesa.begun(second, who=everybody)
    with clock.fixed_at(second.starts_at + timedelta(minutes=5)):
        chair = mesa.actor(mesa.chair)
        operations.approve_minutes(by=chair, minutes=minutes, at=second, seen_version=minutes.version)
        assert [state for *_, state in mesa.owed(*MINUTES)] == ["met"] * 3
        assert drift_of(mesa.group) == []


def test_minutes_that_go_back_to_draft_are_owed_the_check_again(january: None) -> None:
    met = Chartered("4lscb-met")
    meeting = met.called(on(2, 10))
    section = add_item(by=met.actor(met.bea), meeting=meeting, title="Hotspots")
    met.held(meeting)
    met.called(on(5, 12, 13))
    minutes = checked(met, meeting, on(2, 20))
    with clock.fixed_at(on(2, 24)):
        assert met.owed("minutes-checked")[0][2] == "met"
        text = minutes.sections.get(item=section)
        operations.correct_section(
            by=met.actor(met.bea), section=text, text="Seen by the canal.", seen_version=0, reason="A slip"
        )
        assert met.owed("minutes-checked")[0][1:] == ("2026-05-12 14:00", "open")
        history = Obligation.objects.get(kind="minutes-checked").entries.order_by("at", "recorded_at")
        assert [entry.kind for entry in history][-2:] == ["met", "unmet"]
        assert drift_of(met.group) == []


def test_the_next_meeting_moves_or_is_called_off_and_the_minutes_wait_for_the_one_after(
    january: None,
) -> None:
    mset = Chartered("north-tyneside-mset")
    mset.met(on(2, 10))
    second, _ = mset.called(on(5, 12, 13), at=on(2, 11)), mset.called(on(8, 11, 13), at=on(2, 11))
    with clock.fixed_at(on(5, 1)):
        assert mset.owed("minutes-approved")[0][1] == "2026-05-12 23:59"
        cancel_meeting(by=mset.actor(mset.chair), meeting=second, reason="Strike")
        assert mset.owed("minutes-approved")[0][1] == "2026-08-11 23:59"
        assert drift_of(mset.group) == []


WITHIN = """
[clause.minutes]
by = "chair"
checked_by = "chair"
within = "5 working days"
approved = "by the chair"

[clause.inquorate]
then = "adjourned"
within = "10 working days"
"""


def own_rules(name: str = "north-tyneside-mset") -> str:
    text = shipped_text(name)
    old = text[text.index("[clause.minutes]") : text.index('approved = "next meeting"') + 25]
    return text.replace(old, WITHIN)


def test_where_the_chair_approves_within_five_working_days_easter_does_not_count(january: None) -> None:
    mset = Chartered("north-tyneside-mset", source=own_rules())
    meeting = mset.held(mset.called(on(3, 31, 13)), who=list(mset.members.values()))
    assert sorted(mset.owed(*MINUTES, now=on(4, 1))) == [
        ("Minutes of the meeting of 31 March 2026 approved", "2026-04-09 23:59", "open"),
        ("Minutes of the meeting of 31 March 2026 checked", "", "open"),
        ("Minutes of the meeting of 31 March 2026 drafted", "2026-04-09 23:59", "met"),
    ]
    checked(mset, meeting, on(4, 10))
    assert mset.owed("minutes-approved", now=on(4, 10))[0][2] == "met late"


def test_a_meeting_that_ended_without_a_quorum_meets_again_within_ten_working_days(january: None) -> None:
    mset = Chartered("north-tyneside-mset", source=own_rules())
    meeting = mset.met(on(3, 31, 13))
    with clock.fixed_at(on(4, 1)):
        assert mset.owed("met-again") == [
            ("The group meets again after the meeting of 31 March 2026", "2026-04-16 23:59", "open")
        ]
    mset.met(on(4, 16, 13), at=on(4, 1))
    with clock.fixed_at(on(4, 17)):
        assert mset.owed("met-again")[0][2] == "met"
        assert drift_of(mset.group) == []
    assert meeting.state == Meeting.State.CLOSED


def taken(group: Chartered, who: list[str]) -> tuple[Meeting, AgendaItem]:
    """A meeting with these seats there that takes one item, from its beginning for an hour."""
    meeting = group.called(on(2, 10))
    item = add_item(by=group.actor(group.bea), meeting=meeting, title="A restricted matter")
    group.begun(meeting, who=[group.members[key] for key in who])
    with clock.fixed_at(on(2, 10)):
        open_item(by=group.actor(group.bea), item=item)
    return meeting, item


def test_plymouth_asks_everybody_there_for_interests_in_each_item(january: None) -> None:
    mcse = Chartered("plymouth-mcse")
    first, second = list(mcse.members)[:2]
    meeting, item = taken(mcse, [first, second])
    with clock.fixed_at(on(2, 10, 15)):
        bea = mcse.actor(mcse.bea)
        said = {"by": bea, "meeting": meeting, "item": item, "nature": "none"}
        declare_interest(person=mcse.members[first], at=on(2, 10), **said)
        close_item(by=bea, item=item)
        declare_interest(person=mcse.members[second], at=on(2, 10, 15), **said)
        close_meeting(by=bea, meeting=meeting)
        row = Obligation.objects.get(kind="interests-asked", subject_id=item.pk)
        assert (row.owner_office, row.due_at, row.state(clock.now()).value) == ("chair", on(2, 10, 15), "met")
        assert "restricted" not in row.says
        assert drift_of(mcse.group) == []


def test_somebody_who_was_not_asked_leaves_it_missed_until_the_record_is_put_right(january: None) -> None:
    mcse = Chartered("plymouth-mcse")
    first, second = list(mcse.members)[:2]
    meeting, item = taken(mcse, [first, second])
    with clock.fixed_at(on(2, 10, 16)):
        bea = mcse.actor(mcse.bea)
        declare_interest(
            by=bea, meeting=meeting, item=item, nature="none", person=mcse.members[first], at=on(2, 10, 15)
        )
        close_meeting(by=bea, meeting=meeting)
    with clock.fixed_at(on(2, 11)):
        row = Obligation.objects.get(kind="interests-asked", subject_id=item.pk)
        assert row.state(clock.now()).value == "missed and still open"
        stay = Presence.objects.get(meeting=meeting, person=mcse.members[second])
        strike_out_presence(by=mcse.actor(mcse.bea), presence=stay, reason="She had sent apologies.")
        row.refresh_from_db()
        assert (row.state(clock.now()).value, row.entries.order_by("recorded_at").last().text) == (
            "met",
            "the record was corrected",
        )
        assert drift_of(mcse.group) == []


def test_each_member_passes_on_what_was_said_and_says_so(january: None) -> None:
    mesa = Chartered("darlington-mesa")
    mesa.met(on(2, 10))
    mesa.called(on(4, 14, 13))
    owed = Obligation.objects.filter(kind="after-meeting", clause="darlington-mesa/duty-3")
    assert set(owed.values_list("owner_seat", flat=True)) == set(mesa.members)
    assert len(owed) == 19
    with clock.fixed_at(on(2, 12)):
        one = owed.get(owner_seat="detective-superintendent")
        state_done(one.pk, by=mesa.actor(mesa.chair), words="Told my inspectors on 11 February.")
        one.refresh_from_db()
        assert (one.state(clock.now()).value, one.due_at) == ("met", on(4, 14, 13))
        assert drift_of(mesa.group) == []


def test_west_sussexs_chair_attests_three_things_after_each_weekly_meeting_and_one_for_all(
    january: None,
) -> None:
    meog = Chartered("west-sussex-meog")
    meog.met(on(3, 23))
    meog.called(on(3, 30, 13))
    found = {(row.clause, row.owner_office, row.due_at) for row in rows("attested")}
    clauses = ("purpose-14", "chair-3", "chair-6", "chair-8")
    assert found == {(f"west-sussex-meog/{clause}", "chair", on(3, 30, 13)) for clause in clauses}
    update = Obligation.objects.get(kind="after-meeting")
    assert (update.clause, update.owner_seat) == (
        "west-sussex-meog/purpose-3",
        "missing-and-exploitation-coordinator",
    )


def test_new_terms_that_ask_for_less_begin_no_more_of_it(january: None) -> None:
    meog = Chartered("west-sussex-meog")
    meog.met(on(3, 23))
    text = shipped_text("west-sussex-meog").replace("after_each_meeting = true\n", "")
    with clock.fixed_at(on(3, 30)):
        meog.adopt("west-sussex-meog", text.replace('"each meeting"', '"yearly"'), date(2026, 3, 30))
        # A clause that still stands lets what began under it be finished as it began.
        assert {row.state(clock.now()).value for row in rows("attested", "after-meeting")} == {"open"}
        meog.met(on(4, 6), at=on(3, 30))
        assert {row.began_at for row in rows("attested", "after-meeting")} == {on(3, 23, 16)}
    with clock.fixed_at(on(4, 7)):
        assert drift_of(meog.group) == []


def rows(*kinds: str) -> list[Obligation]:
    return list(Obligation.objects.filter(kind__in=kinds).select_related("owner_agency", "owner_group"))


def test_four_held_meetings_cost_as_many_queries_as_one(january: None) -> None:
    mesa = Chartered("darlington-mesa")
    counts = []
    for number in (1, 3):
        for step in range(number):
            mesa.met(on(2 + number + step, 10, 13))
        with CaptureQueriesContext(connection) as caught:
            settle(HELD, None, group=mesa.group, by=None)
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 20
