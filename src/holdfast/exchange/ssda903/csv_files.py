"""Reads the CSV files of an SSDA903 return: missing, header and care episodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from holdfast.exchange.days import british_day
from holdfast.exchange.ssda903.tables import (
    EPISODE_COLUMNS,
    HEADER_COLUMNS,
    MISSING_COLUMNS,
    CareEpisode,
    HeaderRow,
    MissingRow,
)
from holdfast.exchange.text_tables import decoded, rows_of
from holdfast.kernel.finding import listed, refuse

Pick = Callable[[Sequence[str], str], str]


def read_missing(content: bytes) -> list[MissingRow]:
    """The rows of `Missing`, as written."""
    return [
        MissingRow.of(number, [pick(cells, column) for column in MISSING_COLUMNS])
        for number, cells, pick in _rows(content, MISSING_COLUMNS, "Missing")
    ]


def read_header(content: bytes) -> dict[str, HeaderRow]:
    """The children of the header by their id; of one that stands there twice, the first row."""
    found: dict[str, HeaderRow] = {}
    for number, cells, pick in _rows(content, HEADER_COLUMNS, "Header"):
        child, birth = pick(cells, "CHILD"), pick(cells, "DOB")
        sex, ethnic, upn = (pick(cells, column) for column in ("SEX", "ETHNIC", "UPN"))
        found.setdefault(child, HeaderRow(number, child, birth, british_day(birth), sex, ethnic, upn))
    return found


def read_care(content: bytes) -> dict[str, list[CareEpisode]]:
    """Care episodes by child, in their order; one without a readable start is left out."""
    found: dict[str, list[CareEpisode]] = defaultdict(list)
    for _, cells, pick in _rows(content, EPISODE_COLUMNS, "Episodes"):
        child, began = pick(cells, "CHILD"), british_day(pick(cells, "DECOM"))
        if began is not None:
            found[child].append(CareEpisode(child, began, british_day(pick(cells, "DEC"))))
    for episodes in found.values():
        episodes.sort(key=lambda one: one.from_on)
    return dict(found)


def _rows(content: bytes, needed: Sequence[str], called: str) -> Iterator[tuple[int, list[str], Pick]]:
    rows = rows_of(decoded(content))
    places = _places(next(rows, (0, []))[1], needed, called)

    def pick(cells: Sequence[str], column: str) -> str:
        place = places.get(column, -1)
        return cells[place].strip() if 0 <= place < len(cells) else ""

    for number, cells in rows:
        yield number, cells, pick


def _places(head: Sequence[str], needed: Sequence[str], called: str) -> dict[str, int]:
    places = {name.strip().upper(): place for place, name in reversed(list(enumerate(head)))}
    if absent := [name for name in needed if name not in places]:
        refuse(
            f"This is not an SSDA903 {called} file: its first row has no {listed(absent, 'or')}."
            f" The columns are {', '.join(needed)}."
        )
    return places
