"""Lists of episodes from other systems are read by a map, whatever wrote them. Everybody is invented."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from holdfast.exchange.episodes.guessing import guessed_columns, heading_row
from holdfast.exchange.episodes.judging import judge_together
from holdfast.exchange.episodes.maps import Map, map_from, read_map
from holdfast.exchange.episodes.moments import Moment, Order, UnclearDate, order_of, read_moment, read_time
from holdfast.exchange.episodes.reading import ReadSheet, read_sheet, sheet_for
from holdfast.exchange.episodes.sheets import open_sheets
from holdfast.kernel.finding import Refused

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
COLUMNS = {"police": "URN", "name": "Name", "birth_on": "DOB", "began": "Missing from", "ended": "Found"}


def read(content: bytes, **more: Any) -> ReadSheet:
    by = map_from({"columns": COLUMNS, **more})
    found = read_sheet(sheet_for(open_sheets(content), by), by, NOW)
    judge_together(found.rows)
    return found


def codes(found: ReadSheet) -> list[set[str]]:
    return [{problem.code for problem in row.problems} for row in found.rows]


def table(*rows: str) -> bytes:
    return "\n".join(["URN,Name,DOB,Missing from,Found", *rows]).encode()


@pytest.fixture
def police_workbook() -> bytes:
    """Two sheets; the second has a title over the headings, merged names, a formula, and dates as text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        book.add_worksheet("Read me").write(0, 0, "Exported by the system")
        sheet = book.add_worksheet("Export")
        sheet.merge_range(0, 0, 0, 4, "Missing persons, invented")
        sheet.write_row(2, 0, ["URN", "Name", "DOB", "Missing from", "Found"])
        sheet.merge_range(3, 0, 4, 0, "7001")
        sheet.write_row(3, 1, ["Hale, Robin"])
        sheet.write_datetime(3, 2, datetime(2010, 5, 6), moment)
        sheet.write_datetime(3, 3, datetime(2026, 7, 3, 22, 15), moment)
        sheet.write_formula(3, 4, "=D4+1", moment, 46207.5)
        sheet.write_row(4, 1, ["Hale, Robin", "06/05/2010", "9 July 2026 11:05pm", "10/07/2026"])
        sheet.write_row(6, 0, [7002, '=HYPERLINK("x")', "2011-02-03", "29/03/2026 01:30", ""])
    return out.getvalue()


def test_a_police_export_is_read_as_it_is(police_workbook: bytes) -> None:
    found = read(police_workbook)
    assert found.sheet == "Export"
    robin, again, other = found.rows
    assert [row.number for row in found.rows] == [4, 5, 7]
    assert robin.who == {"police": "7001", "given_names": "Robin", "family_name": "Hale"}
    assert (robin.born_on, robin.began_at) == (date(2010, 5, 6), datetime(2026, 7, 3, 21, 15, tzinfo=UTC))
    assert robin.ended_at == datetime(2026, 7, 4, 11, tzinfo=UTC)
    assert again.who["police"] == "7001"
    assert again.began_at == datetime(2026, 7, 9, 22, 5, tzinfo=UTC)
    assert (again.ended_at, again.is_ended_known) == (datetime(2026, 7, 9, 23, tzinfo=UTC), False)
    assert other.child == "7002"
    assert other.is_open
    assert codes(found) == [set(), set(), {"formula-as-text", "clock-change"}]


