"""A time of day typed in the room, as the instant that was meant."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import Finding, Refused

_ZONE = re.compile(r"\s*\b(gmt|utc|bst)\s*$", re.IGNORECASE)
_OFFSETS = {"gmt": timedelta(0), "utc": timedelta(0), "bst": timedelta(hours=1)}


def split_zone(typed: str) -> tuple[str, str]:
    """`1:30am GMT` as the time and the zone, which tells the two half past ones of an autumn night apart."""
    found = _ZONE.search(typed)
    return (typed[: found.start()], found[1].lower()) if found else (typed, "")


def instant_of(shown: time, *, earliest: datetime, zone: str = "") -> datetime:
    """The first instant, not before `earliest`'s minute, at which a London clock shows `shown`.

    So a meeting may run past midnight or over a clock change. Raises `Refused` for a time that the clocks
    skipped that night.
    """
    start = earliest.astimezone(UTC).replace(second=0, microsecond=0)
    day = start.astimezone(LONDON).date()
    found = [
        instant
        for offset in (0, 1)
        for fold in (0, 1)
        for instant in [_shown(datetime.combine(day + timedelta(days=offset), shown), fold, zone)]
        if instant is not None and instant >= start
    ]
    if not found:
        raise Refused(
            Finding(met=False, reason="The clocks went forward: there was no such time that night.")
        )
    return min(found)


def _shown(local: datetime, fold: int, zone: str) -> datetime | None:
    aware = local.replace(tzinfo=LONDON, fold=fold)
    instant = aware.astimezone(UTC)
    if instant.astimezone(LONDON).replace(tzinfo=None, fold=0) != local:
        return None
    if zone and aware.utcoffset() != _OFFSETS[zone]:
        return None
    return instant
