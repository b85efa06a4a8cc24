"""Reads one row of a spreadsheet: who, what and when, with a problem for each cell that is not sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from holdfast.exchange.episodes.maps import KINDS, Map
from holdfast.exchange.episodes.moments import Moment, Order, UnclearDate, read_moment, read_time
from holdfast.exchange.episodes.rows import EpisodeRow
from holdfast.exchange.episodes.sheets import Cell, Row
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import listed, refuse

_WHO = ("reference", "social_care", "police", "nhs", "upn", "given_names", "family_name")
_MORE = ("setting", "grade", "circumstances", "found_where")
_KNOWN_KINDS = {
    "m": "missing", "missing": "missing", "missing person": "missing", "misper": "missing",
    "a": "away", "away": "away", "absent": "away", "unauthorised absence": "away",
    "away without authorisation": "away", "away from placement without authorisation": "away",
}  # fmt: skip
_DANGEROUS = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Columns:
    """Where each field stands, and every heading."""

    headings: Sequence[str]
    places: Mapping[str, int]

    @classmethod
    def of(cls, headings: Sequence[str], by: Map) -> Columns:
        """Found by their headings, whatever their capitals; `Refused` naming those that are not there."""
        at = {name.strip().casefold(): place for place, name in reversed(list(enumerate(headings)))}
        if absent := [name for name in by.columns.values() if name.casefold() not in at]:
            there = listed([name for name in headings if name][:40])
            refuse(f"The file has no column {listed(absent, 'or')}. Its headings are {there}.")
        return cls(headings, {field: at[name.casefold()] for field, name in by.columns.items()})

    def place(self, field: str) -> int | None:
        """The column's place from 0; None where the map does not name it."""
        return self.places.get(field)


