"""Whether a discussion rests on the child's own views."""

from __future__ import annotations

from datetime import date, timedelta

from holdfast.kernel.finding import Finding, counted

# The terms do not say how old views may be; ninety days is our reading (see docs/adr).
FRESH = timedelta(days=90)


def assess_voice(heard_on: date | None, day: date) -> Finding:
    """Whether the child's views, last heard on a London date, can speak for the child on a day."""
    if heard_on is None:
        reason = (
            "The child's own views are not on record: the discussion is marked as without the child's voice."
        )
        return Finding(met=False, reason=reason)
    age = day - heard_on
    if age > FRESH:
        reason = (
            f"The child was last heard {counted(age.days, 'day')} ago, more than {FRESH.days}:"
            " the discussion is marked as without the child's voice."
        )
        return Finding(met=False, reason=reason)
    return Finding(met=True, reason=f"The child was heard {_ago(age.days)}.")


def _ago(days: int) -> str:
    return "today" if days <= 0 else f"{counted(days, 'day')} ago"
