"""Turns the rows of a spreadsheet into incoming rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from holdfast.casework.children.codes import IdentifierKind
from holdfast.casework.children.rules.identifiers import as_compared, assess_identifier
from holdfast.casework.missing.models import Episode
from holdfast.casework.missing.rules.episodes import GRADES
from holdfast.casework.missing.rules.reporting import EpisodeFacts
from holdfast.exchange.episodes.rows import EpisodeRow
from holdfast.exchange.incoming import FileChild, Incoming, Number
from holdfast.exchange.problems import EMPTY

_NUMBERS = {
    "social_care": IdentifierKind.SOCIAL_CARE.value,
    "police": IdentifierKind.POLICE.value,
    "nhs": IdentifierKind.NHS.value,
    "upn": IdentifierKind.UPN.value,
}


def incoming_rows(rows: Iterable[EpisodeRow]) -> Iterator[Incoming]:
    """Every row, with the child as the row describes it."""
    known: dict[tuple[object, ...], FileChild] = {}
    for row in rows:
        same = (*sorted(row.who.items()), row.born_on)
        if same not in known:
            known[same] = _child(row)
        if not row.who and row.began_at is None:
            row.add(EMPTY, "The row names neither a child nor a day.")
        yield Incoming(row.number, row.child[:80], known[same], _facts(row), row.as_written, row.problems)


def _child(row: EpisodeRow) -> FileChild:
    numbers = tuple(
        Number(kind, as_compared(written)[:60], written[:80], assess_identifier(kind, written).met is False)
        for field, kind in _NUMBERS.items()
        if (written := row.who.get(field)) and as_compared(written)
    )
    return FileChild(
        key=row.child_key,
        numbers=numbers,
        reference=row.who.get("reference", "").upper(),
        given_names=row.who.get("given_names", "")[:200],
        family_name=row.who.get("family_name", "")[:200],
        born_on=row.born_on,
    )


def _facts(row: EpisodeRow) -> EpisodeFacts | None:
    """None where no episode can be read; a grade or place that no list has is kept in the circumstances."""
    if row.began_at is None or not row.kind or (row.ended_at is None and not row.is_open):
        return None
    grade, gone_from = row.more.get("grade", "").casefold(), row.more.get("setting", "").casefold()
    notes = [row.more.get("circumstances", "")]
    if grade and grade not in GRADES:
        notes.append(f"Grade in the file: {row.more['grade']}.")
    if gone_from and gone_from not in Episode.GoneFrom:
        notes.append(f"Missing from, in the file: {row.more['setting']}.")
    return EpisodeFacts(
        began_at=row.began_at,
        is_began_known=row.is_began_known,
        ended_at=row.ended_at,
        is_ended_known=row.is_ended_known,
        kind=row.kind,
        gone_from=gone_from if gone_from in Episode.GoneFrom else "not-known",
        grade=grade if grade in GRADES else "",
        last_seen_at=row.last_seen_at,
        circumstances="\n".join(filter(None, notes)),
        found_where=row.more.get("found_where", "")[:300],
    )
