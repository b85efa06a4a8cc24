"""The people of one partnership: their agencies, names, posts and comings and goings."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from holdfast.demo.world.area import Area, LocalBody
from holdfast.demo.world.ledger import Ledger, Someone
from holdfast.demo.world.names import Names, mailbox
from holdfast.groups.membership import LocalAgency

PARTNERSHIP_OFFICE = "partnership-support"
# Posts by the sector of the agency that somebody comes from.
POSTS: dict[str, tuple[str, ...]] = {
    "police": ("Detective inspector", "Detective chief inspector", "Sergeant, missing persons unit"),
    "health": ("Named nurse, safeguarding", "Head of safeguarding", "Designated doctor"),
    "local-authority": ("Service manager", "Head of service", "Team manager", "Principal social worker"),
    "education": ("Safeguarding lead", "Deputy head teacher", "Education welfare officer"),
    "youth-justice": ("Operations manager, youth justice", "Senior practitioner"),
    "voluntary": ("Service manager", "Project lead", "Children's services manager"),
    "probation": ("Senior probation officer", "Deputy head of probation"),
    "housing": ("Housing options manager", "Neighbourhood manager"),
    "public-health": ("Consultant in public health", "Treatment services manager"),
    "community-safety": ("Community safety manager", "Licensing officer"),
    "board": ("Partnership officer", "Policy officer"),
    "other": ("Manager",),
}


class Cast:
    """Draws the partnership's agencies and people into its ledger."""

    def __init__(self, ledger: Ledger, area: Area) -> None:
        self.ledger = ledger
        self.chance = ledger.chance.part("people")
        self._names = Names(self.chance)
        bodies = {**area.agencies, **area.others}
        # The charter's own words for an agency's sector and standing are filled in by `sectors`.
        self._bodies = bodies
        self.agencies: dict[str, LocalAgency] = {}

    def open_agency(self, key: str, sector: str, is_statutory: bool, joined_on: date) -> LocalAgency:
        """The local agency behind a key of the charter."""
        body = self._bodies.get(key) or LocalBody("Partnership support team", "Support team", "board")
        row = self.ledger.add(
            "stewardship.Agency",
            name=body.name,
            short_name=body.short[:60],
            sector=sector,
            is_statutory=is_statutory,
            joined_on=joined_on,
        )
        self.agencies[key] = LocalAgency(row["id"], body.name, body.short, sector, is_statutory, (key,))
        return self.agencies[key]

    def person(self, agency: LocalAgency, job_title: str = "", left_on: date | None = None) -> Someone:
        """Somebody new, with an address at an agency that does not exist."""
        name = self._names.draw()
        title = job_title or self.chance.one_of(POSTS.get(agency.sector, POSTS["other"]))
        domain = "-".join("".join(c for c in word if c.isalnum()) for word in agency.short_name.split())
        row = self.ledger.add(
            "stewardship.Person",
            name=name,
            job_title=title[:200],
            email=f"{mailbox(name)}@{domain.lower()}.example",
            telephone=f"01632 960{self.chance.between(100, 999)}",
            agency_id=agency.id,
            left_on=left_on,
            account_id=None,
        )
        identity: UUID = row["id"]
        return Someone(identity, name, title, agency)

    def mark_left(self, person: Someone, on: date) -> None:
        """Say that somebody has left the agency."""
        row = next(row for row in self.ledger.rows["stewardship.Person"] if row["id"] == person.id)
        row["left_on"] = on
