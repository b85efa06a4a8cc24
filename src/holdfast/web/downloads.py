"""Lists as CSV and Excel: marked, numbered, without formulas, with nothing that the screen does not show."""

import csv
import io
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

import xlsxwriter
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from holdfast.kernel import clock
from holdfast.web import words
from holdfast.web.masking import masked
from holdfast.web.shell import MARKING

Cell = str | int | float | bool | date | datetime | time | None
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def new_serial() -> str:
    """Twelve letters and digits by which one copy is known."""
    return uuid.uuid4().hex[:12].upper()


@dataclass(frozen=True, slots=True)
class Download:
    """A list to take away: what it is, its columns and rows, and who asked for it and when.

    The `serial` stands in the file and should stand in the trail, so that a stray copy can be traced.
    """

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    asked_by: str
    serial: str = field(default_factory=new_serial)
    made_at: datetime = field(default_factory=clock.now)
    is_invented: bool = False

    @property
    def statement(self) -> str:
        """The line that marks the file."""
        invented = " Everyone and everywhere in this is invented." if self.is_invented else ""
        made = words.moment(self.made_at)
        return f"{MARKING}. {self.title}. Made for {self.asked_by} on {made}. Serial {self.serial}.{invented}"

    @property
    def file_name(self) -> str:
        """Letters, digits and dashes, with the serial."""
        slug = re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")[:60]
        return f"{slug or 'list'}-{self.serial}"


def as_csv(download: Download) -> HttpResponse:
    """The list as CSV, in UTF-8 with the byte order mark that Excel needs."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([safe_text(download.statement)])
    writer.writerow([safe_text(column) for column in download.columns])
    writer.writerows([safe_text(_said(cell)) for cell in row] for row in download.rows)
    content = ("\ufeff" + written.getvalue()).encode()
    return attached(content, "text/csv; charset=utf-8", f"{download.file_name}.csv")


def as_xlsx(download: Download) -> HttpResponse:
    """The list as a workbook of one visible sheet; numbers and dates stay such, text is never a formula."""
    download = masked(replace(download, rows=[tuple(row) for row in download.rows]))
    written = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(written, options) as book:
        _fill(book, download)
    return attached(written.getvalue(), _XLSX, f"{download.file_name}.xlsx")


def _fill(book: xlsxwriter.Workbook, download: Download) -> None:
    book.set_properties({"title": download.title, "status": MARKING, "author": download.asked_by})
    sheet = book.add_worksheet("List")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    formats: dict[type, xlsxwriter.format.Format] = {
        datetime: book.add_format({"num_format": "d mmmm yyyy hh:mm", "align": "left"}),
        date: book.add_format({"num_format": "d mmmm yyyy", "align": "left"}),
    }
    sheet.write_string(0, 0, safe_text(download.statement), bold)
    widths = [len(column) for column in download.columns]
    for number, column in enumerate(download.columns):
        sheet.write_string(2, number, safe_text(column), bold)
    for line, row in enumerate(download.rows, start=3):
        for number, cell in enumerate(row):
            _write(sheet, line, number, cell, formats, wrapped)
            widths[number] = max(widths[number], min(len(_said(cell)), 60))
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width + 2)
    _set_out(sheet)


def _set_out(sheet: "xlsxwriter.worksheet.Worksheet") -> None:
    sheet.freeze_panes(3, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_footer(f"&L{MARKING}&RPage &P of &N")


def _write(
    sheet: "xlsxwriter.worksheet.Worksheet",
    line: int,
    number: int,
    cell: Cell,
    formats: "Mapping[type, xlsxwriter.format.Format]",
    wrapped: "xlsxwriter.format.Format",
) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(line, number, words.london(cell).replace(tzinfo=None), formats[datetime])
    elif isinstance(cell, date):
        sheet.write_datetime(line, number, cell, formats[date])
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(line, number, cell)
    elif text := _said(cell):
        sheet.write_string(line, number, safe_text(text), wrapped)


def safe_text(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula."""
    text = _NOT_IN_XML.sub("", text)
    return f"'{text}" if text.lstrip(" ").startswith(_DANGEROUS) else text


def _said(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return words.short_moment(cell)
    if isinstance(cell, date):
        return words.short_day(cell)
    return words.clock_time(cell) if isinstance(cell, time) else str(cell)


def attached(content: bytes | str, content_type: str, file_name: str) -> HttpResponse:
    """An answer that the browser keeps as a file of this name, and does not show."""
    disposition = content_disposition_header(True, file_name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})
