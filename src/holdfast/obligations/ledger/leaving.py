"""How many obligations would have nobody to keep them, said before somebody leaves. They stay, marked so."""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

from django.db.models import Model

from holdfast.charter.words import plain
from holdfast.groups.charters import charter_in_force, charter_of
from holdfast.groups.membership import seats_bringing_offices
from holdfast.groups.models import Appointment, OfficeHolding, Seat, Terms, on_date
from holdfast.groups.standings import is_chairing
from holdfast.kernel import clock
from holdfast.kernel.finding import counted
from holdfast.obligations.ledger.keepers import keepers_of
from holdfast.obligations.ledger.models import Obligation
from holdfast.stewardship.access.context import seeing_everything
from holdfast.stewardship.tenancy.leaving import before_leaving
from holdfast.stewardship.tenancy.models import Agency, Person


def register() -> None:
    """Have it said; called when the app is ready."""
    before_leaving.register(warning)


def warning(row: Model) -> str:
    """The sentence for the page on which somebody's part, appointment or office is about to end."""
    with seeing_everything():
        number = left_without_keeper(row)
    if not number:
        return ""
    if number == 1:
        return "1 obligation then has nobody to keep it: it stays in the list, marked so."
    return f"{counted(number, 'obligation')} then have nobody to keep them: they stay in the list, marked so."


def left_without_keeper(row: Model) -> int:
    """Of how many obligations the only keeper today is whoever is about to leave."""
    if isinstance(row, Person):
        return _kept_by_nobody_but(row.pk, _groups_of(row), lambda owed: True)
    if isinstance(row, Agency):
        owed = Obligation.objects.outstanding().filter(owner_agency=row, owner_office="", owner_seat="")
        return int(owed.count())
    if isinstance(row, Appointment):
        key = plain(row.seat.key)
        charter = charter_in_force(row.group_id, clock.today())
        brought = seats_bringing_offices(charter) if charter else ()
        offices = {plain(office) for office, seat in brought if plain(seat) == key}
        by_office = _owed_by(offices)
        here = [row.group_id]
        return _kept_by_nobody_but(
            row.person_id, here, lambda owed: owed.owner_seat == key or by_office(owed)
        )
    if isinstance(row, OfficeHolding):
        return _kept_by_nobody_but(row.person_id, [row.group_id], _owed_by({plain(row.office)}))
    return _by_seats_closed(row) if isinstance(row, Terms) else 0


def _owed_by(offices: Collection[str]) -> Callable[[Obligation], bool]:
    """Whether one of these offices owes it; what the whole group owes, whoever chairs it sees to."""
    chairs = any(map(is_chairing, offices))

    def is_owed(row: Obligation) -> bool:
        whole = row.owner_group_id is not None and not (row.owner_office or row.owner_seat)
        return row.owner_office in offices or (whole and chairs)

    return is_owed


def _by_seats_closed(terms: Terms) -> int:
    """What the seats that a version closes owe by clauses that it keeps; the rest ends with the old terms."""
    charter = charter_of(terms)
    seats = Seat.objects.filter(group_id=terms.group_id, closed_on=None, is_coopted=False)
    closing = [key for seat in seats if (key := plain(seat.key)) not in charter.seat_by_key]
    kept = [clause.id for clause in charter.clauses]
    owed = Obligation.objects.outstanding().filter(group_id=terms.group_id, owner_seat__in=closing)
    return int(owed.filter(clause__in=kept).count()) if closing else 0


def _groups_of(person: Person) -> set[UUID]:
    now = on_date(clock.today())
    seats = Appointment.objects.filter(now, person=person).values_list("group_id", flat=True)
    offices = OfficeHolding.objects.filter(now, person=person).values_list("group_id", flat=True)
    named = Obligation.objects.outstanding().filter(owner_person=person).values_list("group_id", flat=True)
    return {*seats, *offices, *named}


def _kept_by_nobody_but(
    person_id: UUID, groups: Collection[UUID], is_meant: Callable[[Obligation], bool]
) -> int:
    rows = Obligation.objects.outstanding().filter(group__in=groups, owner_body="")
    owed = [one for one in rows.select_related("owner_person", "owner_agency") if is_meant(one)]
    keepers = keepers_of(owed)
    return sum({keeper.pk for keeper in keepers.of(one)} == {person_id} for one in owed)
