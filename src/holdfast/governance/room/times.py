"""A time typed in the room, as the moment of this meeting that was meant."""

from __future__ import annotations

from datetime import datetime, timedelta

from holdfast.governance.meetings.models import Meeting
from holdfast.governance.room.rules.times import instant_of, split_zone
from holdfast.kernel.finding import Finding, Refused
from holdfast.web.forms.times import parse_time

_EARLY = timedelta(hours=2)


def typed_moment(meeting: Meeting, typed: str, *, after: datetime | None = None) -> datetime | None:
    """None for an empty box, which means now. `after` is the moment that it cannot precede.

    Raises `Refused` for what is no time.
    """
    if not typed.strip():
        return None
    text, zone = split_zone(typed.strip())
    shown = parse_time(text)
    if shown is None:
        reason = f"“{typed.strip()[:20]}” is not a time. Write it as 2:30pm or 14:30."
        raise Refused(Finding(met=False, reason=reason))
    earliest = after or (min(meeting.starts_at, meeting.opened_at or meeting.starts_at) - _EARLY)
    return instant_of(shown, earliest=earliest, zone=zone)
