"""Meetings as iCalendar: right across the clock changes, and saying no more than they must."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from holdfast.kernel.clock import LONDON

PRODUCT = "-//Holdfast//Meetings//EN"
_STATUS = {"proposed": "TENTATIVE", "cancelled": "CANCELLED"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting as a calendar shows it: group, time, and where given its place."""

    id: UUID
    group: str
    starts_at: datetime
    ends_at: datetime
    state: str
    sequence: int
    place: str = ""


def invitation(entry: Entry, link: str, stamped_at: datetime) -> bytes:
    """One meeting to put into a calendar by hand."""
    method = "CANCEL" if entry.state == "cancelled" else "PUBLISH"
    return _calendar([_event(entry, link, stamped_at)], method)


def feed(entries: Iterable[Entry], link_to: Callable[[UUID], str], stamped_at: datetime) -> bytes:
    """A person's meetings for a calendar that subscribes: group, time and link, nothing more."""
    return _calendar([_event(entry, link_to(entry.id), stamped_at) for entry in entries], "PUBLISH")


def _calendar(events: list[Event], method: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add("name", "Holdfast meetings")
    calendar.add("x-wr-calname", "Holdfast meetings")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add_component(london())
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(entry: Entry, link: str, stamped_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.id}@holdfast")
    event.add("dtstamp", stamped_at)
    event.add("dtstart", entry.starts_at.astimezone(LONDON))
    event.add("dtend", entry.ends_at.astimezone(LONDON))
    event.add("summary", f"Cancelled: {entry.group}" if entry.state == "cancelled" else entry.group)
    event.add("status", _STATUS.get(entry.state, "CONFIRMED"))
    event.add("sequence", entry.sequence)
    event.add("url", link)
    event.add("class", "PRIVATE")
    if entry.place:
        event.add("location", entry.place)
    return event


def london() -> Timezone:
    """Europe/London by its present rule, so that every calendar reads the hour alike."""
    zone = Timezone()
    zone.add("tzid", "Europe/London")
    winter, summer = TimezoneStandard(), TimezoneDaylight()
    # Local times of the changes, as the format asks: they carry no zone of their own.
    autumn, spring = datetime(1996, 10, 27, 2), datetime(1981, 3, 29, 1)  # noqa: DTZ001
    changes = ((winter, "GMT", 10, autumn, 1, 0), (summer, "BST", 3, spring, 0, 1))
    for part, name, month, begins, before, after in changes:
        part.add("dtstart", begins)
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone
