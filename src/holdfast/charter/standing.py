"""As what each person is in the room: their seats, agencies, sectors and offices, and whether they count."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial

from .facts import NOTHING, Facts, Represents
from .matching import largest_matching
from .quorum_rule import Counting
from .room import Capacity, Presence, Room
from .words import plain

_ORDER = (Capacity.MEMBER, Capacity.DEPUTY, Capacity.COOPTED, Capacity.INVITEE, Capacity.IN_ATTENDANCE)


@dataclass(frozen=True, slots=True)
class Standing:
    """One person in the room, however many entries name them."""

    person: str
    called: str
    capacity: Capacity
    seats: tuple[str, ...]
    sits_in: frozenset[str]
    represents: Represents
    offices: frozenset[str]
    is_counted: bool
    is_voting: bool
    is_remote: bool
    is_excluded: bool


def standings(facts: Facts, room: Room, item: str | None) -> dict[str, Standing]:
    """Everyone in the room by person; with `item`, knowing who is excluded from it."""
    entries: dict[str, list[Presence]] = {}
    for presence in room.present:
        entries.setdefault(presence.person, []).append(presence)
    wanted = plain(item) if item else None
    held: dict[str, tuple[str, ...]] = {}
    for office, person in room.offices.items():
        held[person] = (*held.get(person, ()), plain(office))
    found = {}
    for person, own in entries.items():
        offices = held.get(person, ())
        item = wanted if any(one.excluded_from for one in own) else None
        work_out = partial(_standing, facts, own, offices, item)
        found[person] = facts.standings.answer((*own, offices, item), work_out)
    return found


def _standing(facts: Facts, entries: list[Presence], held: tuple[str, ...], item: str | None) -> Standing:
    first = min(entries, key=lambda entry: _ORDER.index(entry.capacity)) if entries[1:] else entries[0]
    used = _used(facts, entries, first.capacity)
    seats = _seats(facts, used)
    offices = _offices(facts, entries, held)
    excluded = item is not None and any(
        plain(each) in (item, "*") for one in entries for each in one.excluded_from
    )
    return Standing(
        person=first.person,
        called=first.called,
        capacity=first.capacity,
        seats=seats,
        sits_in=frozenset(plain(seat) for entry in entries for seat in entry.seats),
        represents=_represents(facts, used, seats),
        offices=offices,
        is_counted=_is_counted(facts, first.capacity, seats, offices),
        is_voting=_is_voting(facts, first.capacity, seats, offices),
        is_remote=all(entry.is_remote for entry in entries),
        is_excluded=excluded,
    )


def _used(facts: Facts, entries: list[Presence], capacity: Capacity) -> list[Presence]:
    """The entries by which someone counts: a member is not also a deputy unless the terms allow it."""
    if not entries[1:]:
        return entries
    if capacity is Capacity.MEMBER and facts.deputies.members_may_deputise:
        return [entry for entry in entries if entry.capacity in (Capacity.MEMBER, Capacity.DEPUTY)]
    return [entry for entry in entries if entry.capacity is capacity]


def _seats(facts: Facts, used: list[Presence]) -> tuple[str, ...]:
    seats = tuple(
        dict.fromkeys(plain(seat) for entry in used for seat in entry.seats if plain(seat) in facts.seats)
    )
    if used[0].capacity is Capacity.DEPUTY and not facts.deputies.several_seats:
        return seats[:1]
    return seats


def _represents(facts: Facts, used: list[Presence], seats: tuple[str, ...]) -> Represents:
    found = NOTHING
    for entry in used:
        agency = plain(entry.agency) if entry.agency else None
        own = [plain(seat) for seat in entry.seats if plain(seat) in seats]
        for seat in own or (None,):
            if seat is not None or not seats:
                found = (
                    facts.represents(seat, agency)
                    if found is NOTHING
                    else found | facts.represents(seat, agency)
                )
    return found


def _offices(facts: Facts, entries: list[Presence], known: tuple[str, ...]) -> frozenset[str]:
    held = set(known)
    for entry in entries:
        held.update(plain(office) for office in entry.offices)
        for seat in entry.seats:
            for office in facts.seat_offices.get(plain(seat), ()):
                if entry.capacity is Capacity.MEMBER or (
                    office.deputy_acts and entry.capacity is Capacity.DEPUTY
                ):
                    held.add(office.key)
        if entry.role and facts.role_offices:
            held.update(_by_role(facts, entry))
    return frozenset(held)


def _by_role(facts: Facts, entry: Presence) -> Iterable[str]:
    agency = plain(entry.agency) if entry.agency else None
    for office, held in facts.role_offices:
        if plain(held.role or "") == plain(entry.role or "") and (
            held.agency is None or agency in (None, held.agency)
        ):
            yield office.key


def _is_counted(facts: Facts, capacity: Capacity, seats: tuple[str, ...], offices: frozenset[str]) -> bool:
    if capacity is Capacity.COOPTED:
        return any(facts.seats[seat].is_counted for seat in seats) if seats else _coopted(facts, "counted")
    if capacity not in (Capacity.MEMBER, Capacity.DEPUTY):
        return False
    if seats:
        return any(facts.seats[seat].is_counted for seat in seats)
    held = [
        facts.charter.office_by_key[office] for office in offices if office in facts.charter.office_by_key
    ]
    return any(office.counted for office in held) if held else True


def _is_voting(facts: Facts, capacity: Capacity, seats: tuple[str, ...], offices: frozenset[str]) -> bool:
    if capacity is Capacity.COOPTED:
        return any(facts.seats[seat].is_voting for seat in seats) if seats else _coopted(facts, "voting")
    if capacity is Capacity.INVITEE:
        return bool(facts.invitees and facts.invitees.voting)
    if capacity is Capacity.IN_ATTENDANCE:
        return False
    if capacity is Capacity.DEPUTY and not (facts.deputies.allowed and facts.deputies.vote):
        return False
    if seats:
        return any(facts.seats[seat].is_voting for seat in seats)
    held = [
        facts.charter.office_by_key[office] for office in offices if office in facts.charter.office_by_key
    ]
    return any(office.voting for office in held) if held else True


def _coopted(facts: Facts, what: str) -> bool:
    return bool(facts.cooption and getattr(facts.cooption, what))


def counted_people(facts: Facts, people: dict[str, Standing], counting: Counting) -> dict[str, Standing]:
    """Those who count under these switches: a deputy not beside the member whose seat is already filled."""
    able = {person: one for person, one in people.items() if _counts(one, counting)}
    return seated(facts, able, facts.unshared_seats)


def seated(facts: Facts, people: dict[str, Standing], strict: Collection[str]) -> dict[str, Standing]:
    """As many of these as can each have a place of their own in one of the `strict` seats that they share."""
    claims = Counter(seat for one in people.values() for seat in one.seats)
    if not any(claims[seat] > facts.seats[seat].places for seat in claims if seat in strict):
        return people
    # Members come before their deputies, so that a deputy counts only where a place is left.
    order = sorted(people.values(), key=lambda one: _ORDER.index(one.capacity))
    wishes = {one.person: [s for s in one.seats if facts.seats[s].is_counted] or one.seats for one in order}
    found = largest_matching(wishes, lambda seat: facts.seats[seat].places if seat in strict else len(people))
    return {person: one for person, one in people.items() if not one.seats or person in found}


def _counts(one: Standing, counting: Counting) -> bool:
    if (one.is_remote and not counting.remote) or (one.is_excluded and not counting.excluded):
        return False
    if one.capacity is Capacity.INVITEE:
        return bool(counting.invitees)
    if one.capacity is Capacity.IN_ATTENDANCE:
        return bool(counting.in_attendance)
    return one.is_counted and (one.capacity is not Capacity.DEPUTY or bool(counting.deputies))
