"""Who came to past meetings, counted for each seat, person, agency or the whole group."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .facts import Facts
from .membership import Seat
from .model import Charter
from .room import Capacity, Presence
from .words import plain


@dataclass(frozen=True, kw_only=True)
class PastMeeting:
    """Who came to one meeting. Seats in `vacant` are not judged; `apologies` are seats that sent theirs."""

    on: date
    present: tuple[Presence, ...] = ()
    apologies: frozenset[str] = frozenset()
    vacant: frozenset[str] = frozenset()
    is_extraordinary: bool = False
    was_held: bool = True

    @cached_property
    def by_seat(self) -> dict[tuple[str, Capacity], frozenset[str]]:
        """Who sat in each seat, as what: looked through once, however many seats are counted."""
        sat: defaultdict[tuple[str, Capacity], set[str]] = defaultdict(set)
        for one in self.present:
            for key in one.seats:
                sat[plain(key), one.capacity].add(one.person)
        return {place: frozenset(people) for place, people in sat.items()}


@dataclass(frozen=True)
class Sittings:
    """How many were expected at one meeting, and how many came themselves or by deputy."""

    expected: int
    in_person: int
    by_deputy: int


Sitting = Callable[[PastMeeting], Sittings | None]


def subjects_of(
    charter: Charter, of: str, meetings: Sequence[PastMeeting]
) -> Iterator[tuple[str, str, Sitting]]:
    """Every seat, person or agency (or the group) with its name and how to count it at a meeting."""
    seats = [seat for seat in charter.seats if seat.status.is_member]
    if of == "seat":
        yield from ((seat.key, seat.role, _of_seats([seat])) for seat in seats)
    elif of == "group":
        yield charter.key, charter.title, _of_seats(seats)
    elif of == "agency":
        yield from _agencies(charter.facts, seats)
    else:
        yield from _people(meetings)


def _of_seats(seats: list[Seat]) -> Sitting:
    def sitting(meeting: PastMeeting) -> Sittings:
        counts = [_seat_at(seat, meeting) for seat in seats]
        expected = sum(count.expected for count in counts)
        return Sittings(expected, sum(c.in_person for c in counts), sum(c.by_deputy for c in counts))

    return sitting


def _seat_at(seat: Seat, meeting: PastMeeting) -> Sittings:
    own = _people_in(seat, meeting, Capacity.MEMBER) | _people_in(seat, meeting, Capacity.COOPTED)
    if not own and seat.key in map(plain, meeting.vacant):
        return Sittings(0, 0, 0)
    in_person = min(seat.places, len(own))
    by_deputy = min(seat.places - in_person, len(_people_in(seat, meeting, Capacity.DEPUTY) - own))
    return Sittings(seat.places, in_person, by_deputy)


def _people_in(seat: Seat, meeting: PastMeeting, capacity: Capacity) -> frozenset[str]:
    return meeting.by_seat.get((seat.key, capacity), frozenset())


def _agencies(facts: Facts, seats: list[Seat]) -> Iterator[tuple[str, str, Sitting]]:
    by_agency: dict[str, list[Seat]] = {}
    for seat in seats:
        for agency in seat.agency:
            by_agency.setdefault(agency, []).append(seat)
    for agency, own in by_agency.items():
        yield agency, facts.agency_name(agency), _any_of(_of_seats(own))


def _any_of(sitting: Sitting) -> Sitting:
    """An agency attends when anyone comes for it."""

    def attended(meeting: PastMeeting) -> Sittings | None:
        count = sitting(meeting)
        if count is None or not count.expected:
            return None
        return Sittings(1, bool(count.in_person), bool(count.by_deputy and not count.in_person))

    return attended


def _people(meetings: Sequence[PastMeeting]) -> Iterator[tuple[str, str, Sitting]]:
    """Members by name; someone is expected from the first meeting at which the record shows them."""
    first: dict[str, tuple[str, date]] = {}
    for meeting in meetings:
        for one in meeting.present:
            if one.capacity in (Capacity.MEMBER, Capacity.COOPTED):
                first.setdefault(one.person, (one.called, meeting.on))
    for person, (name, since) in first.items():
        yield person, name, _of_person(person, since)


def _of_person(person: str, since: date) -> Sitting:
    def sitting(meeting: PastMeeting) -> Sittings | None:
        if meeting.on < since:
            return None
        came = any(
            one.person == person and one.capacity in (Capacity.MEMBER, Capacity.COOPTED)
            for one in meeting.present
        )
        return Sittings(1, int(came), 0)

    return sitting
