"""Which roles follow from seats, offices and deputyships, today."""

from collections.abc import Iterator
from uuid import UUID

from holdfast.groups.models import Appointment, Deputyship, OfficeHolding, on_date
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Standing
from holdfast.stewardship.access.permissions import Role


def standings_from_groups(person_id: UUID) -> Iterator[Standing]:
    """A seat makes a member, an office a chair, a deputyship a deputy: one query for all three."""
    now = on_date(clock.today())
    seats = Appointment.objects.filter(now, person_id=person_id).values_list("group_id")
    offices = OfficeHolding.objects.filter(now, person_id=person_id).values_list("group_id")
    deputies = Deputyship.objects.filter(now, person_id=person_id).values_list("group_id")
    for role, rows in ((Role.MEMBER, seats), (Role.CHAIR, offices), (Role.DEPUTY, deputies)):
        for (group_id,) in rows:
            yield Standing(role, group_id)
