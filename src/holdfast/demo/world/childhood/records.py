"""The rows of invented children's records: numbers, addresses, placements, who works with whom, words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from stdnum.gb import nhs

from holdfast.demo.world.chance import Chance
from holdfast.demo.world.childhood.children import PlannedChild
from holdfast.demo.world.childhood.names import STREETS
from holdfast.demo.world.childhood.people import CaseStaff
from holdfast.demo.world.childhood.wording import ROLES, SAID, SOUGHT, WHY_NOT_HEARD
from holdfast.demo.world.ledger import Ledger, Someone, at
from holdfast.groups.membership import LocalAgency

Rows = defaultdict[str, list[dict[str, Any]]]
# One child in so many has a record that only named people see.
_RESTRICTED = 0.006


@dataclass(frozen=True)
class Records:
    """Writes down one child after the other."""

    ledger: Ledger
    chance: Chance
    agencies: Mapping[str, LocalAgency]
    staff: CaseStaff

    def of(self, child: PlannedChild) -> Rows:
        """Everything on record of one child but episodes and what follows from them."""
        rows: Rows = defaultdict(list)
        is_restricted = self.chance.often(_RESTRICTED)
        rows["children.Child"].append(self._child(child, is_restricted))
        self._numbers(rows, child)
        self._home(rows, child)
        self._around(rows, child)
        for area in child.areas:
            self._add(rows, "children.RiskArea", child, area=area, since_on=child.known_since)
        if is_restricted:
            self._grant(rows, child)
        return rows

    def _add(self, rows: Rows, label: str, child: PlannedChild, **values: Any) -> dict[str, Any]:
        own = {"id": self.chance.identity(), "partnership_id": self.ledger.partnership_id}
        row = own | {"child_id": child.id} | values
        rows[label].append(row)
        return row

    def _child(self, child: PlannedChild, is_restricted: bool) -> dict[str, Any]:
        return {
            "id": child.id,
            "partnership_id": self.ledger.partnership_id,
            "reference": child.reference,
            "given_names": child.given_names,
            "family_name": child.family_name,
            "birth_on": child.birth_on,
            "is_birth_estimated": child.is_birth_estimated,
            "sex": child.sex,
            "ethnic_group": child.ethnic_group,
            "language": child.language,
            "needs_interpreter": child.language != "English" and self.chance.often(0.4),
            "school": child.school,
            "has_learning_disability": child.has_learning_disability,
            "legal_status": child.legal_status,
            "is_looked_after": child.home is not None,
            "responsible_authority": child.home.placing[0] if child.home else "",
            "is_restricted": is_restricted,
            "guardian_id": self.staff.guardian.id if is_restricted else None,
            "created_at": at(child.known_since, time(10, 0)),
        }

    def _numbers(self, rows: Rows, child: PlannedChild) -> None:
        """Most have an NHS number; one in fifty was typed wrongly once."""
        number = self._nhs_number()
        is_wrong = self.chance.often(0.02)
        if is_wrong:
            number = number[:-1] + str((int(number[-1]) + 1) % 10)
        if self.chance.often(0.9):
            self._number(rows, child, "nhs", number, is_doubtful=is_wrong)
        self._number(rows, child, "social-care", f"P{self.chance.between(100000, 999999)}")
        if self.chance.often(0.6):
            self._number(
                rows, child, "police", f"MP{self.chance.between(10, 26)}/{self.chance.between(1000, 99999)}"
            )
        if child.home is not None:
            self._number(rows, child, "looked-after", str(self.chance.between(100000, 999999)))

    def _number(
        self, rows: Rows, child: PlannedChild, kind: str, value: str, *, is_doubtful: bool = False
    ) -> None:
        self._add(
            rows, "children.Identifier", child, kind=kind, value=value, written=value, is_doubtful=is_doubtful
        )

    def _nhs_number(self) -> str:
        """A number of the range that is kept for tests; one start in eleven has no check digit."""
        while True:
            digits = f"999{self.chance.between(0, 999999):06d}"
            for check in "0123456789":
                if nhs.is_valid(digits + check):
                    return digits + check

    def _home(self, rows: Rows, child: PlannedChild) -> None:
        street = f"{self.chance.between(1, 140)} {self.chance.one_of(STREETS)}"
        if child.home is None:
            self._add(
                rows, "children.Address", child, lines=street, postcode="ZZ99 3VZ", from_on=child.known_since
            )
            return
        home = child.home
        told = home.from_on + timedelta(days=self.chance.between(1, 12)) if self.chance.often(0.7) else None
        self._add(
            rows, "children.Placement", child,
            placing_authority=home.placing[0], placing_code=home.placing[1],
            host_authority=home.host[0], host_code=home.host[1],
            placement_type=home.kind, provider=home.provider,
            is_placed_out=home.is_out, is_placed_here=home.is_here,
            host_told_on=told if home.is_out else None, from_on=home.from_on,
        )  # fmt: skip

    def _around(self, rows: Rows, child: PlannedChild) -> None:
        """A social worker for most, the school, and others by what the child needs."""
        wanted = ["pupil-entitlement"]
        wanted += ["childrens-social-care"] if child.home or self.chance.often(0.8) else []
        wanted += ["health"] if self.chance.often(0.45) else []
        wanted += ["youth-offending-service"] if "criminal" in child.areas else []
        wanted += ["barnardos"] if "sexual" in child.areas and self.chance.often(0.5) else []
        for key in wanted:
            self._professional(rows, child, self.agencies[key])

    def _professional(self, rows: Rows, child: PlannedChild, agency: LocalAgency) -> None:
        person = self._one_of(agency)
        since = child.known_since + timedelta(days=self.chance.between(0, 60))
        self._add(
            rows, "children.Professional", child,
            agency_id=agency.id, person_id=person.id if person else None,
            name="" if person else "Duty team", email="" if person else "duty@example.org",
            role=ROLES.get(agency.sector, "Worker"), from_on=min(since, self.ledger.today),
        )  # fmt: skip

    def _one_of(self, agency: LocalAgency) -> Someone | None:
        own = [person for person in self.staff.practitioners if person.agency.id == agency.id]
        return self.chance.one_of(own) if own else None

    def _grant(self, rows: Rows, child: PlannedChild) -> None:
        guardian = self.staff.guardian.id
        values = {
            "reason": "Keeps the record.",
            "from_on": child.known_since,
            "granted_by_id": guardian,
        }
        self._add(rows, "children.Grant", child, person_id=guardian, **values)

    def voice(self, rows: Rows, child: PlannedChild, day: date, heard_by: str) -> None:
        """What the child says on a day; in one case of seven nobody could ask."""
        said: dict[str, Any] = {"words": self.chance.one_of(SAID), "heard_on": day, "heard_by": heard_by}
        if self.chance.often(0.14):
            said = {"why_not": self.chance.one_of(WHY_NOT_HEARD)}
        self._add(
            rows, "children.Voice", child,
            outcome_sought=self.chance.one_of(SOUGHT), recorded_at=at(day, time(15, 0)), **said,
        )  # fmt: skip
