"""Turns the rows of an SSDA903 return into incoming rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache

from holdfast.casework.children.codes import EthnicGroup, IdentifierKind, Sex
from holdfast.casework.children.rules.identifiers import as_compared
from holdfast.casework.missing.rules.episodes import midnight_of
from holdfast.casework.missing.rules.reporting import EpisodeFacts
from holdfast.exchange.incoming import FileChild, Incoming, Number
from holdfast.exchange.problems import EMPTY
from holdfast.exchange.ssda903.tables import TYPES, HeaderRow, MissingRow, Return

_SEXES = {"1": Sex.MALE.value, "2": Sex.FEMALE.value}
_DOUBTFUL = {"upn-check-letter", "upn-shape"}


def incoming_rows(given: Return) -> Iterator[Incoming]:
    """Every row of `Missing`, with the child as the header describes it."""
    known: dict[tuple[str, date | None], FileChild] = {}
    for row in given.missing:
        key = (row.child, row.born_on)
        if key not in known:
            header = given.header.get(row.child) if given.header is not None else None
            known[key] = _child(row, header)
        if not (row.child or row.start or row.end):
            row.add(EMPTY, "The row names neither a child nor a day.")
        yield Incoming(row.number, row.child[:80], known[key], _facts(row), row.as_written, row.problems)


def _child(row: MissingRow, header: HeaderRow | None) -> FileChild:
    numbers = []
    if row.child:
        numbers.append(Number(IdentifierKind.LOOKED_AFTER.value, as_compared(row.child), row.child[:80]))
    if header is not None and header.upn and not header.upn.upper().startswith("UN"):
        wrong = any(problem.code in _DOUBTFUL for problem in header.problems)
        numbers.append(Number(IdentifierKind.UPN.value, as_compared(header.upn)[:60], header.upn[:80], wrong))
    return FileChild(
        key=row.child,
        numbers=tuple(numbers),
        born_on=row.born_on or (header.born_on if header else None),
        sex=_SEXES.get(header.sex, "") if header else "",
        ethnic_group=header.ethnic.upper() if header and header.ethnic.upper() in EthnicGroup else "",
        is_looked_after=True,
    )


def _facts(row: MissingRow) -> EpisodeFacts | None:
    if row.began_on is None or row.kind not in TYPES or (row.end and row.ended_on is None):
        return None
    return EpisodeFacts(
        began_at=_midnight(row.began_on),
        is_began_known=False,
        ended_at=_midnight(row.ended_on) if row.ended_on else None,
        is_ended_known=row.ended_on is None,
        kind=TYPES[row.kind],
        gone_from="care",
    )


@lru_cache(maxsize=16_384)
def _midnight(day: date) -> datetime:
    return midnight_of(day)