@pytest.fixture
def workbook_that_never_met_excel() -> bytes:
    """A formula without its value, an error, hours below nothing, and a day and time as one fraction."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["URN", "Name", "DOB", "Missing from", "Found", "Hours"])
    sheet.append(["1", "Hale, Robin", "06/05/2010", "03/07/2026 22:15", "=D2+1", 0.25])
    sheet.append(["2", "Hale, Ash", "06/05/2010", "03/07/2026 22:15", "#N/A", -0.125])
    sheet.append(["3", "Hale, Kit", "06/05/2010", 46056.60416666, 46057.5, 30.25])
    sheet["E3"].data_type = "e"
    for cell in ("D4", "E4"):
        sheet[cell].number_format = "dd/mm/yyyy hh:mm"
    for cell in ("F2", "F3", "F4"):
        sheet[cell].number_format = "[h]:mm:ss"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_cell_that_could_not_be_worked_out_never_makes_a_child_missing_to_this_day(
    workbook_that_never_met_excel: bytes,
) -> None:
    robin, ash, kit = read(workbook_that_never_met_excel).rows
    assert (robin.is_open, ash.is_open) == (False, False)
    for row in (robin, ash):
        assert "end-bad" in {problem.code for problem in row.problems}
    assert kit.began_at == datetime(2026, 2, 3, 14, 30, tzinfo=UTC)


def test_dates_with_the_month_first_are_asked_about() -> None:
    rows = ("1,A B,02/03/2010,04/25/2026 10:00,04/26/2026", "2,C D,02/13/2010,04/05/2026,04/05/2026")
    asked = read(table(*rows))
    assert [question.code for question in asked.questions] == ["date-order"]
    assert "04/25/2026" in asked.questions[0].sentence
    assert codes(asked) == [{"date-unclear"}, {"date-unclear"}]
    told = read(table(*rows), dates="us")
    assert (told.questions, codes(told)) == ((), [set(), set()])
    assert told.rows[1].began_at == datetime(2026, 4, 4, 23, tzinfo=UTC)
    assert told.rows[0].born_on == date(2010, 2, 3)


def test_dates_with_the_day_first_are_not() -> None:
    found = read(table("1,A B,02/03/2010,25/04/2026 10:00,26/04/2026", "2,C D,02/03/2010,04/05/2026,"))
    assert (found.questions, codes(found)) == ((), [set(), set()])
    assert found.rows[1].began_at == datetime(2026, 5, 3, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("1,A B,02/03/2010,04/05/2026,05/05/2026", set()),
        ("1,A B,02/03/2010,,05/05/2026", {"start-missing"}),
        ("1,A B,02/03/2010,last Tuesday,05/05/2026", {"start-bad"}),
        ("1,A B,02/03/2010,04/05/2026,later", {"end-bad"}),
        ("1,A B,soon,04/05/2026,05/05/2026", {"birth-bad"}),
        ("1,A B,02/03/2010,04/05/2026,03/05/2026", {"end-before-start"}),
        ("1,A B,02/03/2010,04/05/2026 14:00,04/05/2026", set()),
        ("1,A B,02/03/2010,04/05/2026 14:00,04/05/2026 13:00", {"end-before-start"}),
        ("1,A B,04/05/2026,04/05/2026,05/05/2026", {"start-before-birth"}),
        ("1,A B,02/03/2010,04/05/2036,", {"start-in-future"}),
        (",,02/03/2010,04/05/2026,", {"child-missing"}),
        ("1,@SUM(A1),02/03/2010,04/05/2026,", {"formula-as-text"}),
    ],
)
def test_one_row_by_itself(row: str, expected: set[str]) -> None:
    assert codes(read(table(row))) == [expected]


def test_rows_of_one_child_follow_one_another() -> None:
    def two(first: str, second: str) -> list[set[str]]:
        return codes(read(table(f"1,A B,02/03/2010,{first}", f"1,A B,02/03/2010,{second}")))

    assert two("04/05/2026 10:00,04/05/2026 12:00", "04/05/2026 12:00,04/05/2026 13:00") == [set(), set()]
    assert two("04/05/2026,05/05/2026", "05/05/2026 09:00,06/05/2026") == [set(), set()]
    assert two("05/05/2026,06/05/2026", "04/05/2026,05/05/2026 09:00") == [set(), set()]
    assert two("04/05/2026,04/05/2026", "04/05/2026,04/05/2026") == [set(), {"repeated-row"}]
    assert two("04/05/2026 10:00,04/05/2026 12:00", "04/05/2026 11:00,") == [{"overlap"}, {"overlap"}]
    assert two("04/05/2026 10:00,", "05/05/2026,06/05/2026") == [set(), {"new-while-open"}]
    twins = read(table("1,A B,02/03/2010,04/05/2026,", "1,A B,02/03/2011,04/06/2026,04/06/2026"))
    assert codes(twins) == [{"birth-differs"}, {"birth-differs", "new-while-open"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_files_are_read_in_every_usual_encoding(encoding: str) -> None:
    content = table("1,Zoë Müller,02/03/2010,04/05/2026,").decode().encode(encoding)
    assert read(content).rows[0].who["family_name"] == "Müller"


def test_times_may_stand_in_columns_of_their_own() -> None:
    columns = {"social_care": "Id", "began": "Day", "began_time": "Hour", "kind": "Type"}
    content = b"Id,Day,Hour,Type\n1,04/05/2026,14:30,Misper\n2,04/05/2026,25:99,gone\n"
    found = read(content, columns=columns, values={"kind": {"Gone": "away"}})
    assert found.rows[0].began_at == datetime(2026, 5, 4, 13, 30, tzinfo=UTC)
    assert [row.kind for row in found.rows] == ["missing", "away"]
    assert codes(found) == [set(), {"time-bad"}]


def test_headings_are_proposed_for_a_person_to_look_at(police_workbook: bytes) -> None:
    sheet = open_sheets(police_workbook)[1]
    assert heading_row(sheet) == 3
    assert guessed_columns(["URN", "Surname", "Forename", "DOB", "Date missing", "Date found", "Risk"]) == {
        "police": "URN",
        "family_name": "Surname",
        "given_names": "Forename",
        "birth_on": "DOB",
        "began": "Date missing",
        "ended": "Date found",
        "grade": "Risk",
    }


def test_a_list_in_other_words_is_guessed_too() -> None:
    guessed = guessed_columns(["NHS number", "Name", "Went missing", "Found", "Comments"])
    assert (guessed["began"], guessed["circumstances"]) == ("Went missing", "Comments")


def test_a_map_is_the_same_from_toml_and_json_and_after_it_was_kept() -> None:
    toml = (
        'name = "Police"\ndates = "uk"\n[columns]\npolice = "URN"\nbegan = "From"\n[values.kind]\nX = "away"'
    )
    read_in = read_map(toml)
    assert read_in == read_map(
        '{"name": "Police", "dates": "uk", "columns": {"police": "URN", "began": "From"},'
        ' "values": {"kind": {"x": "away"}}}'
    )
    assert map_from(read_in.as_kept()) == read_in


@pytest.mark.parametrize(
    "text",
    [
        "columns = 3",
        "[columns]\nbegan = 'From'",
        "[columns]\npolice = 'URN'",
        "[columns]\nfamily_name = 'Name'\nbegan = 'From'",
        "[columns]\npolice = 'URN'\nbegan = 'From'\nhat = 'Hat'",
        "dates = 'fr'\n[columns]\npolice = 'URN'\nbegan = 'From'",
        "colour = 'red'\n[columns]\npolice = 'URN'\nbegan = 'From'",
        "[values.kind]\nX = 'gone'\n[columns]\npolice = 'URN'\nbegan = 'From'",
        "{broken",
    ],
)
def test_a_faulty_map_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Refused, match=r"^The map"):
        read_map(text)


def test_a_file_without_the_mapped_headings_says_which_it_wants() -> None:
    with pytest.raises(Refused, match="No sheet of this file has a row with the headings"):
        read(b"A,B\n1,2\n")
    with pytest.raises(Refused, match="no column URN"):
        read(b"A,B\n1,2\n", heading_row=1)


def test_a_file_that_is_no_table_or_a_bomb_is_refused() -> None:
    for content in (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", b"PK\x03\x04 no archive at all, only its mark"):
        with pytest.raises(Refused):
            open_sheets(content)
    with pytest.raises(Refused, match="not a text file"):
        assert not open_sheets(b"\x89PNG\0\0\0")[0].rows


@given(st.datetimes(datetime(1990, 1, 1), datetime(2049, 12, 31)), st.sampled_from(["uk", "us"]))
def test_what_was_written_in_a_known_order_is_read_back(at: datetime, order: str) -> None:
    day, month = (at.day, at.month) if order == "uk" else (at.month, at.day)
    text = f"{day:02}/{month:02}/{at.year} {at:%H:%M}"
    expected = Moment(at.date(), time(at.hour, at.minute))
    assert read_moment(text, order, Order.UNSEEN) == expected or at.day > 12 or at.month > 12
    if at.day > 12:
        assert read_moment(text, "", order_of([text])) == expected


@pytest.mark.parametrize(
    "text", ["1/2/26", "1.2.2026", "2026-02-01", "1 Feb 2026", "Sunday 1st February 2026", "46054"]
)
def test_the_first_of_february(text: str) -> None:
    assert read_moment(text, "uk", Order.UNSEEN) == Moment(date(2026, 2, 1))


@pytest.mark.parametrize(
    "text", ["", "31/02/2026", "1/13/13/2026", "soon", "2026", "1 Foo 2026", "1/2/2026 25:00"]
)
def test_no_date_at_all(text: str) -> None:
    assert read_moment(text, "uk", Order.UNSEEN) is None


def test_times_and_unclear_days() -> None:
    told = [read_time(text) for text in ("14:30", "2:30pm", "1430", "14.30", "12:05 am", "24:10", "13:00pm")]
    assert told == [time(14, 30)] * 4 + [time(0, 5), None, None]
    with pytest.raises(UnclearDate):
        read_moment("01/02/2026", "", Order.US)
    assert Map({"began": "x"}).kind == "missing"
