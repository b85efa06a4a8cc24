"""What the rules of one charter look up again and again, worked out once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .meeting import Declarations
from .membership import Chairing, Cooption, Deputies, Invitees, Office, Seat
from .model import Agency, Charter
from .quorum_rule import Counting, Inquorate, Override, QuorumRule
from .remembering import Memory
from .words import lowered, plain, spoken

if TYPE_CHECKING:
    from .findings import QuorumFinding
    from .standing import Standing


@dataclass(frozen=True)
class Step:
    """One rung of who chairs: an office, or a nomination under a rule, and the clause that says so."""

    office: str
    clause: str
    rule: Chairing | None = None


@dataclass(frozen=True, slots=True)
class Represents:
    """What someone stands for: agencies (with those they are part of), their whole bodies, and sectors."""

    agencies: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    statutory: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()

    def __or__(self, other: "Represents") -> "Represents":
        return Represents(
            self.agencies | other.agencies,
            self.bodies | other.bodies,
            self.statutory | other.statutory,
            self.sectors | other.sectors,
        )


NOTHING = Represents()


class Facts:
    """Lookups over one charter; seats and agencies by plain key, rules by kind of item."""

    def __init__(self, charter: Charter) -> None:
        self.charter = charter
        self.seats = charter.seat_by_key
        self.agencies = charter.agency_by_key
        self.deputies = charter.first(Deputies) or Deputies()
        self.invitees = charter.first(Invitees)
        self.cooption = charter.first(Cooption)
        self.counting = self._general_counting()
        self.rules = tuple(charter.each(QuorumRule))
        self.by_kind = {plain(kind): rule for rule in self.rules for kind in rule.kinds}
        self.general = next((rule for rule in self.rules if not rule.kinds), None)
        self.override = charter.first(Override)
        self.inquorate = tuple(charter.each(Inquorate))
        self.seat_offices = _offices_by_seat(charter)
        self.role_offices = [
            (office, held) for office in charter.offices for held in office.held_by if held.role
        ]
        self.chairing = tuple(charter.each(Chairing))
        self.unshared_seats = frozenset(key for key, seat in self.seats.items() if not seat.several_people)
        self._office_names: dict[str, str] = {}
        self.findings: Memory[QuorumFinding] = Memory()
        self.standings: Memory[Standing] = Memory()
        self._represents: dict[tuple[str | None, str | None], Represents] = {}

    def _general_counting(self) -> Counting:
        declared = self.charter.first(Declarations)
        return Counting(
            deputies=self.deputies.allowed and self.deputies.count,
            invitees=self.invitees.counted if self.invitees else False,
            in_attendance=False,
            remote=True,
            excluded="quorum" not in declared.excludes_from if declared else False,
        )

    @cached_property
    def ladder(self) -> tuple[list[Step], list[Step]]:
        """Who chairs: the offices that do (several: either may), then the steps in their absence."""
        offices = self.charter.offices
        chairs = [office for office in offices if office.key == "chair"] or [
            office
            for office in offices
            if "chair" in office.key and not office.key.startswith(("vice", "deputy"))
        ]
        first = [Step(office.key, office.clause) for office in chairs]
        stated = [Step(key, rule.clause, rule) for rule in self.chairing for key in rule.in_absence]
        if stated:
            return first, stated
        vice = [office for office in offices if office.key in ("vice-chair", "deputy-chair")]
        return first, [Step(office.key, office.clause) for office in vice]

    def rule_for(self, kind: str | None) -> QuorumRule | None:
        """The quorum for this kind of item: its own, or the general one."""
        return (self.by_kind.get(plain(kind)) if kind else None) or self.general

    def inquorate_for(self, kind: str | None) -> Inquorate | None:
        """What an inquorate meeting or item of this kind means."""
        for one in self.inquorate:
            if kind and plain(kind) in map(plain, one.kinds):
                return one
        return next((one for one in self.inquorate if not one.kinds), None)

    def represents(self, seat: str | None, agency: str | None) -> Represents:
        """What someone in this seat, or else from this agency, stands for."""
        key = (seat, agency)
        if key not in self._represents:
            self._represents[key] = self._worked_out(self.seats.get(seat) if seat else None, agency)
        return self._represents[key]

    def _worked_out(self, seat: Seat | None, agency: str | None) -> Represents:
        own = self._agency_of(seat, agency)
        chain = tuple(self.chain(own)) if own else ()
        bodies = frozenset(chain[-1:])
        statutory = any(self._is_statutory(each) for each in chain)
        if seat and seat.statutory is not None:
            statutory = seat.statutory
        sector = seat.sector if seat and seat.sector else self.sector_of(own)
        sectors = frozenset([plain(sector)]) if sector else frozenset()
        return Represents(frozenset(chain), bodies, bodies if statutory else frozenset(), sectors)

    def _agency_of(self, seat: Seat | None, agency: str | None) -> str | None:
        if seat is None or not seat.agency:
            return agency
        if len(seat.agency) == 1:
            return seat.agency[0]
        allowed = any(each in seat.agency for each in self.chain(agency)) if agency else False
        return agency if allowed else None

    def chain(self, agency: str) -> Iterator[str]:
        """An agency and everything that it is a part of, the whole body last."""
        seen: set[str] = set()
        here: str | None = agency
        while here and here not in seen:
            seen.add(here)
            yield here
            known = self.agencies.get(here)
            here = known.part_of if known else None

    def _is_statutory(self, agency: str) -> bool:
        known = self.agencies.get(agency)
        return bool(known and known.statutory)

    def sector_of(self, agency: str | None) -> str | None:
        """The sector of an agency, or of what it is a part of."""
        chain = (self.agencies.get(each) for each in self.chain(agency)) if agency else ()
        return next((each.sector for each in chain if each and each.sector), None)

    def agency_name(self, key: str) -> str:
        """An agency as people say it."""
        known: Agency | None = self.agencies.get(key)
        return known.name if known and known.name else spoken(key)

    def office_name(self, key: str) -> str:
        """An office as people say it, with its article."""
        if key not in self._office_names:
            office = self.charter.office_by_key.get(key)
            name = lowered(office.name) if office else spoken(key)
            self._office_names[key] = f"the {name}"
        return self._office_names[key]

    def seat_name(self, key: str) -> str:
        """A seat as people say it: its role."""
        seat = self.seats.get(key)
        return seat.role if seat else spoken(key)


def _offices_by_seat(charter: Charter) -> dict[str, list[Office]]:
    found: dict[str, list[Office]] = {}
    for office in charter.offices:
        for held in office.held_by:
            if held.seat:
                found.setdefault(held.seat, []).append(office)
    return found
