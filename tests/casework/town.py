"""Fernshire's weekly case meeting as these tests know it: a MEOG whose members see children."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from holdfast.casework.children.models import CaseworkGroup, Child, Professional
from holdfast.groups.models import Group
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
    make_partnership,
    make_person,
    make_seat,
    make_terms,
)
from tests.four_seats import SECTORS, four_seats

# Enough terms for a case meeting; a test that is about a clause adds its own.
CHARTER = (
    """
key = "fernshire-meog"
title = "Fernshire MEOG"
level = "operational"
version = "1"
"""
    + four_seats("meog/members")
    + """
[[clause]]
id = "meog/chair"
says = "The chair is a police inspector."

[clause.office]
key = "chair"
held_by = [{ role = "Police inspector", agency = "police" }]

[[clause]]
id = "meog/quorum"
says = "Police, health and social care must be present."

[clause.quorum]
agencies = ["police", "health", "social-care"]

[[clause]]
id = "meog/frequent"
says = "Three times in 90 days is frequently missing."

[clause.flag]
name = "frequent missing"
times = 3
of = "starts of missing episodes (by London date)"
days = 90

[[clause]]
id = "meog/feedback"
says = "Professionals hear back within two working days."

[clause.clock]
what = "feedback on a child who was discussed"
within = "2 working days"
after = "the meeting's end"
by = "group"
to = ["each professional who works with the child"]

[[clause]]
id = "meog/pathway"
says = "Members agree which service a child is sent to."

[clause.pathway]
by = "group"
steps = [
    { to = "Harbour", levels = ["low", "medium"] },
    { to = "Beacon", levels = ["medium", "high"] },
    { to = "Lantern", levels = ["high"], when = "after an event" },
]
others_with_reason = true
"""
)

# Who is who: name by role, and the agency.
PEOPLE = {
    "Cora": "social-care",  # coordinator
    "Chidi": "police",  # chair
    "Mina": "health",  # member
    "Saul": "social-care",  # member
    "Vic": "charity",  # member
    "Ines": "charity",  # interview provider
    "Pat": "school",  # practitioner
    "Gwen": "social-care",  # guardian of restricted records
    "Mo": "business unit",  # minute taker
    "Stella": "police",  # member of a strategic group only
}
_SECTORS = SECTORS | {"school": "education", "business unit": "board"}


@dataclass
class CaseTown:
    """A partnership with a group that discusses children. Make it with `case_town()`."""

    partnership: Partnership
    group: Group
    agencies: dict[str, Agency] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """The person as an actor, and the database's context theirs from now on."""
        set_need_to_know(self.partnership.pk)
        actor = actor_for(self.people[name])
        set_need_to_know(self.partnership.pk, actor.person_id)
        return actor

    def everything(self) -> None:
        """The context of nobody: nothing is hidden."""
        set_need_to_know(self.partnership.pk)

    def with_accounts(self) -> CaseTown:
        """The same, and everybody may sign in."""
        for person in self.people.values():
            make_account(person)
        return self

    def child(self, given: str = "Robin", family: str = "Ashdown", **extra: Any) -> Child:
        """An invented child of 15."""
        born = extra.pop("birth_on", date(2011, 2, 28))
        return Child.objects.create(
            partnership=self.partnership, given_names=given, family_name=family, birth_on=born, **extra
        )

    def works_with(self, agency: str, child: Child, person: str = "", **extra: Any) -> Professional:
        """Somebody of the agency works with the child."""
        return Professional.objects.create(
            partnership=self.partnership,
            child=child,
            agency=self.agencies[agency],
            person=self.people[person] if person else None,
            name="" if person else extra.pop("name", "Worker"),
            role=extra.pop("role", "Worker"),
            from_on=extra.pop("from_on", date(2020, 1, 1)),
            **extra,
        )


def case_town(name: str = "Fernshire", charter: str = CHARTER, *, discusses: bool = True) -> CaseTown:
    """A partnership whose MEOG works by `charter`, with somebody for every role around a child.

    Without `discusses` nobody has said yet that it discusses children.
    """
    partnership = make_partnership(name)
    group = make_group(partnership, "MEOG", level="operational")
    town = CaseTown(partnership, group)
    for key, sector in _SECTORS.items():
        town.agencies[key] = make_agency(partnership, f"{name} {key}", sector, short_name=key)
    for person, agency in PEOPLE.items():
        town.people[person] = make_person(partnership, person, town.agencies[agency])
    _seats(town)
    _terms(town, charter)
    if discusses:
        CaseworkGroup.objects.create(partnership=partnership, group=group)
    grant(town.people["Cora"], Role.COORDINATOR)
    grant(town.people["Ines"], Role.INTERVIEW_PROVIDER)
    grant(town.people["Pat"], Role.PRACTITIONER)
    grant(town.people["Gwen"], Role.GUARDIAN)
    grant(town.people["Mo"], Role.MINUTE_TAKER, group)
    return town


def _seats(town: CaseTown) -> None:
    seated = {"police": "Chidi", "health": "Mina", "social-care": "Saul", "charity": "Vic"}
    for key, person in seated.items():
        seat = make_seat(town.group, key.title(), town.agencies[key], key=key)
        appoint(town.people[person], seat)
    give_office(town.people["Chidi"], town.group)
    board = make_group(town.partnership, "Strategic group")
    appoint(town.people["Stella"], make_seat(board, "Police", town.agencies["police"]))


def _terms(town: CaseTown, charter: str) -> None:
    make_terms(town.group, "fernshire-meog", charter)
    for key in SECTORS:
        bind_agency(town.group, key, town.agencies[key])
