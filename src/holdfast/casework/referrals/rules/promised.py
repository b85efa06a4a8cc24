"""Which clauses of a charter state a time for triage, or for telling the referrer; else it is measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.charter.promises import ClockPromise, Undertaking
from holdfast.kernel.clocks import Period

if TYPE_CHECKING:
    from holdfast.charter.model import Charter

# By these words of what is promised it is known which of the two is meant.
TRIAGE = ("triage", "screened", "looked at")
OUTCOME = ("outcome", "referrer", "whoever sent it", "heard back")


@dataclass(frozen=True)
class Stated:
    """A time that the terms state for something after a referral, and who owes it."""

    clause: str
    within: Period
    by: tuple[str, ...]


def stated_for(charter: Charter | None, words: tuple[str, ...]) -> Stated | None:
    """The first time that the terms state for one of the words, counted from a referral."""
    if charter is None:
        return None
    return next((one for one, said in _timed(charter) if any(word in said for word in words)), None)


def _timed(charter: Charter) -> Iterator[tuple[Stated, str]]:
    rules: list[ClockPromise | Undertaking] = [*charter.each(ClockPromise), *charter.each(Undertaking)]
    for rule in rules:
        if rule.within is not None and rule.after is not None and "referral" in rule.after.casefold():
            yield Stated(rule.clause, rule.within, rule.by or ("group",)), rule.what.casefold()
