"""Who holds the group's offices: by role, by appointment of the Boards for a term, or by election."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from holdfast.charter.membership import HeldBy, Office
from holdfast.demo.world.cast import Cast
from holdfast.demo.world.ledger import Ledger, Someone
from holdfast.demo.world.seating import GroupPlan, OfficeTenure
from holdfast.kernel.clocks import add_months

_YEAR_MONTHS = {"year": 12, "month": 1}
DAY = timedelta(days=1)


class Offices:
    """Draws the holders of a group's offices from its first day on."""

    def __init__(self, ledger: Ledger, cast: Cast, plan: GroupPlan) -> None:
        self.ledger, self.cast, self.plan = ledger, cast, plan
        self.chance = ledger.chance.part("offices")
        self._by_role: dict[tuple[str, str], Someone] = {}
        self._turn = 0

    def fill(self, opened_on: date) -> None:
        """Every office that no seat brings with it."""
        for office in self.plan.charter.offices:
            for way in office.held_by:
                if way.role is not None:
                    self._give(office.key, self._holder_of(way), "role", opened_on)
                elif way.appointed_by:
                    self._by_terms(office, opened_on)
                elif way.elected:
                    self.elect(office, opened_on)

    def _holder_of(self, way: HeldBy) -> Someone:
        """One person for each role, though it may bring several offices."""
        key = (way.role or "", way.agency or next(iter(self.plan.area.agencies)))
        if key not in self._by_role:
            self._by_role[key] = self.cast.person(self.cast.agencies[key[1]], key[0])
        return self._by_role[key]

    def _by_terms(self, office: Office, opened_on: date) -> None:
        start = opened_on
        while start <= self.ledger.today:
            agency = self.cast.agencies[list(self.plan.area.agencies)[self._turn % 4]]
            self._turn += 1
            person = self.cast.person(agency, "Assistant director")
            end = term_end(office, start)
            is_over = end < self.ledger.today
            tenure = self._give(office.key, person, "board", start, end)
            tenure.to_on = end if is_over else None
            tenure.end_reason = "The term ended." if is_over else ""
            start = end + DAY

    def candidates(self, office: Office, day: date) -> list[Someone]:
        """Two members who may stand and who stay: those of the area's steady seats."""
        steady = [
            tenure.person
            for seat in self.plan.area.steady
            for tenure in self.plan.tenures
            if tenure.seat == seat and tenure.covers(day)
        ]
        others = {o.person.id for o in self.plan.offices if o.office != office.key and o.covers(day)}
        free = [person for person in steady if person.id not in others]
        return free[:2]

    def elect(
        self, office: Office, day: date, winner: Someone | None = None, reason: str = ""
    ) -> OfficeTenure:
        """Begin a term by election, ending whoever's it was on the eve."""
        person = winner or self.candidates(office, day)[0]
        for held in self.plan.offices:
            if held.office == office.key and held.to_on is None:
                held.to_on, held.end_reason = day - DAY, reason
        return self._give(office.key, person, "elected", day, term_end(office, day), reason)

    def _give(
        self,
        office: str,
        person: Someone,
        how: str,
        start: date,
        term_ends_on: date | None = None,
        reason: str = "",
    ) -> OfficeTenure:
        identity: UUID = self.chance.identity()
        tenure = OfficeTenure(identity, office, person, how, start, None, term_ends_on, reason)
        self.plan.offices.append(tenure)
        return tenure

    def write(self) -> None:
        """Plan the rows, once all elections are over."""
        for held in self.plan.offices:
            self.ledger.add(
                "groups.OfficeHolding",
                id=held.id,
                group_id=self.plan.id,
                office=held.office,
                person_id=held.person.id,
                how=held.how,
                from_on=held.from_on,
                to_on=held.to_on,
                term_ends_on=held.term_ends_on,
                reason=held.reason[:500],
                end_reason=held.end_reason[:500],
            )


def term_end(office: Office, start: date) -> date:
    """The last day of a term that begins on a day; a year where the charter states none."""
    if office.term is None:
        return add_months(start, 12) - DAY
    return add_months(start, office.term.count * _YEAR_MONTHS[office.term.unit.value]) - DAY
