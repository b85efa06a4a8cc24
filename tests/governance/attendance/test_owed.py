"""Attendance that the terms expect is owed by the seat, and letters after absences by the chair."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.governance.attendance.promises import CAUSE
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.promises import settle_held
from holdfast.governance.room.hooks import on_meeting_closed, on_record_corrected
from holdfast.governance.room.models import Presence
from holdfast.governance.room.operations import close_meeting
from holdfast.groups.operations.seats import appoint, end_appointment
from holdfast.kernel import clock
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.operations import settle, state_done
from holdfast.obligations.ledger.states import State
from holdfast.stewardship.tenancy.models import Person
from tests.factories import make_meeting, make_person
from tests.governance.room.fernshire import CHARTER, at, fernshire
from tests.groups.world import Fernshire
from tests.obligations.duties.world import adopt_shipped, due, has_no_drift, lines, owed

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
MESA = "darlington-mesa"
KINDS = ("attendance", "absences")
SHARE, LETTER, REQUEST = f"{MESA}/attendance-1", f"{MESA}/attendance-3", f"{MESA}/attendance-4"
CHAIR, LAC = "detective-superintendent", "lac-education-co-ordinator"


@pytest.fixture
def mesa(db: None) -> Iterator[Fernshire]:
    """MESA since 1 January 2025, with Paul as Detective Superintendent and Grace for LAC education."""
    with clock.fixed_at(NOW):
        yield make_mesa()


def make_mesa(*changes: tuple[str, str]) -> Fernshire:
    place = Fernshire()
    adopt_shipped(place, MESA, date(2025, 1, 1), *changes)
    for person, key in ((place.paul, CHAIR), (place.grace, LAC)):
        appoint(place.seat(key).pk, person.pk, by=place.manager, from_on=date(2025, 1, 1))
    return place


def meets(place: Fernshire, day: date, *came: Person) -> Meeting:
    """A meeting on a day to which these came as members, told of as the room does when it closes."""
    start = datetime(day.year, day.month, day.day, 14, tzinfo=UTC)
    end = start + timedelta(hours=2)
    meeting = make_meeting(place.group, start, state="closed", opened_at=start, closed_at=end)
    for person in came:
        comes(place, meeting, person)
    on_meeting_closed.call(meeting, place.manager)
    settle_held(meeting, by=place.manager)
    return meeting


def comes(place: Fernshire, meeting: Meeting, person: Person) -> Presence:
    return Presence.objects.create(
        partnership=place.partnership, meeting=meeting, person=person, agency=person.agency,
        capacity="member", arrived_at=meeting.opened_at, recorded_by=place.bola,
    )  # fmt: skip


def states(rows: list[Obligation]) -> list[str]:
    return [row.state(clock.now()).value for row in rows]


def test_grace_misses_four_in_five_of_a_year_and_makes_up_for_it_late(mesa: Fernshire) -> None:
    months = {1: True, 3: True, 5: False, 7: True, 9: True, 11: False}
    for month, is_there in months.items():
        meets(mesa, date(2025, month, 10), mesa.paul, *([mesa.grace] if is_there else []))
    [grace], [paul] = (owed(mesa, SHARE, owner_seat=seat) for seat in (LAC, CHAIR))
    assert (
        grace.says
        == "LAC Education Co-ordinator: attend 80% of the meetings from 1 January 2025 to 31 December 2025"
    )
    assert (due(grace), states([grace, paul])) == ("2025-12-31", ["missed and still open", "met"])
    for month in (1, 3):
        meets(mesa, date(2026, month, 10), mesa.grace)  # four of the last six
    grace.refresh_from_db()
    assert states([grace]) == ["missed and still open"]
    fifth = meets(mesa, date(2026, 5, 10), mesa.grace)
    grace.refresh_from_db()
    assert (states([grace]), grace.met_at) == (["met late"], fifth.closed_at)
    assert grace.evidence.get().words == "Came 5 of 6 times from 10 July 2025 to Sunday 10 May 2026"
    assert len(owed(mesa, SHARE)) == 4  # two seats, two years
    assert len(owed(mesa, SHARE, owner_seat="cate-project")) == 0  # vacant: nobody was expected
    assert has_no_drift(mesa, *KINDS)


def test_a_share_reached_in_march_and_lost_in_may_is_owed_again(mesa: Fernshire) -> None:
    meets(mesa, date(2026, 3, 10), mesa.grace)
    [row] = owed(mesa, SHARE, owner_seat=LAC)
    assert states([row]) == ["met"]
    meets(mesa, date(2026, 5, 10))
    row.refresh_from_db()
    assert (states([row]), row.evidence.count()) == (["open"], 0)
    assert has_no_drift(mesa, *KINDS)


def test_two_absences_in_a_row_make_a_letter_and_a_third_the_request(mesa: Fernshire) -> None:
    meets(mesa, date(2026, 1, 10), mesa.paul, mesa.grace)
    meets(mesa, date(2026, 2, 10), mesa.paul)
    assert owed(mesa, LETTER) == []
    second = meets(mesa, date(2026, 3, 10), mesa.paul)
    says = "The chair writes to the agency's Board member to ask the reason"
    why = "(LAC Education Co-ordinator: 2 absences in a row with no deputy)"
    assert lines(owed(mesa, LETTER)) == [("chair", f"{says} {why}", "no time stated")]
    [letter] = owed(mesa, LETTER)
    assert (letter.owed_to.agency_id, letter.subject_id) == (mesa.seat(LAC).agency_id, mesa.seat(LAC).pk)
    assert (letter.began_at, owed(mesa, REQUEST)) == (second.closed_at, [])
    state_done(letter.pk, by=mesa.manager, words="Letter of 12 March.")
    meets(mesa, date(2026, 4, 10), mesa.paul)
    meets(mesa, date(2026, 5, 10), mesa.paul)  # the same run: nothing more
    [request] = owed(mesa, REQUEST)
    assert request.says == f"The chair asks the agency to review who represents it, if that is needed {why}"
    assert len(owed(mesa, LETTER)) == 1
    assert has_no_drift(mesa, *KINDS)


def test_a_correction_that_shows_grace_was_there_takes_the_letter_back(mesa: Fernshire) -> None:
    meets(mesa, date(2026, 2, 10), mesa.paul)
    meeting = meets(mesa, date(2026, 3, 10), mesa.paul)
    [letter] = owed(mesa, LETTER)
    presence = comes(mesa, meeting, mesa.grace)
    on_record_corrected.call(meeting, mesa.manager)
    letter.refresh_from_db()
    assert (letter.state(clock.now()), letter.void_reason) == (
        State.VOID, "the record of a meeting was corrected",
    )  # fmt: skip
    presence.delete()
    on_record_corrected.call(meeting, mesa.manager)
    letter.refresh_from_db()
    assert letter.state(clock.now()) == State.OPEN
    assert has_no_drift(mesa, *KINDS)


def test_a_seat_that_turns_out_to_have_been_vacant_owed_no_attendance(mesa: Fernshire) -> None:
    meets(mesa, date(2026, 2, 10))
    meets(mesa, date(2026, 3, 10))
    appointment = mesa.seat(LAC).appointments.get()
    end_appointment(appointment.pk, by=mesa.manager, on=date(2026, 2, 28), reason="Left in February.")
    assert len(owed(mesa, LETTER)) == 1  # the chair's own seat
    assert has_no_drift(mesa, *KINDS)


def test_meog_expects_every_agency_each_month(mesa: Fernshire) -> None:
    adopt_shipped(mesa, "west-sussex-meog", date(2026, 2, 15))
    seats = {seat.key: seat for seat in mesa.group.seats.filter(closed_on=None)}
    police = next(seat for seat in seats.values() if seat.agency and seat.agency.name == "Sussex Police")
    appoint(police.pk, mesa.paul.pk, by=mesa.manager, from_on=date(2026, 2, 15))
    for day, came in ((17, True), (24, True)):
        meets(mesa, date(2026, 2, day), *([mesa.paul] if came else []))
    meets(mesa, date(2026, 3, 3))
    meets(mesa, date(2026, 4, 7), mesa.paul)
    rows = owed(mesa, "west-sussex-meog/chair-2", owner_agency=police.agency)
    assert [due(row) for row in rows] == ["2026-02-28", "2026-03-31", "2026-04-30"]
    assert states(rows) == ["met", "met late", "met"]
    assert has_no_drift(mesa, *KINDS)


def test_terms_that_expect_no_share_owe_none(mesa: Fernshire) -> None:
    adopt_shipped(mesa, "plymouth-mcse", date(2026, 4, 1))
    meets(mesa, date(2026, 4, 10), mesa.grace)
    assert not Obligation.objects.filter(
        cause=CAUSE, terms__version=mesa.group.terms.first().version
    ).exists()
    assert has_no_drift(mesa, *KINDS)


def test_new_terms_in_mid_window_judge_by_the_new_share_what_is_still_owed(mesa: Fernshire) -> None:
    for month, is_there in {1: False, 2: True, 3: True, 4: True}.items():
        meets(mesa, date(2026, month, 10), *([mesa.grace] if is_there else []))
    [row] = owed(mesa, SHARE, owner_seat=LAC)
    assert states([row]) == ["open"]  # three of four
    terms = adopt_shipped(mesa, MESA, date(2026, 5, 1), ('at_least = "80%"', 'at_least = "75%"'))
    row.refresh_from_db()
    assert (states([row]), row.terms_id) == (["met"], terms.pk)
    assert has_no_drift(mesa, *KINDS)


def test_closing_a_meeting_in_the_room_settles_the_attendance(db: None) -> None:
    clause = '[[clause]]\nid = "mace/share"\nsays = "All come."\n[clause.attendance]\n'
    clause += 'at_least = "100%"\nyear = "calendar"\n'
    with clock.fixed_at(at(16)):
        mace = fernshire(CHARTER + clause)
        mace.opened()
        mace.quorate()
        close_meeting(by=mace.actor("Amina"), meeting=mace.meeting)
        rows = Obligation.objects.filter(group=mace.group, clause="mace/share").order_by("owner_seat")
        assert [(row.owner_seat, row.state(clock.now()).value) for row in rows] == [
            ("charity", "open"), ("health", "met"), ("police", "met"), ("social-care", "met"),
        ]  # fmt: skip


def test_what_is_settled_meeting_by_meeting_is_what_a_rebuild_finds(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two dozen meetings, some entered late, a seat long vacant: what is not read again changes nothing."""
    monkeypatch.setattr("holdfast.governance.attendance.record.BEFORE", 3)
    with clock.fixed_at(NOW):
        mesa = make_mesa(('over = "12 months"', 'over = "3 months"'))
        _seventy_weeks(mesa)
        assert has_no_drift(mesa, *KINDS)
        assert len(owed(mesa, LETTER)) >= 2


def _seventy_weeks(mesa: Fernshire) -> None:
    dice = Random(7)  # noqa: S311
    days = [date(2025, 1, 7) + timedelta(weeks=3 * number) for number in range(24)]
    late = dice.sample(days, 4)
    vacated = mesa.seat(CHAIR).appointments.get()
    end_appointment(vacated.pk, by=mesa.manager, on=date(2025, 1, 10), reason="Moved.")
    for day in [*(day for day in days if day not in late), *late]:
        if day == days[18]:
            successor = make_person(mesa.partnership, "Nia Rees", mesa.police)
            appoint(mesa.seat(CHAIR).pk, successor.pk, by=mesa.manager, from_on=day)
        meets(mesa, day, *([mesa.grace] if dice.random() < 0.6 else []))


def test_the_number_of_queries_does_not_grow_with_the_meetings(mesa: Fernshire) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            settle(CAUSE, None, group=mesa.group, by=None)
        return len(queries)

    meets(mesa, date(2026, 1, 10), mesa.grace)
    one = cost()
    for month in (2, 3, 4, 5):
        meets(mesa, date(2026, month, 10), mesa.grace)
    assert cost() == one
