"""Fernshire's MACE: a small charter, four people in their seats, and a meeting in March."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from holdfast.governance.meetings import operations
from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.groups.models import Terms
from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.tenancy.models import Person
from tests.factories import (
    appoint,
    bind_agency,
    give_office,
    grant,
    make_agency,
    make_group,
    make_partnership,
    make_person,
    make_seat,
    make_terms,
)

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
MARCH = datetime(2026, 3, 3, 14, tzinfo=UTC)
APRIL = datetime(2026, 4, 7, 13, tzinfo=UTC)

CHARTER = """
key = "fernshire-mace"
title = "Fernshire MACE"

[[agency]]
key = "police"
sector = "police"
statutory = true

[[agency]]
key = "health"
sector = "health"
statutory = true

[[clause]]
id = "mace/schedule-1"
says = "The group meets monthly."
[clause.schedule]
every = "month"
weekday = "Tuesday"
week = "first"
starts = "14:00"
duration = "2 hours"

[[clause]]
id = "mace/members-1"
says = "Police and health are members."
[[clause.seat]]
key = "police"
role = "Detective Inspector"
agency = "police"
[[clause.seat]]
key = "health"
role = "Designated nurse"
agency = "health"
[[clause.seat]]
key = "nurse"
role = "School nurse"
agency = "health"

[[clause]]
id = "mace/quorum-1"
says = "Police and health must be there."
[clause.quorum]
all = [{ agency = "police" }, { agency = "health" }]

[[clause]]
id = "mace/notice-1"
says = "Seven clear days' notice."
[clause.notice]
clear_days = 7

[[clause]]
id = "mace/papers-1"
says = "Papers go out five working days before."
[clause.papers]
before = "5 working days"

[[clause]]
id = "mace/deputies-1"
says = "A member sends a deputy of the same agency."
[clause.deputies]
same_agency = true

[[clause]]
id = "mace/declarations-1"
says = "Interests are declared."
[clause.declarations]

[[clause]]
id = "mace/invitees-1"
says = "Experts may be invited."
[clause.invitees]
who = "people with something to tell"

[[clause]]
id = "mace/extraordinary-1"
says = "The chair or two thirds of members may call an extra meeting."
[clause.extraordinary]
by = ["chair"]
requisition = "2/3"

[[clause]]
id = "mace/chair-1"
says = "The inspector chairs."
[[clause.office]]
key = "chair"
held_by = { seat = "police" }
[clause.chairing]
in_absence = ["nomination"]

[[clause]]
id = "mace/plan-1"
says = "The plan is looked at each meeting."
[[clause.register]]
what = "Progress of the plan."
each_meeting = true
"""


class Fernshire:
    """Grace chairs for the police, Noor and Tom sit for health, Bea manages the business."""

    def __init__(self, name: str = "Fernshire") -> None:
        self.partnership = make_partnership(name)
        self.police = make_agency(self.partnership, f"{name} Police", is_statutory=True)
        self.health = make_agency(self.partnership, f"{name} Health", "health", is_statutory=True)
        self.group = make_group(self.partnership)
        self.terms = self._adopt()
        self._sit()

    def _adopt(self) -> Terms:
        for key, agency in (("police", self.police), ("health", self.health)):
            bind_agency(self.group, key, agency)
        return make_terms(self.group, "fernshire-mace", CHARTER, date(2025, 1, 1))

    def _sit(self) -> None:
        self.police_seat = make_seat(self.group, "Detective Inspector", self.police, key="police")
        self.health_seat = make_seat(self.group, "Designated nurse", self.health, key="health")
        self.nurse_seat = make_seat(self.group, "School nurse", self.health, key="nurse")
        self.grace = self.person("Grace Lindqvist", self.police)
        self.noor = self.person("Noor Haddad", self.health)
        self.tom = self.person("Tom O'Shea", self.health)
        self.bea = self.person("Bea Marlow", self.police)
        self.ivy = self.person("Ivy Chen", self.health)
        appoint(self.grace, self.police_seat)
        appoint(self.noor, self.health_seat)
        appoint(self.tom, self.nurse_seat)
        give_office(self.grace, self.group)
        grant(self.bea, Role.BUSINESS_MANAGER)

    def person(self, name: str, agency: Any) -> Person:
        return make_person(self.partnership, name, agency)

    def actor(self, person: Person) -> Actor:
        """The person as they are now, with the database's context theirs."""
        set_need_to_know(self.partnership.pk, person.pk)
        return actor_for(Person.objects.select_related("partnership", "agency").get(pk=person.pk))

    def meeting(self, starts_at: datetime = MARCH, **extra: Any) -> Meeting:
        """A confirmed meeting of two hours, arranged by Bea."""
        ends_at = extra.pop("ends_at", starts_at + timedelta(hours=2))
        return operations.add_meeting(
            by=self.actor(self.bea), group=self.group, starts_at=starts_at, ends_at=ends_at, **extra
        )

    def item(self, meeting: Meeting, title: str = "Hotspots", **extra: Any) -> AgendaItem:
        return operations.add_item(by=self.actor(self.bea), meeting=meeting, title=title, **extra)
