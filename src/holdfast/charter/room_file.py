"""Reads ROOM.json: who is in the room, told as plainly as a person would."""

import difflib
from dataclasses import dataclass
from typing import Any

from .facts import Facts
from .json_file import parse_json, place_in, raise_faults, without_nulls
from .model import Charter
from .place import INVALID, Place
from .room import Capacity, Presence, Room, RoomOverride
from .room_shapes import Items, Name, OfficesHeld, Some
from .shapes import Choice, Json, ListOf, Text, YesNo, said
from .tables import Table, read_table, table_schema
from .words import plain

ALSO = {
    "present": "people",
    "attendees": "people",
    "persons": "people",
    "vacant_seats": "vacancies",
    "organisation": "agency",
    "excluded_items": "excluded_from",
    "kind_of_item": "kind",
    "item_kind": "kind",
    "chair_override": "override",
    "vacant": "vacancies",
    "id": "person",
    "seats": "seat",
    "offices": "office",
    "is_remote": "remote",
    "excluded": "excluded_from",
    "reconvened": "is_reconvened",
}
NOTES = ("note", "notes", "comment", "$schema")


@dataclass(frozen=True, kw_only=True)
class PersonEntry:
    """One person in ROOM.json."""

    person: str = said(Name(), "who it is; the same name twice is one person")
    name: str | None = said(Text(), "how to call them, if `person` is a number or code", default=None)
    seat: tuple[str, ...] = said(
        Some(), "the seat (key or role) or seats they fill or deputise for", default=()
    )
    agency: str | None = said(Text(), "their agency; needed where the seat does not say", default=None)
    capacity: Capacity | None = said(
        Choice(Capacity), "member by default with a seat or office, else in attendance", default=None
    )
    office: tuple[str, ...] = said(Some(), "offices they hold, such as chair", default=())
    role: str | None = said(Text(), "their role, where an office goes with a role", default=None)
    remote: bool = said(YesNo(), "whether they take part from elsewhere", default=False)
    excluded_from: tuple[str, ...] = said(Items(), "items they are excluded from by an interest", default=())
    here: bool = said(YesNo(), "false for someone listed but not in the room", default=True)


@dataclass(frozen=True, kw_only=True)
class OverrideEntry:
    """The chair's override in ROOM.json."""

    by: str = said(Name(), "the person who sets the quorum aside, or the office", default="chair")
    reason: str = said(Text(), "the reason given", default="")
    item: str | None = said(Name(), "the item it is for; the whole meeting if left out", default=None)


@dataclass(frozen=True, kw_only=True)
class RoomFile:
    """What ROOM.json holds."""

    people: tuple[PersonEntry, ...] = said(
        ListOf(Table(PersonEntry), one=True), "everyone in the room", default=()
    )
    vacancies: tuple[str, ...] = said(Some(), "vacant seats", default=())
    held: dict[str, str] | None = said(
        OfficesHeld(), "who holds which office, also if absent", default=None, name="offices"
    )
    override: OverrideEntry | None = said(Table(OverrideEntry), "the chair's override", default=None)
    chair: str | None = said(Name(), "the person in the chair, where several may chair", default=None)
    nominated: str | None = said(Name(), "whom those present have named to chair", default=None)
    item: str | None = said(Name(), "the item that is asked about", default=None)
    kind: str | None = said(Text(), "the kind of that item", default=None)
    is_reconvened: bool = said(YesNo(), "whether this meeting follows an inquorate one", default=False)
    quorum_was_met: bool = said(YesNo(), "whether there was a quorum earlier in this meeting", default=False)


@dataclass(frozen=True)
class Asked:
    """A room, and which item of which kind is asked about."""

    room: Room
    item: str | None
    kind: str | None


def read_room(text: str | bytes, name: str, charter: Charter) -> Asked:
    """Read ROOM.json; `FaultyCharter` names every field that is wrong."""
    place = place_in(name)
    raw = without_nulls(parse_json(text, name))
    if isinstance(raw, list):
        raw = {"people": raw}
    read = read_table(RoomFile, _canonical_room(raw), place)
    if read is INVALID:
        raise_faults(place)
    room = _room(read, charter.facts, place)
    raise_faults(place)
    return Asked(room, read.item, read.kind)


def canonical(table: Any) -> Any:
    """A table with its keys by their first names: 'seats' is 'seat', 'present' is 'people'."""
    if not isinstance(table, dict):
        return table
    return {
        _first_name(key): value
        for key, value in table.items()
        if key not in NOTES and not key.startswith("_")
    }


def _first_name(key: str) -> str:
    name = key.strip().lower().replace(" ", "_").replace("-", "_")
    return ALSO.get(name, name)


def _canonical_room(raw: Any) -> Any:
    table = canonical(raw)
    if not isinstance(table, dict):
        return table
    if "office" in table:
        table["offices"] = table.pop("office")
    people = table.get("people")
    if people == []:
        del table["people"]
    elif isinstance(people, list):
        table["people"] = [_canonical_person(each) for each in people]
    if table.get("override") is False:
        del table["override"]
    return table