@dataclass(frozen=True)
class Reader:
    """Reads rows by a map; `orders` says what was seen of each column of dates."""

    by: Map
    columns: Columns
    orders: Mapping[str, Order]
    now: datetime

    def read(self, number: int, cells: Row) -> EpisodeRow:
        """The row with its problems."""
        row = EpisodeRow(number, self._written(cells))
        self._read_who(row, cells)
        self._read_kind(row, cells)
        self._read_began(row, cells)
        self._read_ended(row, cells)
        seen = self._moment(row, cells, "last_seen", "last-seen", "last seen")
        row.last_seen_at = seen.instant() if seen else None
        row.more = {
            field: text for field in _MORE if (text := self._meaning(field, self._text(cells, field)))
        }
        self._judge(row)
        return row

    def _written(self, cells: Row) -> dict[str, str]:
        named = zip(self.columns.headings, cells, strict=False)
        return {heading: text for heading, cell in named if heading and (text := as_said(cell))}

    def _cell(self, cells: Row, field: str) -> Cell:
        place = self.columns.place(field)
        return cells[place] if place is not None and place < len(cells) else ""

    def _text(self, cells: Row, field: str) -> str:
        return as_said(self._cell(cells, field))

    def _meaning(self, field: str, text: str) -> str:
        return self.by.values.get(field, {}).get(text.casefold(), text)

    def _read_who(self, row: EpisodeRow, cells: Row) -> None:
        row.who = {field: text for field in _WHO if (text := self._text(cells, field))}
        if whole := self._text(cells, "name"):
            row.who = {**_parted(whole), **row.who}
        if any(text.startswith(_DANGEROUS) for text in row.written.values()):
            row.add("formula-as-text", "A cell begins like a formula; it is taken as the text that it is.")
        if self._text(cells, "birth_on"):
            born = self._moment(row, cells, "birth_on", "birth", "date of birth")
            row.born_on = born.day if born else None
        if not row.child and not (row.who.get("family_name") and row.born_on):
            row.add("child-missing", "The row does not say which child it is about.")

    def _read_kind(self, row: EpisodeRow, cells: Row) -> None:
        text = self._text(cells, "kind")
        if "kind" not in self.columns.places:
            row.kind = self.by.kind
            return
        meant = self._meaning("kind", text).casefold()
        row.kind = KINDS.get(meant) or _KNOWN_KINDS.get(meant, "")
        if not text:
            row.add("type-missing", "The type is blank: is the child missing, or away?")
        elif not row.kind:
            row.add("type-bad", f"The type is {text[:40]!r}: say in the map whether that is missing or away.")

    def _read_began(self, row: EpisodeRow, cells: Row) -> None:
        if not self._text(cells, "began"):
            row.add("start-missing", "The start is blank.")
            return
        began = self._moment(row, cells, "began", "start", "start")
        if began:
            row.began_at, row.is_began_known = began.instant(), began.at is not None

    def _read_ended(self, row: EpisodeRow, cells: Row) -> None:
        row.is_open = not self._text(cells, "ended")
        ended = self._moment(row, cells, "ended", "end", "end")
        if ended:
            row.ended_at, row.is_ended_known = ended.instant(), ended.at is not None

    def _moment(self, row: EpisodeRow, cells: Row, field: str, code: str, called: str) -> Moment | None:
        """The moment in a column and its time's column, if any; what cannot be read is a problem."""
        cell = self._cell(cells, field)
        if not as_said(cell):
            return None
        try:
            found = read_moment(cell, self.by.dates, self.orders[field])
        except UnclearDate:
            words = (
                f"The {called}, {as_said(cell)[:30]!r}, could be day or month first: the map must say which."
            )
            row.add("date-unclear", words)
            return None
        found = self._with_time(row, cells, field, found)
        if found is None:
            row.add(
                f"{code}-bad", f"The {called}, {as_said(cell)[:30]!r}, is no date such as 03/03/2026 14:30."
            )
        elif found.is_at_clock_change:
            row.add(
                "clock-change", f"The {called} falls in an hour of the clock change: the first was taken."
            )
        return found

    def _with_time(self, row: EpisodeRow, cells: Row, field: str, found: Moment | None) -> Moment | None:
        cell = self._cell(cells, f"{field}_time")
        if found is None or not as_said(cell):
            return found
        at = cell if isinstance(cell, time) else cell.time() if isinstance(cell, datetime) else None
        at = at or read_time(str(cell))
        if at is None:
            row.add(
                "time-bad", f"The time, {as_said(cell)[:20]!r}, is not one such as 14:30; the day is taken."
            )
        return Moment(found.day, at) if at else found

    def _judge(self, row: EpisodeRow) -> None:
        began, ended = row.began_at, row.ended_at
        if began is None:
            return
        if began > self.now:
            row.add("start-in-future", "It starts in the future.")
        if ended and ended > self.now:
            row.add("end-in-future", "It ends in the future.")
        if ended and _is_before(row, ended, began):
            row.add("end-before-start", "It ends before it starts.")
        if row.last_seen_at and ended and ended < row.last_seen_at and row.is_ended_known:
            row.add("found-before-last-seen", "The child is found before being last seen.")
        if row.born_on and began.astimezone(LONDON).date() <= row.born_on:
            row.add("start-before-birth", "It starts on or before the day the child was born.")


def _is_before(row: EpisodeRow, ended: datetime, began: datetime) -> bool:
    if row.is_began_known and row.is_ended_known:
        return ended < began
    return ended.astimezone(LONDON).date() < began.astimezone(LONDON).date()


def _parted(whole: str) -> dict[str, str]:
    """`Family, Given` or `Given Family`."""
    if "," in whole:
        family, _, given = whole.partition(",")
    else:
        given, _, family = whole.rpartition(" ")
    parts = {"given_names": given.strip(), "family_name": family.strip()}
    return {name: text for name, text in parts.items() if text}


def as_said(cell: Cell) -> str:
    """A cell as it is written down and shown."""
    if isinstance(cell, datetime):
        at = cell.astimezone(UTC) if cell.tzinfo else cell
        return f"{at:%d/%m/%Y}" if at.time() == time() else f"{at:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return f"{cell:%H:%M}" if isinstance(cell, time) else cell.strip()


def is_known_kind(text: str) -> bool:
    """Whether a cell says by itself that it is missing or away."""
    return text.casefold() in _KNOWN_KINDS
