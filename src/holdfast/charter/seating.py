"""What a share is a share of: seats of a charter, filled or voting, or the agencies behind them."""

from collections import Counter
from collections.abc import Iterable

from .facts import Facts, Represents
from .membership import Office, Seat
from .quorum_rule import Among, Base, SharePresent
from .room import Room
from .standing import Standing
from .words import plain

FILLED = (Base.FILLED_SEATS, Base.FILLED_VOTING_SEATS)
VOTING = (Base.VOTING_SEATS, Base.FILLED_VOTING_SEATS)
AGENCIES = (Base.AGENCIES, Base.STATUTORY_AGENCIES)


def base_size(facts: Facts, room: Room, people: Iterable[Standing], need: SharePresent) -> int:
    """The number that a share is taken of; a counted office without a seat is one member more."""
    seats = [seat for seat in facts.seats.values() if is_in(facts, seat, need.of, need.among)]
    if need.of in AGENCIES:
        return len(agencies_of(facts, seats, need.of))
    size = sum(seat.places for seat in seats) + len(seatless_offices(facts, need.of, need.among))
    if need.of in FILLED:
        size -= sum(_vacant(seats, room, people).values())
    return size


def is_in(facts: Facts, seat: Seat, base: Base, among: Among) -> bool:
    """Whether a seat belongs to what is counted; of several agencies that may fill it, one is enough."""
    return (
        seat.is_counted
        and (seat.is_voting or not (among.voting or base in VOTING))
        and (not among.seats or seat.key in among.seats)
        and any(stands_among(facts.represents(seat.key, agency), among) for agency in seat.agency or (None,))
    )


def stands_among(stands: Represents, among: Among) -> bool:
    """Whether someone who stands for this is among those meant."""
    return (
        (not among.sectors or not stands.sectors.isdisjoint(map(plain, among.sectors)))
        and (not among.agencies or not stands.agencies.isdisjoint(among.agencies))
        and stands.sectors.isdisjoint(map(plain, among.not_sectors))
        and stands.agencies.isdisjoint(among.not_agencies)
        and (not among.statutory or bool(stands.statutory))
    )


def agencies_of(facts: Facts, seats: Iterable[Seat], base: Base) -> set[str]:
    """The different agencies behind these seats, each as its whole body."""
    stands = [facts.represents(seat.key, agency) for seat in seats for agency in seat.agency]
    return {
        body for one in stands for body in (one.statutory if base is Base.STATUTORY_AGENCIES else one.bodies)
    }


def seatless_offices(facts: Facts, base: Base, among: Among) -> list[Office]:
    """Offices whose holder counts as a member by a role outside the seats."""
    if among.seats or among.sectors or among.agencies or among.statutory or among.not_sectors:
        return []
    offices = [
        o for o in facts.charter.offices if o.counted and all(h.role and not h.seat for h in o.held_by)
    ]
    return [o for o in offices if o.voting or base not in VOTING]


def _vacant(seats: list[Seat], room: Room, people: Iterable[Standing]) -> Counter[str]:
    """Vacant places: as the room says, and seats not yet confirmed, unless someone sits there."""
    sitting = Counter(seat for one in people for seat in one.seats)
    said = Counter(map(plain, room.vacancies))
    vacant: Counter[str] = Counter()
    for seat in seats:
        empty = max(said[seat.key], seat.places if seat.unconfirmed else 0)
        vacant[seat.key] = max(0, min(empty, seat.places - min(sitting[seat.key], seat.places)))
    return vacant
