"""Whether a return interview is owed, whether who holds it is independent, and what may be recorded of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from holdfast.casework.children.rules.coming_of_age import is_adult_on
from holdfast.casework.missing.rules.episodes import Times
from holdfast.charter.model import Charter
from holdfast.charter.promises import ClockPromise
from holdfast.kernel.clocks import Period, Unit
from holdfast.kernel.finding import Finding

# Statutory guidance on children who run away or go missing (2014): within 72 hours of the return.
STATUTORY = Period(72, Unit.HOUR)


def assess_owed(times: Times, birth_on: date | None, found_state: str) -> Finding:
    """Whether the child must be offered an interview: on every return, unless grown up or dead by then."""
    if times.ended_on is None:
        return Finding(met=False, reason="The child has not come back yet.")
    if found_state == "dead":
        return Finding(met=False, reason="The child was found dead.")
    if is_adult_on(birth_on, times.ended_on):
        return Finding(met=False, reason="The child was 18 by the return.")
    return Finding(met=True, reason="An interview is offered on every return.")


def promise_of(charter: Charter | None) -> ClockPromise | None:
    """What the terms promise about return interviews, if they do."""
    promises = charter.each(ClockPromise) if charter else ()
    return next((one for one in promises if "interview" in one.what.lower()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The agency that would hold an interview."""

    name: str
    short_name: str = ""
    is_local_authority: bool = False

    def is_of(self, other: str) -> bool:
        """Whether it is what a record calls by another name: `Fernshire` is `Fernshire Council`."""
        wanted = _words(other)
        names = [_words(name) for name in (self.name, self.short_name) if name]
        if not wanted:
            return False
        if wanted in names:
            return True
        return self.is_local_authority and any(name[: len(wanted)] == wanted for name in names)


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.casefold().replace("'", ""))


def assess_independence(
    holder: Holder, *, is_looked_after: bool | None, placement: str, responsible: Iterable[str]
) -> Finding:
    """Whether whoever holds it stands apart from the placement and, if looked after, from the authority.

    Elsewhere an authority's own interview is a warning: met is None, which refuses nothing.
    """
    if holder.is_of(placement):
        return _refused(
            f"{holder.name} runs the placement: interviews are held by somebody independent of it."
        )
    of_authority = any(holder.is_of(name) for name in responsible)
    if is_looked_after and of_authority:
        return _refused(
            f"{holder.name} is responsible for this looked-after child: an interview is held by somebody"
            " independent of the responsible authority."
        )
    if of_authority or (holder.is_local_authority and not is_looked_after):
        return Finding(
            met=None,
            reason=f"{holder.name} is the authority itself. Consider somebody independent of it.",
        )
    return Finding(met=True, reason=f"{holder.name} is independent of the placement and the authority.")


def assess_held(held_at: datetime, returns: Iterable[Times], now: datetime) -> Finding:
    """Whether an interview can have been held then: after every return that it is about."""
    if held_at > now:
        return _refused("The interview is in the future. Record it once it was held.", tail="")
    for times in returns:
        if times.ended_at is None or held_at < times.ended_at:
            return _refused("The interview is before the child's return. Look at the date and time.", tail="")
    return Finding(met=True, reason="It was held after the return.")


def assess_content(parts: Iterable[str]) -> Finding:
    """Whether anything of what the child said is written."""
    if any(part.strip() for part in parts):
        return Finding(met=True, reason="What the child said is written.")
    return _refused("Write what the child said, or that the child said nothing.", tail="")


def assess_waiting(state: str) -> Finding:
    """Whether something may still be done towards holding it."""
    reason = _OVER.get(state)
    if reason is None:
        return Finding(met=True, reason="The interview is still to be held.")
    return _refused(reason, tail="")


_OVER = {
    "held": "This interview was held already. Open it again first.",
    "declined": "The child declined this interview. Record that it was accepted after all, or open it again.",
    "cancelled": "This interview was called off. Open it again first.",
}


def assess_answer(at: datetime, after: datetime, what: str, now: datetime) -> Finding:
    """Whether something can have been offered, accepted or declined then."""
    if at > now:
        return _refused("That time is still to come. Look at the date and time.", tail="")
    if at < after:
        return _refused(f"It cannot have been {what} before what came first. Look at the date.", tail="")
    return Finding(met=True, reason="The time follows what came before.")


def assess_attempt(at: datetime, returned_at: datetime, now: datetime) -> Finding:
    """Whether somebody can have tried then: after the return, and not in the future."""
    return assess_answer(at, returned_at, "tried", now)


def is_missing_again(returns: Iterable[Times], starts: Iterable[datetime], until: datetime) -> bool:
    """Whether the child went missing again after the last of these returns and before `until`."""
    ends = [times.ended_at for times in returns if times.ended_at is not None]
    return bool(ends) and any(max(ends) <= start < until for start in starts)


def _refused(
    reason: str, tail: str = " Choose somebody else, or say why nobody independent could hold it."
) -> Finding:
    return Finding(met=False, reason=reason + tail)
