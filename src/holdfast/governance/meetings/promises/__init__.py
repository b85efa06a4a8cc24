"""What meetings owe by the terms: that they are held, called, prepared. Causes that other apps settle too."""

from holdfast.governance.meetings.promises.causes import (
    HELD,
    INTERVAL,
    MEETING,
    settle_dates,
    settle_held,
    settle_meetings,
    settle_record,
)
from holdfast.governance.meetings.promises.register import register

__all__ = [
    "HELD",
    "INTERVAL",
    "MEETING",
    "register",
    "settle_dates",
    "settle_held",
    "settle_meetings",
    "settle_record",
]
