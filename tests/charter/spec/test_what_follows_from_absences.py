"""What is expected of attendance, and what follows from absences."""

from datetime import date
from fractions import Fraction

from tests.charter.given import deputy, group, member

from holdfast.charter.attendance import PastMeeting, assess_attendance
from holdfast.charter.findings import SeatAttendance
from holdfast.charter.model import Charter
from holdfast.charter.room import Presence

STEPS = """
[[clause]]
id = "a1"
says = "80% attendance over 12 months."
attendance = { at_least = "80%", over = "12 months" }
[[clause]]
id = "a2"
says = "After two absences in a row with no deputy the chair writes."
absences = { consecutive = 2, then = "The chair writes to the agency", to = "the agency" }
[[clause]]
id = "a3"
says = "If needed the chair asks for another representative."
absences = { step = 2, then = "The chair asks for another representative", if_needed = true }
"""


def met(month: int, *people: str | Presence, year: int = 2026, **more: object) -> PastMeeting:
    present = tuple(member(each) if isinstance(each, str) else each for each in people)
    return PastMeeting(on=date(year, month, 10), present=present, **more)  # type: ignore[arg-type]


def nurse(charter: Charter, *meetings: PastMeeting) -> SeatAttendance:
    finding = assess_attendance(charter, meetings)
    return next(row for row in finding.seats if row.subject == "nurse")


def test_a_share_below_the_expected_is_named() -> None:
    finding = assess_attendance(group(STEPS), [met(1, "Ann", "Bea"), met(2, "Ann")])
    assert finding.met is False
    assert "Nurse (50%)" in finding.reason
    ann = next(row for row in finding.measured if row.subject == "inspector")
    assert ann.share == 1
    assert ann.is_met is True


def test_a_deputys_attendance_counts_and_is_shown_apart() -> None:
    row = nurse(group(STEPS), met(1, deputy("Dan", "nurse")), met(2, "Bea"))
    assert (row.in_person, row.by_deputy, row.share) == (1, 1, Fraction(1))
    strict = STEPS.replace('over = "12 months"', "deputies_count = false")
    assert nurse(group(strict), met(1, deputy("Dan", "nurse")), met(2, "Bea")).share == Fraction(1, 2)


def test_only_the_last_twelve_months_count() -> None:
    row = nurse(group(STEPS), met(1, year=2025), met(2, "Bea", year=2025), met(1, "Bea"))
    assert (row.meetings, row.share) == (2, 1)


def test_two_absences_in_a_row_with_no_deputy_bring_the_first_step_and_the_next_if_needed() -> None:
    row = nurse(group(STEPS), met(1, "Bea"), met(2, "Ann"), met(3, "Ann"))
    assert row.consecutive_absences == 2
    assert [(step.clause, step.is_needed) for step in row.follows] == [("a2", True), ("a3", False)]
    assert row.follows[0].reason == "2 absences in a row with no deputy"


def test_a_deputy_breaks_the_run() -> None:
    row = nurse(group(STEPS), met(1), met(2, deputy("Dan", "nurse")), met(3))
    assert row.consecutive_absences == 1
    assert row.follows == ()


def test_apologies_excuse_only_where_the_terms_say_so() -> None:
    meetings = (met(1), met(2, apologies=frozenset(["nurse"])), met(3, "Bea"), met(4), met(5))
    assert nurse(group(STEPS), *meetings).follows
    excused = STEPS.replace("consecutive = 2", "consecutive = 2, apologies_excuse = true")
    away = (met(1, "Bea"), met(2, apologies=frozenset(["nurse"])), met(3))
    assert nurse(group(excused), *away).follows == ()
    assert nurse(group(STEPS), *away).follows


def test_vacant_seats_and_cancelled_meetings_are_not_absences() -> None:
    row = nurse(group(STEPS), met(1, vacant=frozenset(["nurse"])), met(2, was_held=False), met(3, "Bea"))
    assert (row.meetings, row.consecutive_absences) == (1, 0)


def test_absences_in_all_may_be_counted_instead_of_in_a_row() -> None:
    rule = '[[clause]]\nid = "a"\nsays = "Three in a year."\n'
    rule += 'absences = { any = 3, over = "12 months", then = "The seat is reviewed" }\n'
    meetings = (met(1), met(2, "Bea"), met(3), met(4, "Bea"), met(5))
    assert nurse(group(rule), *meetings).follows[0].reason == "3 absences in 12 months with no deputy"


def test_attendance_may_be_measured_per_agency_or_for_the_group() -> None:
    per_agency = STEPS.replace('over = "12 months"', 'of = "agency"')
    finding = assess_attendance(group(per_agency), [met(1, "Cal"), met(2, "Cal")])
    assert next(row.share for row in finding.measured if row.subject == "social-care") == 1
    whole = assess_attendance(
        group(STEPS.replace('over = "12 months"', 'of = "group"')), [met(1, "Ann", "Bea", "Cal")]
    )
    assert [row.share for row in whole.measured] == [Fraction(1, 2)]


def test_no_share_stated_is_no_verdict() -> None:
    finding = assess_attendance(group(), [met(1, "Ann")])
    assert finding.met is None
    assert "no share of attendance is expected" in finding.reason


def test_no_history_is_no_failure() -> None:
    assert assess_attendance(group(STEPS), []).met is True
