"""When a child turns 18."""

from __future__ import annotations

from datetime import date


def eighteen_on(birth_on: date) -> date:
    """The 18th birthday; born on 29 February, in other years it is 1 March."""
    try:
        return birth_on.replace(year=birth_on.year + 18)
    except ValueError:
        return date(birth_on.year + 18, 3, 1)
