"""Which roles follow from seats, offices and deputyships, today."""

from collections.abc import Iterator
from uuid import UUID

from holdfast.charter.reading import FaultyCharter
from holdfast.charter.words import plain
from holdfast.groups.charters import charter_of, terms_in_force_of
from holdfast.groups.membership import seats_bringing_offices
from holdfast.groups.models import Appointment, Deputyship, Group, OfficeHolding, Terms, on_date
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Standing
from holdfast.stewardship.access.permissions import Role


def standings_from_groups(person_id: UUID) -> Iterator[Standing]:
    """A seat makes a member, an office a chair, a deputyship a deputy; some seats bring an office."""
    now = on_date(clock.today())
    seats = list(Appointment.objects.filter(now, person_id=person_id).values_list("group_id", "seat__key"))
    offices = OfficeHolding.objects.filter(now, person_id=person_id).values_list("group_id", "office")
    deputies = Deputyship.objects.filter(now, person_id=person_id).values_list("group_id", flat=True)
    chaired = {group for group, office in offices if is_chairing(office)} | set(_chaired_by_seat(seats))
    for role, groups in (
        (Role.MEMBER, {group for group, _ in seats}),
        (Role.CHAIR, chaired),
        (Role.DEPUTY, set(deputies)),
    ):
        yield from (Standing(role, group_id) for group_id in groups)


def is_chairing(office: str) -> bool:
    """Whether an office is the chair's, a vice chair's or a deputy chair's, and not, say, a secretary's."""
    return "chair" in office.casefold()


def _chaired_by_seat(seats: list[tuple[UUID, str]]) -> Iterator[UUID]:
    """The groups in which one of the seats brings a chair's office, by the charter in force."""
    if not seats:
        return
    in_force = terms_in_force_of({group for group, _ in seats}, clock.today())
    for group_id, key in seats:
        if group_id in in_force and plain(key) in _seats_that_chair(in_force[group_id]):
            yield group_id


def _seats_that_chair(terms: Terms) -> frozenset[str]:
    try:
        charter = charter_of(terms)
    except FaultyCharter:  # a later engine cannot read it: nobody chairs by it, and nobody is shut out
        return frozenset()
    return frozenset(plain(seat) for office, seat in seats_bringing_offices(charter) if is_chairing(office))


def groups_by_id() -> dict[str, str]:
    """The present partnership's groups that have not ended: what a role can be limited to."""
    rows = Group.objects.filter(ended_on__isnull=True).values_list("id", "name")
    return {str(group_id): name for group_id, name in rows}
