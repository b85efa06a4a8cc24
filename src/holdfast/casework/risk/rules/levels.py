"""When a level of risk may be set: pure functions of plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from holdfast.kernel.finding import Finding

RANK = {"": 0, "low": 1, "medium": 2, "high": 3}


def highest(levels: Iterable[str]) -> str:
    """The highest of several levels; empty where there is none."""
    return max(levels, key=RANK.__getitem__, default="")


def assess_reason(reason: str, what: str) -> Finding:
    """Whether the reason that an act needs was given."""
    given = bool(reason.strip())
    return Finding(met=given, reason="A reason was given." if given else f"Say why {what}.")


def assess_provisional(present: str, is_present_confirmed: bool, level: str) -> Finding:
    """Whether a provisional level may be set: it never lowers one that a meeting confirmed.

    What waits for a meeting may make a child safer meanwhile, never less watched.
    """
    lowers = is_present_confirmed and RANK[level] < RANK[present]
    reason = (
        f"A meeting confirmed {present}: a provisional level can only raise that. Bring it to a meeting,"
        " which may confirm a lower one."
        if lowers
        else "It lowers no confirmed level."
    )
    return Finding(met=not lowers, reason=reason)


def assess_override(suggested: str, level: str, reason: str) -> Finding:
    """Whether a level that differs from the framework's says why: judgement may override, with a reason."""
    differs = bool(suggested) and suggested != level
    needs = differs and not reason.strip()
    return Finding(
        met=not needs,
        reason=f"The framework says {suggested}: say why the level is {level} instead."
        if needs
        else "The level is the framework's, or the reason for another was given.",
    )


def assess_when(at: datetime, last_at: datetime | None, now: datetime) -> Finding:
    """Whether something may be dated then: neither to come nor before what it changes."""
    if at > now:
        return Finding(met=False, reason="The date is still to come. Enter it once it is.")
    if last_at is not None and at < last_at:
        return Finding(met=False, reason="There is a later entry already. Give a date after it, or now.")
    return Finding(met=True, reason="The date is possible.")


def assess_unchanged(seen: object, present: object) -> Finding:
    """Whether what somebody changes is still what they were looking at; `seen` None asks nothing."""
    met = seen is None or seen == present
    return Finding(
        met=met,
        reason="Nobody changed it meanwhile."
        if met
        else "Somebody else changed this while you were writing. Look at what is there now, then decide.",
    )
