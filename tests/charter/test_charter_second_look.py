"""What a stranger got wrong, or could not say, at the first reading of the language guide."""

import json
from datetime import date

import pytest

from holdfast.charter.attendance import assess_attendance
from holdfast.charter.calendar import propose_meetings
from holdfast.charter.command import main
from holdfast.charter.comparing import diff
from holdfast.charter.dates_file import read_holidays
from holdfast.charter.doubting import doubts
from holdfast.charter.history_file import read_history
from holdfast.charter.model import Charter
from holdfast.charter.place import FaultyCharter
from holdfast.charter.plain import explain
from holdfast.charter.reading import load
from holdfast.charter.room_file import read_room
from holdfast.kernel.working_days import ENGLAND_AND_WALES

HEAD = """
key = "group"
title = "Group"
reports_to = "board"
[[body]]
key = "board"
kind = "board"
[[agency]]
key = "police"
sector = "police"
[[clause]]
id = "1"
says = "Members."
[[clause.seat]]
key = "inspector"
role = "Inspector"
agency = "police"
[[clause.seat]]
key = "nurse"
role = "Nurse"
[[clause.office]]
key = "chair"
held_by = { seat = "inspector" }
[[clause]]
id = "2"
says = "None stated."
quorum = "none"
"""


def _charter(more: str = "", head: str = HEAD) -> Charter:
    rule = f'[[clause]]\nid = "3"\nsays = "A rule."\n{more}' if more else ""
    return load(f"{head}{rule}", "group.toml").charter


def _faults(more: str) -> str:
    with pytest.raises(FaultyCharter) as raised:
        _charter(more)
    return "\n".join(map(str, raised.value.faults))


def _room_faults(text: str) -> str:
    with pytest.raises(FaultyCharter) as raised:
        read_room(text, "room.json", _charter())
    return "\n".join(map(str, raised.value.faults))


def _history_faults(*meetings: dict[str, object]) -> str:
    with pytest.raises(FaultyCharter) as raised:
        read_history(json.dumps(meetings), "history.json", _charter())
    return "\n".join(map(str, raised.value.faults))


@pytest.mark.parametrize("every", ["month", "twice a month"])
def test_twice_a_month_may_name_its_two_weeks(every: str) -> None:
    schedule = f'[clause.schedule]\nevery = "{every}"\nweekday = "Wednesday"\nweek = ["first", "third"]'
    meetings = propose_meetings(_charter(schedule), date(2026, 2, 1), 3, avoid={}, holidays=ENGLAND_AND_WALES)
    assert [each.on for each in meetings] == [date(2026, 2, 4), date(2026, 2, 18), date(2026, 3, 4)]


def test_three_weeks_for_two_meetings_a_month_are_a_fault() -> None:
    schedule = (
        '[clause.schedule]\nevery = "twice a month"\nweekday = "Monday"\nweek = ["first", "second", "last"]'
    )
    assert "but meets twice every month" in _faults(schedule)


def test_one_entry_may_stand_without_brackets_wherever_a_list_is_wanted() -> None:
    charter = _charter(
        '[clause.office]\nkey = "secretary"\nheld_by = { elected = true }\n'
        '[clause.office.election]\neligible_sectors = "police"'
    )
    election = charter.office_by_key["secretary"].election
    assert election is not None
    assert election.eligible_sectors == ("police",)


def test_more_people_than_there_are_cannot_call_a_meeting() -> None:
    found = _faults("[clause.extraordinary]\nrequisition_number = 3")
    assert "may be called by 3 members, but the seats hold only 2" in found


def test_a_review_is_not_due_before_the_last_one() -> None:
    review = '[clause.review]\nof = "the terms"\nby = "group"\nlast = 2026-02-01\nnext = 2025-02-01'
    assert "before it was last done" in _faults(review)


def test_turns_need_someone_to_take_them() -> None:
    office = '[clause.office]\nkey = "lead"\nheld_by = { seat = "nurse" }\nin_turn = true'
    assert "is held in turn: expected held_by to be a list" in _faults(office)


def test_a_sector_that_nobody_is_of_is_doubted() -> None:
    charter = _charter('[clause.chairing]\nin_absence = "nomination"\nnominees_from_sectors = "martians"')
    assert [str(doubt) for doubt in doubts(charter)] == [
        "line 28, clause 3: no seat and no agency is of the sector 'martians'"
    ]


def test_a_reporting_line_that_ends_at_no_board_is_doubted() -> None:
    charter = _charter(head=HEAD.replace('kind = "board"', 'kind = "group"'))
    assert "reports to 'board', no board" in str(doubts(charter)[0])


def test_an_office_that_the_charter_does_not_have_is_a_fault_of_the_room() -> None:
    assert "'king' is not an office of this charter" in _room_faults('{"offices": {"king": "Ann"}}')


