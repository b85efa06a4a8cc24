"""About whom a missed obligation is escalated, and to whom each step goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from holdfast.charter.words import plain
from holdfast.groups.models import Appointment, OfficeHolding, Seat, on_date
from holdfast.obligations.escalation.models import Rung, Step
from holdfast.obligations.ledger.models import Obligation

_CHAIRS = frozenset({"chair", "co-chair", "chairs"})


@dataclass(frozen=True)
class About:
    """The agency and the person that have not done it, or that a chair's office has not."""

    agency_id: UUID | None
    person_id: UUID | None
    is_of_the_chair: bool = False


def about(row: Obligation, day: date) -> About | None:
    """Who it is about; None where no ladder leads anywhere: a body outside, an empty office."""
    if row.owner_office:
        return _office(row, day)
    if row.owner_seat:
        return _seat(row, day)
    if row.owner_agency_id or row.owner_person_id:
        agency_id = row.owner_agency_id or (row.owner_person.agency_id if row.owner_person else None)
        return About(agency_id, row.owner_person_id)
    return About(None, None, True) if is_the_chairs_own(row) else None


def is_the_chairs_own(row: Obligation) -> bool:
    """Whether the group's chair owes it, in that office or for the whole group."""
    whole = row.owner_group_id == row.group_id and not (row.owner_office or row.owner_seat)
    return row.owner_office in _CHAIRS or whole


def _office(row: Obligation, day: date) -> About | None:
    if row.owner_office in _CHAIRS:
        return About(None, None, True)
    holdings = OfficeHolding.objects.filter(on_date(day), group_id=row.owner_group_id or row.group_id)
    for holding in holdings.select_related("person"):
        if plain(holding.office) == row.owner_office:
            return About(holding.person.agency_id, holding.person_id)
    return None


def _seat(row: Obligation, day: date) -> About | None:
    for seat in Seat.objects.filter(group_id=row.owner_group_id or row.group_id, closed_on__isnull=True):
        if plain(seat.key) != row.owner_seat:
            continue
        sitting = Appointment.objects.filter(on_date(day), seat=seat).select_related("person").first()
        agency_id = seat.agency_id or (sitting.person.agency_id if sitting else None)
        return About(agency_id, sitting.person_id if sitting else None) if agency_id else None
    return None


def rung_for(partnership_id: UUID, subject: About, step: int, day: date) -> Rung | None:
    """Whom the step leads to on a day: the person's own line manager before the agency's."""
    rows = Rung.objects.filter(on_date(day), partnership_id=partnership_id, step=step)
    if step == Step.INDEPENDENT_CHAIR:
        return rows.order_by("-from_on").first()
    found = list(rows.filter(agency_id=subject.agency_id).order_by("-from_on"))
    own = [rung for rung in found if rung.answers_for_id and rung.answers_for_id == subject.person_id]
    general = [rung for rung in found if rung.answers_for_id is None]
    return next(iter(own + general), None)
