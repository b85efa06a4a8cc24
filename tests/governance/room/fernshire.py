"""The Fernshire MACE as these tests know it: five seats, a chair, a minute taker, one charter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.room.models import Presence
from holdfast.governance.room.operations import open_meeting, record_arrival
from holdfast.groups.models import Group, Seat
from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.tenancy.models import Agency, Partnership, Person
from tests.factories import (
    appoint,
    bind_agency,
    give_office,
    grant,
    make_account,
    make_agency,
    make_group,
    make_item,
    make_meeting,
    make_partnership,
    make_person,
    make_seat,
    make_terms,
)
from tests.four_seats import SECTORS, four_seats

CHARTER = (
    """
key = "fernshire-mace"
title = "Fernshire MACE"
level = "strategic"
version = "1"
"""
    + four_seats("mace/members")
    + """
[[clause]]
id = "mace/chair"
says = "The chair is the police member."

[clause.office]
key = "chair"
held_by = { seat = "police" }
casting_vote = true

[[clause]]
id = "mace/vice-chair"
says = "The vice chair is elected by the members for a year."

[clause.office]
key = "vice-chair"
held_by = { elected = true }
term = "1 year"
election = { eligible_sectors = ["health", "local-authority"], ballot = "open or secret" }

[[clause]]
id = "mace/absence"
says = "Those present name one of themselves."

[clause.chairing]
in_absence = ["vice-chair", "nomination"]

[[clause]]
id = "mace/quorum"
says = "Police, health and social care must be present, unless the chair agrees otherwise."

[clause.quorum]
all = [{ agency = "police" }, { agency = "health" }, { agency = "social-care" }]
override = { allowed = true, by = "chair", scope = "item", reason = true }

[[clause]]
id = "mace/inquorate"
says = "Without a quorum nothing is decided."

[clause.inquorate]
then = "cancelled"

[[clause]]
id = "mace/deputies"
says = "Members send deputies of their agency."

[clause.deputies]
same_agency = true

[[clause]]
id = "mace/decisions"
says = "Decisions are reached by consensus, failing that by majority."

[clause.decisions]
by = "consensus"
failing_consensus = "majority"
casting_vote = "chair"
ballot = "open or secret"
"""
)

START = datetime(2026, 3, 3, 14, 0, tzinfo=UTC)


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A moment of the day of the meeting, a Tuesday in March (London is on GMT)."""
    return START.replace(hour=hour, minute=minute, second=second)


@dataclass
class Fernshire:
    """Who is who. Amina chairs by her police seat; Mo takes the minutes and holds no seat."""

    partnership: Partnership
    group: Group
    meeting: Meeting
    item: AgendaItem
    people: dict[str, Person] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    agencies: dict[str, Agency] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        return self.people[name]

    def actor(self, name: str) -> Actor:
        """As they are now, with the database's context set to them."""
        person = self.people[name]
        set_need_to_know(person.partnership_id, person.pk)
        return actor_for(person)

    @property
    def mo(self) -> Actor:
        return self.actor("Mo")

    def opened(self, when: datetime = START, afterwards: bool = False) -> Meeting:
        return open_meeting(by=self.mo, meeting=self.meeting, at=when, afterwards=afterwards)

    def arrives(self, name: str, when: datetime = START, **more: object) -> Presence:
        return record_arrival(by=self.mo, meeting=self.meeting, person=self.people[name], at=when, **more)  # type: ignore[arg-type]

    def quorate(self, when: datetime = START) -> None:
        """Amina, Jo and Sue arrive: police, health, social care."""
        for name in ("Amina", "Jo", "Sue"):
            self.arrives(name, when)


SEATED = {"Amina": "police", "Jo": "health", "Sue": "social-care", "Vera": "charity"}
NAMES = {
    "Amina": "Amina Khan",
    "Jo": "Jo O’Neill",
    "Sue": "Sue Hart",
    "Vera": "Vera Lind",
    "Dan": "Dan Ford",
    "Mo": "Mo Ali",
    "Ida": "Ida Berg",
}


def fernshire(charter: str = CHARTER, start: datetime = START) -> Fernshire:
    """A group with a confirmed meeting of one item; Dan is of the police without a seat, Ida is a guest."""
    partnership = make_partnership()
    group = make_group(partnership)
    meeting = make_meeting(group, start)
    made = Fernshire(partnership, group, meeting, make_item(meeting, "Hotspots"))
    for key, sector in SECTORS.items():
        agency = make_agency(partnership, f"Fernshire {key}", sector, short_name=key.capitalize())
        made.agencies[key] = agency
        made.seats[key] = make_seat(group, key.capitalize(), agency, key=key)
        bind_agency(group, key, agency)
    for name, full in NAMES.items():
        home = SEATED.get(name, "police" if name == "Dan" else "charity")
        made.people[name] = make_person(partnership, full, made.agencies[home])
    for name, key in SEATED.items():
        appoint(made.people[name], made.seats[key])
    give_office(made.people["Amina"], group, "chair")
    grant(made.people["Mo"], Role.MINUTE_TAKER, group)
    make_terms(group, "fernshire-mace", charter)
    return made


def with_accounts(made: Fernshire, *names: str) -> None:
    """Let these people sign in."""
    for name in names:
        make_account(made.people[name])