def test_a_key_that_stands_twice_in_a_room_is_a_fault() -> None:
    assert "'people' stands twice" in _room_faults('{"people": [{"person": "Ann"}], "people": []}')


def test_one_day_twice_in_a_history_is_a_fault_unless_one_is_extraordinary() -> None:
    ann = {"date": "2026-01-05", "present": ["nurse"]}
    assert "meetings[1].date: is listed already" in _history_faults(ann, ann)
    extra = {**ann, "extraordinary": True}
    assert len(read_history(json.dumps([ann, extra]), "history.json", _charter())[0]) == 2


@pytest.mark.parametrize("mark", ["apologies", "vacant"])
def test_a_seat_that_is_both_there_and_not_is_a_fault_of_the_history(mark: str) -> None:
    found = _history_faults({"date": "2026-01-05", "present": ["nurse"], mark: ["nurse"]})
    assert "says two things of the seat 'nurse'" in found


def test_a_member_who_sent_apologies_and_a_deputy_is_no_contradiction() -> None:
    deputy = {"person": "Bo", "seat": "nurse", "capacity": "deputy"}
    told = [{"date": "2026-01-05", "present": [deputy], "apologies": ["nurse"]}]
    assert len(read_history(json.dumps(told), "history.json", _charter())[0]) == 1


def test_no_meetings_are_not_said_to_be_attended_by_everyone() -> None:
    finding = assess_attendance(_charter('[clause.attendance]\nat_least = "75%"'), [])
    assert finding.reason.startswith("no meeting is counted")


def test_a_difference_in_yes_and_no_is_said_so() -> None:
    changed = _charter(head=HEAD.replace('sector = "police"', 'sector = "police"\nstatutory = true', 1))
    assert diff(_charter(), changed)[0].words == "The agency 'police' changed: statutory from no to yes."


def test_a_file_without_end_is_too_large(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "/dev/zero"]) == 3
    assert "is too large" in capsys.readouterr().out


def test_the_governments_file_of_bank_holidays_is_read_as_it_is() -> None:
    day = {"title": "A day of thanks", "date": "2029-06-14", "notes": "", "bunting": True}
    published = {
        "england-and-wales": {"division": "england-and-wales", "events": [day]},
        "scotland": {"division": "scotland", "events": [{**day, "date": "2029-06-15"}]},
    }
    days = read_holidays(json.dumps(published), "bank-holidays.json")
    assert not days.is_working_day(date(2029, 6, 14))
    assert days.is_working_day(date(2029, 6, 15))
    assert days.is_known(date(2029, 12, 31))


@pytest.mark.parametrize("month", range(1, 13))
def test_six_meetings_a_year_are_six_whenever_they_begin_and_whichever_months_are_barred(month: int) -> None:
    day = 'weekday = "Wednesday"\nweek = "third"'
    schedule = f'[clause.schedule]\nat_least = 6\n{day}\nnot_in = ["August", "December"]'
    start = date(2026, month, 1)
    meetings = propose_meetings(_charter(schedule), start, 12, avoid={}, holidays=ENGLAND_AND_WALES)
    assert sum(each.on < start.replace(year=2027) for each in meetings) == 6
    assert not {each.on.month for each in meetings} & {8, 12}


def test_all_of_the_seats_and_months_barred_are_said_as_people_say_them() -> None:
    quorum = '[clause.quorum]\nshare = "100%"'
    said = explain(_charter(f"{quorum}", HEAD.replace('quorum = "none"', 'training = "Kept."')))
    assert said[-1].kept_by == ("The quorum is all of the seats.",)
    schedule = '[clause.schedule]\nevery = "month"\nnot_in = "August"'
    assert "every month, never in August; a date" in explain(_charter(schedule))[-1].kept_by[0]


def test_a_role_that_several_seats_have_needs_a_key_or_an_agency() -> None:
    one, other = (f'[[clause.seat]]\nkey = "{key}"\nrole = "Manager"' for key in ("one", "other"))
    charter = _charter(f'{one}\n{other}\nagency = "police"')
    with pytest.raises(FaultyCharter) as raised:
        read_room(
            '[{"person": "Ann", "seat": "Manager"}, {"person": "Bo", "role": "manager"}]', "room", charter
        )
    words = "is the role of several seats; expected the key of one: one, other"
    found = [str(fault) for fault in raised.value.faults]
    assert found == [f"room: people[0].seat: 'Manager' {words}", f"room: people[1].role: 'manager' {words}"]
    told = '[{"person": "Ann", "seat": "Manager", "agency": "police"}]'
    assert read_room(told, "room.json", charter).room.present[0].seats == ("other",)
