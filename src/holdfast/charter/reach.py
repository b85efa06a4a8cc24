"""Whether a quorum could ever be reached: what its seats, sectors and agencies can give at most."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import comb, inf

from holdfast.kernel.finding import counted, listed, plural

from .different import alternatives
from .facts import Facts, Represents
from .place import Place
from .quorum_rule import (
    AgencyPresent,
    AllOf,
    Among,
    AnyOf,
    Base,
    DistinctPresent,
    Kind,
    Leaf,
    MembersPresent,
    Need,
    QuorumRule,
    SectorPresent,
    SharePresent,
)
from .room import Room
from .seating import base_size, is_in, seatless_offices
from .wanting import said_share
from .words import plain, spoken

MOST_WAYS = 200


@dataclass(frozen=True)
class Source:
    """Where people who count may come from: a seat or an office without one, and how many at most."""

    represents: Represents
    number: float


def check_quorum(facts: Facts, rule: QuorumRule, place: Place) -> None:
    """Record a fault for every part of a quorum that nobody could ever meet."""
    if rule.needs is None:
        return
    unbounded = bool(rule.counting.invitees or rule.counting.in_attendance)
    unbounded = unbounded or bool(facts.cooption and facts.cooption.counted) or bool(facts.counting.invitees)
    for leaf in leaves(rule.needs):
        if facts.seats and not unbounded and not _is_open(leaf.among):
            _check_leaf(facts, leaf, place)
        elif isinstance(leaf, SectorPresent | AgencyPresent):
            _check_named(facts, leaf, place)
    for need in _different(rule.needs):
        _check_different(facts, need, place, unbounded)


def _is_open(among: Among) -> bool:
    return bool(among.anyone or among.counting.invitees or among.counting.in_attendance)


def leaves(need: Need) -> Iterator[Leaf]:
    """Every single question inside a need."""
    if isinstance(need, AllOf | AnyOf):
        for part in need.parts:
            yield from leaves(part)
    else:
        yield need


def _different(need: Need) -> Iterator[AllOf]:
    if isinstance(need, AllOf) and need.different_people:
        yield need
    elif isinstance(need, AllOf | AnyOf):
        for part in need.parts:
            yield from _different(part)


def sources(facts: Facts, among: Among) -> list[Source]:
    """Everything from which people who count may come, as narrowed."""
    found = []
    for seat in facts.seats.values():
        if is_in(facts, seat, Base.ALL_SEATS, among):
            number = inf if seat.several_people else seat.places
            found += [Source(facts.represents(seat.key, agency), number) for agency in seat.agency or (None,)]
    for office in facts.charter.offices:
        agencies = [held.agency for held in office.held_by if held.agency and not held.seat]
        if office.counted and not among.seats:
            found += [Source(facts.represents(None, agency), 1) for agency in agencies]
    return found


def _check_leaf(facts: Facts, leaf: Leaf, place: Place) -> None:
    match leaf:
        case MembersPresent():
            most = _most_members(facts, leaf.among)
            if leaf.count > most:
                place.fault(f"asks for {counted(leaf.count, 'member')}, but its seats can give only {most}")
        case SharePresent():
            _check_share(facts, leaf, place)
        case SectorPresent():
            _check_place(
                facts, leaf, lambda one: plain(leaf.sector) in one.sectors, spoken(leaf.sector), place
            )
        case AgencyPresent() if leaf.agency in facts.agencies:
            either = {leaf.agency, *leaf.substitutes}
            _check_place(facts, leaf, lambda one: bool(either & one.agencies), spoken(leaf.agency), place)
            _check_named(facts, leaf, place)
        case DistinctPresent():
            _check_distinct(facts, leaf, place)


def _most_members(facts: Facts, among: Among) -> int:
    seats = [seat for seat in facts.seats.values() if is_in(facts, seat, Base.ALL_SEATS, among)]
    base = Base.VOTING_SEATS if among.voting else Base.ALL_SEATS
    offices = [o for o in facts.charter.offices if o.counted and any(not held.seat for held in o.held_by)]
    outside = (
        len(offices) if among == Among(counting=among.counting) else len(seatless_offices(facts, base, among))
    )
    return sum(seat.places for seat in seats) + outside


def _check_share(facts: Facts, leaf: SharePresent, place: Place) -> None:
    base = base_size(facts, Room(), (), leaf)
    if not base:
        place.fault(f"asks for {said_share(leaf.share)} of the {leaf.of}, but there are none")
    elif leaf.is_more_than and leaf.share == 1:
        place.fault(f"asks for more than all of the {leaf.of}: expected a share below 100%")


def _check_place(
    facts: Facts,
    leaf: SectorPresent | AgencyPresent,
    fits: Callable[[Represents], bool],
    name: str,
    place: Place,
) -> None:
    most = sum(source.number for source in sources(facts, leaf.among) if fits(source.represents))
    if not most:
        place.fault(
            f"asks for someone from {name}, but no seat that counts is from {name}{_known(facts, leaf)}"
        )
    elif leaf.count > most:
        asked = counted(leaf.count, "person", "people")
        place.fault(f"asks for {asked} from {name}, but its seats can give only {most:.0f}")


def _known(facts: Facts, leaf: SectorPresent | AgencyPresent) -> str:
    if isinstance(leaf, AgencyPresent):
        return ""
    sectors = sorted({each for source in sources(facts, Among()) for each in source.represents.sectors})
    return f"; the sectors of its seats are {listed(map(spoken, sectors))}" if sectors else ""


def _check_named(facts: Facts, leaf: SectorPresent | AgencyPresent, place: Place) -> None:
    """Each agency of a set with its substitutes must have a seat; without seats, each sector an agency."""
    if isinstance(leaf, AgencyPresent):
        behind = {agency for one in sources(facts, Among()) for agency in one.represents.agencies}
        for agency in (leaf.agency, *leaf.substitutes) if facts.seats else ():
            if agency in facts.agencies and agency not in behind:
                place.fault(f"names the agency '{agency}', but no seat that counts is from it")
    elif facts.agencies:
        sectors = {plain(sector) for key in facts.agencies if (sector := facts.sector_of(key))}
        sectors |= {plain(seat.sector) for seat in facts.seats.values() if seat.sector}
        if plain(leaf.sector) not in sectors:
            place.fault(f"names the sector '{leaf.sector}', but no agency or seat is of it")


def _check_distinct(facts: Facts, leaf: DistinctPresent, place: Place) -> None:
    found: set[str] = set()
    for source in sources(facts, leaf.among):
        one = source.represents
        found |= {Kind.SECTOR: one.sectors, Kind.AGENCY: one.bodies, Kind.STATUTORY_AGENCY: one.statutory}[
            leaf.kind
        ]
    if leaf.count > len(found):
        asked = counted(leaf.count, f"different {leaf.kind.value}", f"different {plural(leaf.kind.value)}")
        place.fault(f"asks for {asked}, but its seats belong to only {len(found)}")


def _check_different(facts: Facts, need: AllOf, place: Place, unbounded: bool) -> None:
    if _ways(need) > MOST_WAYS:
        place.fault(
            "asks for different people in too many ways: expected fewer parts inside any and at_least"
        )
        return
    most = _most_members(facts, Among())
    least = min(sum(_people(leaf) for leaf in way) for way in alternatives(need))
    if (
        facts.seats
        and not unbounded
        and least > most
        and not any(_is_open(leaf.among) for leaf in leaves(need))
    ):
        place.fault(f"asks for {least} different people, but its seats can give only {most}")


def _people(leaf: Leaf) -> int:
    return int(getattr(leaf, "count", 1))


def _ways(need: Need) -> int:
    """How many ways there are to meet a need, up to a bound."""
    if isinstance(need, AllOf):
        ways = 1
        for part in need.parts:
            ways = min(ways * _ways(part), MOST_WAYS + 1)
        return ways
    if isinstance(need, AnyOf):
        most = max(_ways(part) for part in need.parts)
        return min(comb(len(need.parts), need.count) * int(most**need.count), MOST_WAYS + 1)
    return 1