def _canonical_person(raw: Any) -> Any:
    table = canonical(raw)
    if isinstance(table, dict) and isinstance(table.get("people"), bool):
        table["here"] = table.pop("people")  # "present": false
    return table


def _room(read: RoomFile, facts: Facts, place: Place) -> Room:
    people = place.at("people")
    override = read.override
    held = {
        _office_key(facts, office, place.at("offices")): person
        for office, person in (read.held or {}).items()
    }
    holders = frozenset(held.values())
    return Room(
        present=tuple(
            presence_of(each, facts, people.at(index), holders)
            for index, each in enumerate(read.people)
            if each.here
        ),
        vacancies=tuple(seat_key(facts, seat, place.at("vacancies")) for seat in read.vacancies),
        offices=held,
        override=RoomOverride(by=override.by, reason=override.reason, item=override.item)
        if override
        else None,
        chair=read.chair,
        nominated=read.nominated,
        is_reconvened=read.is_reconvened,
        quorum_was_met=read.quorum_was_met,
    )


def presence_of(
    entry: PersonEntry, facts: Facts, place: Place, holders: frozenset[str] = frozenset()
) -> Presence:
    """One person's entry as a presence; seats, offices and agencies that look misspelt are faults.

    A role that is a seat's is that seat. The capacity is by default a member's with a seat or office.
    """
    agency = _agency_key(facts, entry.agency, place.at("agency"))
    seats = tuple(seat_key(facts, seat, place.at("seat"), agency) for seat in entry.seat)
    role = plain(entry.role) if entry.role else None
    if role and not seats and _seats_of_role(facts, role, agency):
        seats = (seat_key(facts, role, place.at("role"), agency),)
    in_office = entry.office or entry.person in holders
    in_office = in_office or any(plain(held.role or "") == role for _, held in facts.role_offices)
    return Presence(
        person=entry.person,
        name=entry.name or "",
        seats=seats,
        agency=agency,
        capacity=entry.capacity or (Capacity.MEMBER if seats or in_office else Capacity.IN_ATTENDANCE),
        offices=tuple(_office_key(facts, office, place.at("office")) for office in entry.office),
        role=entry.role,
        is_remote=entry.remote,
        excluded_from=frozenset(entry.excluded_from),
    )


def seat_key(facts: Facts, said_as: str, place: Place, agency: str | None = None) -> str:
    """The key of a seat given by its key or its role, and by its agency where several have that role."""
    by_role = {plain(seat.role): key for key, seat in facts.seats.items()}
    same = _seats_of_role(facts, plain(said_as), agency) if plain(said_as) not in facts.seats else []
    if len(same) > 1:
        place.fault(f"'{said_as}' is the role of several seats; expected the key of one: {', '.join(same)}")
    return same[0] if same else _known(said_as, facts.seats, by_role, "seat", place)


def _seats_of_role(facts: Facts, role: str, agency: str | None) -> list[str]:
    every = [key for key, seat in facts.seats.items() if plain(seat.role) == role]
    return [key for key in every if agency in facts.seats[key].agency] or every


def _office_key(facts: Facts, said_as: str, place: Place) -> str:
    offices = facts.charter.office_by_key
    titles = {plain(office.name): key for key, office in offices.items()}
    return _known(said_as, offices, titles, "office", place)


def _known(said_as: str, keys: Any, names: dict[str, str], kind: str, place: Place) -> str:
    key = plain(said_as)
    if key in keys:
        return key
    if key in names:
        return names[key]
    near = difflib.get_close_matches(key, [*keys, *names], n=1, cutoff=0.6)
    hint = f"did you mean '{near[0]}'?" if near else f"expected one of {', '.join(sorted(keys)) or 'none'}"
    place.fault(f"'{said_as}' is not {'an' if kind == 'office' else 'a'} {kind} of this charter; {hint}")
    return key


def _agency_key(facts: Facts, said_as: str | None, place: Place) -> str | None:
    """The key of an agency; one that the charter does not know is a guest's, unless it looks misspelt."""
    if said_as is None:
        return None
    key = plain(said_as)
    by_name = {plain(agency.name): each for each, agency in facts.agencies.items() if agency.name}
    if key in facts.agencies or key in by_name:
        return by_name.get(key, key) if key not in facts.agencies else key
    near = difflib.get_close_matches(key, [*facts.agencies, *by_name], n=1, cutoff=0.85)
    if near:
        place.fault(f"'{said_as}' is not an agency of this charter; did you mean '{near[0]}'?")
    return key


def room_schema() -> Json:
    """The JSON Schema of ROOM.json by the first names of its fields; notes may stand anywhere."""
    schema = table_schema(RoomFile)
    notes: Json = {note: {} for note in NOTES}
    person = table_schema(PersonEntry)
    person["properties"] |= notes
    schema["properties"] |= notes | {"people": {"type": "array", "maxItems": 500, "items": person}}
    return {"anyOf": [schema, {"type": "array", "maxItems": 500, "items": person}]}
