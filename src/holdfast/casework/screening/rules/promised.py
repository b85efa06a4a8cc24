"""Which clause of a charter asks that a meeting confirms what was screened, who owes it, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.charter.promises import ClockPromise, Undertaking
from holdfast.kernel.clocks import Period

if TYPE_CHECKING:
    from holdfast.charter.model import Charter

# A clause of casework that speaks of tools that came in, and not of referrals.
CONFIRMING = r"^(?!.*\breferral)(?=.*(\bscreening|\btools?\b))"


@dataclass(frozen=True)
class Stated:
    """The clause, who owes it, and within what time; without one, by the next meeting."""

    clause: str
    by: tuple[str, ...]
    within: Period | None = None


def stated_for_confirming(charter: Charter | None) -> Stated | None:
    """A clock for it where the terms have one, otherwise the clause that asks it, otherwise nothing."""
    if charter is None:
        return None
    return next(_clocks(charter), None) or next(_clauses(charter), None)


def _clocks(charter: Charter) -> Iterator[Stated]:
    for rule in charter.each(ClockPromise):
        said = f"{rule.what} {rule.after}".casefold()
        if "confirm" in said and re.search(CONFIRMING, said):
            yield Stated(rule.clause, rule.by, rule.within)


def _clauses(charter: Charter) -> Iterator[Stated]:
    for rule in charter.each(Undertaking):
        said = " ".join((rule.what, *rule.items)).casefold()
        if rule.kind == "casework" and re.search(CONFIRMING, said):
            yield Stated(rule.clause, rule.by, rule.within)
