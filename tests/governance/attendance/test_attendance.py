"""Attendance is counted per seat, person and agency, deputies apart, against the share expected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.governance.attendance.queries import AttendancePage, AttendanceRow, attendance_page
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.room.models import Presence
from holdfast.kernel import clock
from holdfast.stewardship.access.context import set_need_to_know
from tests.factories import make_meeting
from tests.governance.room.fernshire import CHARTER, Fernshire, at, fernshire, with_accounts
from tests.web.fetcher import Fetcher

EIGHTY = """
[[clause]]
id = "mace/attendance"
says = "Members come to four meetings in five."

[clause.attendance]
at_least = "80%"
of = "seat"
over = "12 months"
"""


@pytest.fixture
def mace(db: None) -> Iterator[Fernshire]:
    with clock.fixed_at(datetime(2026, 12, 31, 12, tzinfo=UTC)):
        yield fernshire(CHARTER + EIGHTY)


def met(mace: Fernshire, start: datetime, **present: str) -> Meeting:
    """A closed meeting to which these people came, in these capacities."""
    meeting = make_meeting(
        mace.group, start, state="closed", opened_at=start, closed_at=start + timedelta(hours=2)
    )
    for name, capacity in present.items():
        seat = mace.seats["police"] if name in ("Amina", "Dan") else None
        Presence.objects.create(
            partnership=mace.partnership, meeting=meeting, person=mace.person(name),
            agency=mace.person(name).agency, capacity=capacity, seat=seat, arrived_at=start,
            recorded_by=mace.person("Mo"),
        )  # fmt: skip
    return meeting


def row(page: AttendancePage, name: str) -> AttendanceRow:
    return next(row for row in page.rows if row.name == name)


def five_meetings(mace: Fernshire) -> None:
    """Amina came four times and sent Dan once; Jo came three times of five."""
    for month in range(1, 6):
        who = {"Sue": "member"}
        who |= {"Dan": "deputy"} if month == 2 else {"Amina": "member"}
        who |= {"Jo": "member"} if month < 4 else {}
        met(mace, datetime(2026, month, 10, 14, tzinfo=UTC), **who)


def test_a_deputy_counts_for_the_seat_and_is_shown_apart(mace: Fernshire) -> None:
    five_meetings(mace)
    police = row(attendance_page(mace.group), "Police")
    assert (police.expected, police.in_person, police.by_deputy) == (5, 4, 1)


def test_jo_is_below_four_in_five_with_two_absences_in_a_row(mace: Fernshire) -> None:
    five_meetings(mace)
    health = row(attendance_page(mace.group), "Health")
    assert (health.share, health.is_met, health.absences_in_a_row) == (Fraction(3, 5), False, 2)
    assert health.marks == ("Came", "Came", "Came", "Absent", "Absent")


def test_a_seat_that_was_vacant_is_not_expected(mace: Fernshire) -> None:
    five_meetings(mace)
    mace.seats["charity"].appointments.update(from_on=date(2026, 4, 1))
    charity = row(attendance_page(mace.group), "Voluntary sector")
    assert (charity.expected, charity.in_person) == (2, 0)


def test_a_year_is_counted_apart_from_the_last_twelve_months(mace: Fernshire) -> None:
    five_meetings(mace)
    met(mace, datetime(2025, 6, 10, 14, tzinfo=UTC), Amina="member")
    assert attendance_page(mace.group, period="2025").meetings_held == 1
    assert attendance_page(mace.group).meetings_held == 5
    assert attendance_page(mace.group, period="2025").years == (2026, 2025)


def test_a_person_and_an_agency_are_counted_for_themselves(mace: Fernshire) -> None:
    five_meetings(mace)
    by_person = attendance_page(mace.group, "person")
    assert row(by_person, "Amina Khan").in_person == 4
    assert row(attendance_page(mace.group, "agency"), "Fernshire health").in_person == 3


def test_a_cancelled_meeting_was_not_held(mace: Fernshire) -> None:
    make_meeting(mace.group, at(9), state="cancelled")
    page = attendance_page(mace.group)
    assert (page.meetings_held, page.meetings_not_held) == (0, 1)


def test_the_page_and_its_export_say_the_same(mace: Fernshire) -> None:
    with_accounts(mace, "Jo")
    five_meetings(mace)
    browser = Fetcher(mace.person("Jo").account).prove()
    address = f"/groups/{mace.group.pk}/attendance/"
    assert "3 of 5" in browser.get(address).text
    csv = browser.client.get(f"{address}export.csv").content.decode("utf-8-sig")
    assert '"Health","5","3","0","2","4/5","no"' in csv
    assert browser.client.get(f"{address}export.exe").status_code == 404


@pytest.mark.parametrize("query", ["?of=seat", "?of=person", "?of=agency", "?period=2026", "?period=abc"])
def test_every_view_of_it_is_fit_to_be_seen_with_and_without_meetings(mace: Fernshire, query: str) -> None:
    with_accounts(mace, "Jo")
    browser = Fetcher(mace.person("Jo").account)
    browser.get(f"/groups/{mace.group.pk}/attendance/{query}")
    set_need_to_know(mace.partnership.pk)
    five_meetings(mace)
    browser.get(f"/groups/{mace.group.pk}/attendance/{query}")


def test_the_number_of_queries_does_not_grow_with_the_meetings(mace: Fernshire) -> None:
    met(mace, datetime(2026, 1, 10, 14, tzinfo=UTC), Amina="member")
    with CaptureQueriesContext(connection) as one:
        attendance_page(mace.group)
    five_meetings_later(mace)
    with CaptureQueriesContext(connection) as six:
        attendance_page(mace.group)
    assert len(six) == len(one)


def five_meetings_later(mace: Fernshire) -> None:
    for month in range(7, 12):
        met(mace, datetime(2026, month, 10, 14, tzinfo=UTC), Amina="member", Jo="member")
