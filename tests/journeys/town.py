"""Fernshire as the journeys know it: ten seats, a business manager, a minute taker, a full charter."""

from __future__ import annotations

from datetime import datetime, timedelta

from holdfast.governance.room.operations import close_meeting, open_item
from holdfast.groups.models import Deputyship
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Role
from tests.factories import appoint, grant, make_item, make_person, make_seat
from tests.governance.room.fernshire import CHARTER, Fernshire, fernshire, with_accounts

RHYTHM = """
[[clause]]
id = "mace/schedule"
says = "The group meets each month, on the first Tuesday."

[clause.schedule]
every = "month"
weekday = "Tuesday"
week = "first"
starts = "14:00"
duration = "2 hours"

[[clause]]
id = "mace/notice"
says = "Members have seven clear days' notice."

[clause.notice]
clear_days = 7

[[clause]]
id = "mace/papers"
says = "Papers go out five working days before."

[clause.papers]
before = "5 working days"

[[clause]]
id = "mace/interests"
says = "Interests are declared, and who has one leaves."

[clause.declarations]
"""
ITEMS = [
    "Welcome and apologies",
    "Minutes of the last meeting",
    "Open actions",
    "Children placed out of area",
    "Any other business",
]
VOLUNTARY = ["Priya Nair", "Tom Ashworth", "Grace Okafor", "Bilal Hussain", "Ewa Nowak", "Li Wei"]


def town(start: datetime) -> Fernshire:
    """The MACE with a confirmed meeting of six items; everybody named may sign in."""
    made = fernshire(CHARTER + RHYTHM, start)
    for number, title in enumerate(ITEMS, start=2):
        make_item(made.meeting, title, number, minutes_planned=10)
    for name in VOLUNTARY:
        made.people[name.split()[0]] = person = make_person(made.partnership, name, made.agencies["charity"])
        appoint(person, make_seat(made.group, f"{name.split()[1]} Trust"))
    made.people["Bea"] = bea = make_person(made.partnership, "Bea Marlow", made.agencies["social-care"])
    grant(bea, Role.BUSINESS_MANAGER)
    made.people["Dina"] = make_person(made.partnership, "Dina Sow", made.agencies["health"])
    _stands_in(made, "Dina", "health")
    with_accounts(made, "Mo", "Jo", "Amina", "Sue", "Vera", "Bea", "Dina")
    return made


def _stands_in(made: Fernshire, name: str, seat: str) -> None:
    Deputyship.objects.create(
        partnership=made.partnership,
        group=made.group,
        seat=made.seats[seat],
        person=made.people[name],
        from_on=clock.today() - timedelta(days=90),
    )


def under_way(made: Fernshire, *names: str) -> Fernshire:
    """The meeting opened ten minutes ago, with these people here from the start."""
    began = clock.now() - timedelta(minutes=10)
    made.opened(began)
    for name in names:
        made.arrives(name, began)
    return made


def held(made: Fernshire) -> Fernshire:
    """A meeting that began as it was called, dealt with its first item in twenty minutes, and closed."""
    began = made.meeting.starts_at
    made.opened(began)
    made.quorate(began)
    open_item(by=made.mo, item=made.item, at=began + timedelta(minutes=5))
    close_meeting(by=made.mo, meeting=made.meeting, at=began + timedelta(minutes=20))
    return made
