"""Which roles follow from seats, offices and deputyships, today."""

from collections.abc import Iterator
from uuid import UUID

from holdfast.groups.charters import charter_of, terms_in_force_of
from holdfast.groups.membership import seats_bringing_offices
from holdfast.groups.models import Appointment, Deputyship, OfficeHolding, on_date
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Standing
from holdfast.stewardship.access.permissions import Role


def standings_from_groups(person_id: UUID) -> Iterator[Standing]:
    """A seat makes a member, an office a chair, a deputyship a deputy; some seats bring an office."""
    now = on_date(clock.today())
    seats = list(Appointment.objects.filter(now, person_id=person_id).values_list("group_id", "seat__key"))
    offices = OfficeHolding.objects.filter(now, person_id=person_id).values_list("group_id", flat=True)
    deputies = Deputyship.objects.filter(now, person_id=person_id).values_list("group_id", flat=True)
    chaired = {*offices, *_chaired_by_seat(seats)}
    for role, groups in (
        (Role.MEMBER, {group for group, _ in seats}),
        (Role.CHAIR, chaired),
        (Role.DEPUTY, set(deputies)),
    ):
        yield from (Standing(role, group_id) for group_id in groups)


def _chaired_by_seat(seats: list[tuple[UUID, str]]) -> Iterator[UUID]:
    """The groups in which one of the seats brings an office, by the charter in force."""
    from holdfast.charter.words import plain

    if not seats:
        return
    in_force = terms_in_force_of({group for group, _ in seats}, clock.today())
    for group_id, key in seats:
        terms = in_force.get(group_id)
        bringing = {plain(seat) for _, seat in seats_bringing_offices(charter_of(terms))} if terms else ()
        if plain(key) in bringing:
            yield group_id
