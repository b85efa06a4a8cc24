"""Small makers of rows for tests: named people in invented places. Call them inside `partnership_of(...)`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.groups.charters import digest_of
from holdfast.groups.models import AgencyBinding, Appointment, Group, OfficeHolding, Seat, Terms
from holdfast.stewardship.access.actor import Actor, Standing, actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.accounts.models import Account
from holdfast.stewardship.tenancy.models import Agency, Partnership, Person

_numbers = count(1)


def make_partnership(name: str = "Fernshire", **extra: Any) -> Partnership:
    """A partnership, and the row-security context of the running transaction set to it."""
    partnership_id: UUID = uuid4()
    set_need_to_know(partnership_id)
    return Partnership.objects.create(id=partnership_id, name=name, is_invented=True, **extra)


def make_agency(partnership: Partnership, name: str = "", sector: str = "police", **extra: Any) -> Agency:
    name = name or f"Agency {next(_numbers)}"
    return Agency.objects.create(
        partnership=partnership,
        name=name,
        short_name=extra.pop("short_name", name[:60]),
        sector=sector,
        **extra,
    )


def make_person(
    partnership: Partnership, name: str = "Amina Khan", agency: Agency | None = None, **extra: Any
) -> Person:
    agency = agency or make_agency(partnership)
    return Person.objects.create(partnership=partnership, name=name, agency=agency, **extra)


def make_account(person: Person, email: str = "", password: str = "a long enough phrase") -> Account:
    """An account for the person to sign in with."""
    account = Account.objects.create_user(email or f"person{next(_numbers)}@example.org", password)
    person.account = account
    person.save(update_fields=["account"])
    return account


def make_group(partnership: Partnership, name: str = "MACE", **extra: Any) -> Group:
    return Group.objects.create(
        partnership=partnership,
        name=name,
        short_name=extra.pop("short_name", name[:60]),
        level=extra.pop("level", "strategic"),
        **extra,
    )


def make_terms(
    group: Group, charter_key: str, source: str, from_on: date | None = date(2020, 1, 1), version: str = "1"
) -> Terms:
    """A version of the terms, in force from a day, or only proposed."""
    return Terms.objects.create(
        partnership=group.partnership,
        group=group,
        version=version,
        charter_key=charter_key,
        source=source,
        digest=digest_of(source),
        in_force_from=from_on,
    )


def bind_agency(group: Group, key: str, agency: Agency) -> AgencyBinding:
    """Say which agency here the charter means by a key."""
    return AgencyBinding.objects.create(partnership=group.partnership, group=group, key=key, agency=agency)


def make_seat(group: Group, title: str = "Police", agency: Agency | None = None, **extra: Any) -> Seat:
    return Seat.objects.create(
        partnership=group.partnership,
        group=group,
        key=extra.pop("key", f"seat-{next(_numbers)}"),
        title=title,
        agency=agency,
        opened_on=extra.pop("opened_on", date(2020, 1, 1)),
        **extra,
    )


def appoint(person: Person, seat: Seat, from_on: date = date(2020, 1, 1), **extra: Any) -> Appointment:
    return Appointment.objects.create(
        partnership=seat.partnership, group=seat.group, seat=seat, person=person, from_on=from_on, **extra
    )


def give_office(person: Person, group: Group, office: str = "chair", **extra: Any) -> OfficeHolding:
    return OfficeHolding.objects.create(
        partnership=group.partnership,
        group=group,
        office=office,
        person=person,
        how=extra.pop("how", "role"),
        from_on=extra.pop("from_on", date(2020, 1, 1)),
        **extra,
    )


def grant(person: Person, role: Role, group: Group | None = None) -> RoleGrant:
    return RoleGrant.objects.create(
        partnership=person.partnership, person=person, role=role.value, group_id=group.id if group else None
    )


def make_actor(person: Person, *standings: Standing | Role) -> Actor:
    """The actor that a person is, with standings given outright (a role alone is partnership-wide)."""
    real = actor_for(person)
    given: Iterable[Standing] = (s if isinstance(s, Standing) else Standing(s) for s in standings)
    return Actor(
        person_id=real.person_id,
        name=real.name,
        agency_id=real.agency_id,
        partnership_id=real.partnership_id,
        account_id=real.account_id,
        partnership_name=real.partnership_name,
        agency_name=real.agency_name,
        standings=real.standings | frozenset(given),
    )


def make_meeting(
    group: Group, starts_at: datetime = datetime(2026, 3, 3, 14, tzinfo=UTC), **extra: Any
) -> Meeting:
    return Meeting.objects.create(
        partnership=group.partnership,
        group=group,
        starts_at=starts_at,
        ends_at=extra.pop("ends_at", starts_at + timedelta(hours=2)),
        state=extra.pop("state", Meeting.State.CONFIRMED),
        **extra,
    )


def make_item(meeting: Meeting, title: str = "Hotspots", position: int = 1, **extra: Any) -> AgendaItem:
    return AgendaItem.objects.create(
        partnership=meeting.partnership, meeting=meeting, title=title, position=position, **extra
    )
