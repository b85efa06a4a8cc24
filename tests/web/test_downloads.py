"""Lists that leave the building are marked, numbered, and cannot run anything where they arrive."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.web.downloads import Cell, Download, as_csv, as_xlsx, safe_text

MADE = datetime(2026, 3, 3, 14, 30, tzinfo=UTC)
DANGEROUS = ["=1+1", "+44 7700", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1"]


def download(*rows: list[Cell], title: str = "Actions owed") -> Download:
    return Download(title, ["Action", "Due"], rows, "Priya Nair", serial="ABC123", made_at=MADE)


def csv_rows(asked: Download) -> list[list[str]]:
    return list(csv.reader(io.StringIO(as_csv(asked).content.decode("utf-8-sig"), newline="")))


def test_both_kinds_say_what_they_are_for_whom_and_when() -> None:
    made = "Made for Priya Nair on Tuesday 3 March 2026 at 2:30pm. Serial ABC123."
    said = f"OFFICIAL-SENSITIVE. Actions owed. {made}"
    assert csv_rows(download())[0] == [said]
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(download()).content)).active
    assert sheet is not None
    assert sheet["A1"].value == said
    assert "OFFICIAL-SENSITIVE" in str(sheet.oddFooter.left.text)


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_is_a_formula(text: str) -> None:
    assert csv_rows(download([text, None]))[2][0].startswith("'")
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(download([text, None])).content)).active
    assert sheet is not None
    assert sheet["A4"].data_type == "s"
    assert str(sheet["A4"].value).startswith("'")


@given(st.text())
def test_no_text_at_all_begins_as_a_formula_does(text: str) -> None:
    assert not safe_text(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_numbers_and_dates_stay_such_in_the_workbook() -> None:
    asked = download(["Visit", date(2026, 3, 3)], [-3, MADE], [True, None])
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(asked).content)).active
    assert sheet is not None
    assert sheet["B4"].value == datetime(2026, 3, 3)
    assert sheet["A5"].value == -3
    assert sheet["B5"].value == datetime(2026, 3, 3, 14, 30)
    assert sheet["A6"].value == "yes"
    assert csv_rows(asked)[2][1] == "3 March 2026"


def test_the_workbook_hides_nothing() -> None:
    content = as_xlsx(download(["Visit", None])).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [sheet.sheet_state for sheet in book] == ["visible"]
    assert not any(
        "comment" in name or "Cache" in name for name in zipfile.ZipFile(io.BytesIO(content)).namelist()
    )


def test_names_with_accents_emoji_and_right_to_left_arrive_whole() -> None:
    name = "Zoë O’Brien 🙂 محمد"
    assert csv_rows(download([name, None]))[2][0] == name


def test_a_file_name_cannot_carry_a_header_or_a_path() -> None:
    answer = as_csv(download(title='../../etc/x"\r\nSet-Cookie: a=b'))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="etc-x-set-cookie-a-b-ABC123.csv"'


def test_an_invented_list_says_so() -> None:
    asked = Download("Actions", ["A"], [], "Priya", is_invented=True)
    assert asked.statement.endswith("Everyone and everywhere in this is invented.")
