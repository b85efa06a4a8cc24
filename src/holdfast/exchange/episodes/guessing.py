"""Proposes what the columns of a sheet say, from their headings: for a person to look at and correct."""

from __future__ import annotations

import re
from collections.abc import Sequence

from holdfast.exchange.episodes.sheets import Row, Sheet

_LIKELY: Sequence[tuple[str, str]] = (
    ("reference", r"(our|holdfast) ref(erence)?"),
    ("nhs", r"nhs( (no|number|num))?"),
    ("upn", r"upn|(unique )?pupil (no|number|reference.*)"),
    ("social_care", r"child( ?id)?|(social care|lac|cla|mosaic|client|ssda903)( .*)?(id|no|number|ref.*)"),
    ("police", r"(niche|compact|urn|pnc|nominal|person (ref.*|id|urn)|police.*)"),
    ("birth_on", r"dob|d\.o\.b\.?|date of birth|birth ?date|born"),
    ("given_names", r"(first|given|fore) ?names?"),
    ("family_name", r"(sur|last ?|family ?)names?"),
    ("name", r"(full |child'?s? |person |missing person )?names?|misper"),
    ("kind", r"missing|(episode |absence |incident )?(type|category|status)|missing ?/ ?(away|absent)"),
    ("began_time", r"(start|from|missing|reported|went) time|time (missing|reported|from|left|started)"),
    ("ended_time", r"(end|to|found|return(ed)?|located) time|time (found|returned|located|to|ended)"),
    ("last_seen", r"(date |time |when )?last seen( .*)?"),
    ("began", r"(mis[_ ]?start|start(ed)?|from|missing|reported|(date|when|went|gone) missing).*"),
    ("ended", r"(mis[_ ]?end|end(ed)?|found|returned|located|return|closed|date (found|returned)|to)( .*)?"),
    ("setting", r"(missing )?from (where|what|address|location).*|(location|place) type"),
    ("grade", r"(risk )?(grade|grading|level|assessment)|risk"),
    ("circumstances", r"circumstances|summary|details|narrative|reason.*|notes|comments"),
    ("found_where", r"(where|location|place) (found|located)|found (at|location|where)"),
)  # fmt: skip
_LOOK_AT = 30


def heading_row(sheet: Sheet, wanted: Sequence[str] = ()) -> int:
    """The number of the row with the headings: it has all that are wanted, else it looks most like one."""
    if wanted:
        names = {name.casefold() for name in wanted}
        for number, cells in sheet.rows[:_LOOK_AT]:
            if names <= {str(cell).casefold() for cell in cells}:
                return number
        return 0
    scored = [(_score(cells), -number) for number, cells in sheet.rows[:_LOOK_AT]]
    best, number = max(scored, default=(0, 0))
    return -number if best else 0


def _score(cells: Row) -> int:
    """How much a row looks like headings: different words, of which some are known."""
    said = {cell for cell in cells if isinstance(cell, str) and cell}
    return len(said) + 3 * len(guessed_columns(sorted(said)))


def guessed_columns(headings: Sequence[str]) -> dict[str, str]:
    """Field to heading, each at most once; a heading is used for the first thing that it looks like."""
    found: dict[str, str] = {}
    used: set[str] = set()
    for field, likely in _LIKELY:
        pattern = re.compile(likely)
        for heading in headings:
            plain = re.sub(r"[\s_]+", " ", heading).strip(" :*?").casefold()
            if heading not in used and pattern.fullmatch(plain):
                found[field] = heading
                used.add(heading)
                break
    if "began" not in found and "last_seen" in found:
        found["began"] = found.pop("last_seen")
    return found
