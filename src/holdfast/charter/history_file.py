"""Reads the history file: who came to which meetings."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from .facts import Facts
from .json_file import parse_json, place_in, raise_faults, without_nulls
from .model import Charter
from .past import PastMeeting
from .place import INVALID, Place
from .quantities import Day
from .room import Capacity, Presence
from .room_file import PersonEntry, canonical, presence_of, seat_key
from .room_shapes import Some
from .shapes import Choice, Json, ListOf, Text, YesNo, said
from .tables import Table, read_table, table_schema

MARKS = ("present", "deputy", "apologies", "absent", "vacant")


class Marks:
    """How each seat fared: {"nurse": "present", "housing": "deputy"}."""

    def read(self, value: object, place: Place) -> Any:
        """Read it."""
        if not isinstance(value, dict):
            return place.fault('expected each seat with its mark, such as {"nurse": "present"}')
        read = {key: Choice(*MARKS).read(item, place.at(key)) for key, item in value.items()}
        return INVALID if INVALID in list(read.values()) else read

    def schema(self) -> Json:
        """Its schema."""
        return {"type": "object", "additionalProperties": Choice(*MARKS).schema()}


class Who:
    """People who came: seats' keys, or entries as in ROOM.json."""

    def read(self, value: object, place: Place) -> Any:
        """Read them."""
        if value == []:
            return ()
        if not isinstance(value, list):
            return place.fault("expected a list of seats or people")
        tables = [
            {"person": each, "seat": each} if isinstance(each, str) else canonical(each) for each in value
        ]
        return ListOf(Table(PersonEntry)).read(tables, place)

    def schema(self) -> Json:
        """Its schema."""
        return {"type": "array", "items": {"anyOf": [Text().schema(), table_schema(PersonEntry)]}}


@dataclass(frozen=True, kw_only=True)
class MeetingEntry:
    """One meeting of the history file."""

    date: date = said(Day(), "when it was")
    seats: dict[str, str] | None = said(Marks(), "each seat's mark; a seat left out was absent", default=None)
    present: tuple[PersonEntry, ...] = said(Who(), "or who came", default=())
    apologies: tuple[str, ...] = said(Some(), "seats that sent apologies", default=())
    vacant: tuple[str, ...] = said(Some(), "seats that were vacant", default=())
    extraordinary: bool = said(YesNo(), "whether it was an extra meeting", default=False)
    held: bool = said(YesNo(), "false for a cancelled meeting, which counts for nothing", default=True)


@dataclass(frozen=True, kw_only=True)
class HistoryFile:
    """What the history file holds."""

    meetings: tuple[MeetingEntry, ...] = said(
        ListOf(Table(MeetingEntry), one=True), "the meetings", default=()
    )
    as_of: date | None = said(Day(), "up to which day; the last meeting if left out", default=None)


def read_history(
    text: str | bytes, name: str, charter: Charter
) -> tuple[tuple[PastMeeting, ...], date | None]:
    """Read the history file: its meetings, and up to which day they are judged."""
    place = place_in(name)
    raw = without_nulls(parse_json(text, name))
    raw = {"meetings": raw} if isinstance(raw, list) else raw
    if isinstance(raw, dict):
        raw = {key: value for key, value in raw.items() if value != [] or key != "meetings"}
    read = read_table(HistoryFile, raw, place)
    if read is INVALID:
        raise_faults(place)
    meetings = place.at("meetings")
    past = tuple(_past(each, charter.facts, meetings.at(index)) for index, each in enumerate(read.meetings))
    if not place.findings.faults:
        _refuse_contradictions(past, charter.facts, meetings)
    raise_faults(place)
    return past, read.as_of


def _refuse_contradictions(past: tuple[PastMeeting, ...], facts: Facts, place: Place) -> None:
    """A seat marked twice at one meeting, or one meeting listed twice, would spoil the count unseen."""
    days: set[tuple[date, bool]] = set()
    for index, meeting in enumerate(past):
        here = place.at(index)
        day = (meeting.on, meeting.is_extraordinary)
        if meeting.was_held and day in days:
            here.at("date").fault("is listed already: expected one meeting a day, or an extraordinary one")
        days |= {day} if meeting.was_held else set()
        for seat in _said_twice(meeting, facts):
            here.fault(f"says two things of the seat '{seat}': expected present, apologies or vacant")


def _said_twice(meeting: PastMeeting, facts: Facts) -> list[str]:
    came = {
        seat for one in meeting.present if one.capacity is not Capacity.DEPUTY for seat in one.seats
    } | meeting.apologies & meeting.vacant
    single = [seat for seat in meeting.apologies | meeting.vacant if facts.seats[seat].places == 1]
    return sorted(seat for seat in single if seat in came and not facts.seats[seat].several_people)


def _past(entry: MeetingEntry, facts: Facts, place: Place) -> PastMeeting:
    marks = {seat_key(facts, seat, place.at("seats")): mark for seat, mark in (entry.seats or {}).items()}
    people = [presence_of(each, facts, place.at("present").at(i)) for i, each in enumerate(entry.present)]
    people += [_marked(seat, mark) for seat, mark in marks.items() if mark in ("present", "deputy")]
    return PastMeeting(
        on=entry.date,
        present=tuple(people),
        apologies=frozenset(_seats(facts, entry.apologies, marks, "apologies", place)),
        vacant=frozenset(_seats(facts, entry.vacant, marks, "vacant", place)),
        is_extraordinary=entry.extraordinary,
        was_held=entry.held,
    )


def _marked(seat: str, mark: str) -> Presence:
    capacity = Capacity.DEPUTY if mark == "deputy" else Capacity.MEMBER
    return Presence(person=f"{capacity.value} for {seat}", seats=(seat,), capacity=capacity)


def _seats(
    facts: Facts, listed: tuple[str, ...], marks: dict[str, str], mark: str, place: Place
) -> list[str]:
    own = [seat_key(facts, seat, place.at(mark)) for seat in listed]
    return own + [seat for seat, given in marks.items() if given == mark]
