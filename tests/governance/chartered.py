"""A group under one of the charters that ship, with somebody in each seat, and what its ledger says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from holdfast.charter.shelf import shipped_text
from holdfast.governance.meetings import operations
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.room.operations import close_meeting, open_meeting, record_arrival
from holdfast.groups.charters import charter_of
from holdfast.groups.models import Group, Terms
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.operations import settle_everything
from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.tenancy.models import Agency, Person
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

LONG_AGO = date(2025, 1, 1)


class Chartered:
    """Bea manages the business; the holder of the first seat chairs; everybody may come."""

    def __init__(self, name: str, *, source: str = "", in_force_from: date = LONG_AGO) -> None:
        self.partnership = make_partnership()
        self.group: Group = make_group(self.partnership)
        self.agencies: dict[str, Agency] = {}
        self.members: dict[str, Person] = {}
        self.terms = self.adopt(name, source or shipped_text(name), in_force_from)
        self._seat_everybody()
        self.bea = make_person(self.partnership, "Bea Marlow")
        grant(self.bea, Role.BUSINESS_MANAGER)
        settle_everything(self.group)

    def adopt(self, name: str, source: str, from_on: date) -> Terms:
        """A version of the terms, in force from a day; the one before ends on its eve."""
        before = Terms.objects.filter(group=self.group)
        before.filter(in_force_to=None).update(in_force_to=from_on - timedelta(days=1))
        terms = make_terms(self.group, name, source, from_on, str(before.count() + 1))
        if before.count() > 1:
            settle_everything(self.group)
        return terms

    def _seat_everybody(self) -> None:
        charter = charter_of(self.terms)
        for agency in charter.agencies:
            local = make_agency(
                self.partnership,
                f"Local {agency.key}",
                agency.sector or "other",
                is_statutory=agency.statutory,
            )
            self.agencies[agency.key] = local
            bind_agency(self.group, agency.key, local)
        for seat in charter.seats:
            home = self.agencies.get(seat.agency[0]) if seat.agency else None
            person = make_person(self.partnership, f"Holder of {seat.key}"[:80], home)
            appoint(person, make_seat(self.group, seat.role[:200], home, key=seat.key), from_on=LONG_AGO)
            self.members[seat.key] = person
        for office in charter.offices:
            give_office(self.chair, self.group, office.key)

    @property
    def chair(self) -> Person:
        """Who holds the offices."""
        return next(iter(self.members.values()))

    def actor(self, person: Person) -> Actor:
        """The person as they are now, with the database's context theirs."""
        set_need_to_know(self.partnership.pk, person.pk)
        return actor_for(Person.objects.select_related("partnership", "agency").get(pk=person.pk))

    def called(self, starts_at: datetime, at: datetime | None = None) -> Meeting:
        """A meeting of two hours that Bea adds, at a moment if not now."""
        with clock.fixed_at(at or clock.now()):
            return operations.add_meeting(
                by=self.actor(self.bea),
                group=self.group,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=2),
            )

    def begun(self, meeting: Meeting, who: Iterable[Person] | None = None) -> Meeting:
        """The meeting opened on time, with the chair (or these people) there."""
        with clock.fixed_at(meeting.starts_at):
            bea = self.actor(self.bea)
            open_meeting(by=bea, meeting=meeting)
            for person in [self.chair] if who is None else who:
                record_arrival(by=bea, meeting=meeting, person=person)
        return meeting

    def held(self, meeting: Meeting, who: Iterable[Person] | None = None) -> Meeting:
        """The meeting from its planned beginning to its planned end."""
        self.begun(meeting, who)
        with clock.fixed_at(meeting.ends_at):
            close_meeting(by=self.actor(self.bea), meeting=meeting)
        return meeting

    def met(self, starts_at: datetime, at: datetime | None = None) -> Meeting:
        """A meeting called and held."""
        return self.held(self.called(starts_at, at or starts_at - timedelta(days=60)))

    def owed(self, *kinds: str, now: datetime | None = None) -> list[tuple[str, str, str]]:
        """(what, due in London, state) of every obligation of these kinds, by their due dates."""
        self.actor(self.bea)
        rows = Obligation.objects.filter(group=self.group)
        rows = rows.filter(kind__in=kinds) if kinds else rows
        ordered = sorted(
            rows, key=lambda row: (row.due_at or row.began_at, row.says, row.clause, row.owner_key)
        )
        return [(row.says, said(row.due_at), row.state(now or clock.now()).value) for row in ordered]


def said(at: datetime | None) -> str:
    """An instant as London says it, or nothing."""
    return f"{at.astimezone(LONDON):%Y-%m-%d %H:%M}" if at else ""
