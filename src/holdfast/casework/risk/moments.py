"""From which moment something holds that was decided on a day and is written down now."""

from __future__ import annotations

from datetime import date, datetime

from holdfast.governance.meetings.models import Meeting
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON


def moment_on(day: date | None, meeting: Meeting | None) -> datetime | None:
    """The end of the meeting if it was held on that London day, otherwise noon; None (now) for today."""
    if day is None or day == clock.today():
        return None
    ended = meeting and (meeting.closed_at or meeting.starts_at)
    if ended and ended.astimezone(LONDON).date() == day:
        return ended
    return clock.noon_of(day)
