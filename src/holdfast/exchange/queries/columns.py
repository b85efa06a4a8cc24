"""What the page that names columns shows of an uploaded list: its sheets, headings and first rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from holdfast.exchange.episodes.cells import as_said, is_known_kind
from holdfast.exchange.episodes.guessing import guessed_columns, heading_row
from holdfast.exchange.episodes.maps import FIELDS
from holdfast.exchange.episodes.moments import Order, order_of
from holdfast.exchange.episodes.sheets import Row, Sheet, open_sheets
from holdfast.exchange.models import ImportFile, ImportMap, ImportRun

_SHOWN_ROWS = 5
_SHOWN_COLUMNS = 12
_MOST_VALUES = 12


@dataclass(frozen=True)
class ColumnsPage:
    """A sheet with a proposal of what its columns say; `looks_american` holds dates with the month first."""

    sheets: Sequence[str]
    sheet: str
    heading_row: int
    headings: Sequence[str]
    first_rows: Sequence[Sequence[str]]
    proposed: Mapping[str, str]
    looks_american: Sequence[str]
    lines: Sequence[Row] = field(repr=False, default=())

    def values_of(self, heading: str) -> list[str]:
        """What the cells of a column say that is not known to mean missing or away."""
        if heading not in self.headings:
            return []
        place = list(self.headings).index(heading)
        said = dict.fromkeys(str(cells[place]).strip() for cells in self.lines if place < len(cells))
        return [text for text in said if text and not is_known_kind(text)][:_MOST_VALUES]


def columns_page(run: ImportRun, sheet: str = "", kept: Mapping[str, Any] | None = None) -> ColumnsPage:
    """The sheet asked for, or the first that looks like a list of episodes; `kept` is a map to begin with."""
    body = ImportFile.objects.values_list("body", flat=True).get(run=run, part="list")
    sheets = open_sheets(bytes(body))
    kept = kept or run.map or {}
    chosen = _chosen(sheets, sheet or str(kept.get("sheet", "")))
    at = int(kept.get("heading_row", 0)) or heading_row(chosen)
    found = next((cells for number, cells in chosen.rows if number == at), ())
    headings = [str(cell).strip() for cell in found]
    lines = [cells for number, cells in chosen.rows if number > at]
    proposed = guessed_columns([name for name in headings if name])
    proposed |= {name: said for name, said in dict(kept.get("columns", {})).items() if said in headings}
    return ColumnsPage(
        [one.name for one in sheets],
        chosen.name,
        at,
        headings,
        [[as_said(cell) for cell in cells[:_SHOWN_COLUMNS]] for cells in lines[:_SHOWN_ROWS]],
        {name: said for name, said in proposed.items() if name in FIELDS},
        _american(headings, lines, proposed),
        lines,
    )


def _chosen(sheets: Sequence[Sheet], wanted: str) -> Sheet:
    for sheet in sheets:
        if sheet.name == wanted and len(sheets) > 1:
            return sheet
    likely = (one for one in sheets if one.rows and "began" in _guessed(one))
    return next(likely, sheets[0])


def _guessed(sheet: Sheet) -> Mapping[str, str]:
    at = heading_row(sheet)
    cells = next((cells for number, cells in sheet.rows if number == at), ())
    return guessed_columns([str(cell) for cell in cells if cell])


def _american(headings: Sequence[str], lines: Sequence[Row], proposed: Mapping[str, str]) -> list[str]:
    """Up to three dates of the proposed columns that have the month first."""
    places = [
        list(headings).index(proposed[name])
        for name in ("began", "ended", "birth_on", "last_seen")
        if proposed.get(name) in headings
    ]
    cells = (str(row[place]) for row in lines for place in places if place < len(row))
    return list(dict.fromkeys(text for text in cells if order_of([text]) is Order.US))[:3]


def kept_maps() -> list[tuple[str, str]]:
    """The maps that are kept, as choices."""
    return [(str(pk), name) for pk, name in ImportMap.objects.values_list("pk", "name")]
