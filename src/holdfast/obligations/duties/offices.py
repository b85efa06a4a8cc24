"""Elections and appointments: of whoever comes after a term, and of somebody where an office stands empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast.charter.membership import Appointment, HeldBy, Office
from holdfast.charter.words import plain
from holdfast.kernel.clock import start_of
from holdfast.kernel.clocks import Clock, Due, Period, add_calendar, said_day
from holdfast.kernel.working_days import end_of_day
from holdfast.obligations.duties.chains import chain_of, same_in
from holdfast.obligations.duties.people import Gap, People, Stay, gaps
from holdfast.obligations.ledger.kinds import Doing, Kind
from holdfast.obligations.ledger.promises import Kept, Party, Promise, Proof
from holdfast.obligations.ledger.versions import Version

if TYPE_CHECKING:
    from holdfast.charter.model import Charter

OFFICE = Kind(
    key="office",
    title="Elections and appointments",
    keeps=("office", "appointment"),
    doing=lambda row: Doing("Record who holds it", reverse("groups:members", args=[row.group_id])),
)

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Filling:
    """A place that the terms have filled: which, by whom, how that is said, since when and for how long."""

    clause: str
    key: str
    owners: tuple[Party, ...]
    says: str
    since: date
    term: Period | None
    stays: list[Stay]


def offices_owed(people: People, version: Version, charter: Charter) -> Iterator[Promise]:
    """What the offices of one version owe, and the appointments for a term that its clauses promise."""
    if not people.asked.wants(people.group_id):
        return
    for office in charter.offices:
        chain = chain_of(people.versions, version, same_in(office, lambda one: plain(one.key)))
        filling = _of_office(people, charter, office, chain[0][0].from_on)
        yield from _terms_ending(people, filling)
        yield from _empty(people, filling)
    for appointment in charter.each(Appointment):
        chain_ = chain_of(people.versions, version, same_in(appointment, lambda one: plain(one.what)))
        for filling in _by_appointment(people, charter, appointment, chain_[0][0].from_on):
            yield from _terms_ending(people, filling)


def _of_office(people: People, charter: Charter, office: Office, since: date) -> _Filling:
    beside = (one for one in charter.each(Appointment) if one.clause == office.clause)
    terms = (one.term or one.every for one in beside if plain(office.key) in map(plain, one.offices))
    way = office.held_by[0]
    return _Filling(
        clause=office.clause,
        key=f"office {plain(office.key)}",
        owners=tuple(_who_fills(people, charter, way)),
        says=f"{'Elect' if way.elected else 'Appoint'} the {office.name}",
        since=since,
        term=office.term or next(terms, None),
        stays=people.in_office(charter, office.key),
    )


def _who_fills(people: People, charter: Charter, way: HeldBy) -> Iterator[Party]:
    """The Boards that appoint, the agency whose seat or role it is, otherwise the group."""
    agencies = charter.seat_by_key[plain(way.seat)].agency if way.seat else ()
    agency = way.agency or (agencies[0] if len(agencies) == 1 else None)
    if way.appointed_by:
        yield from people.directory.parties(charter, way.appointed_by)
    elif agency is not None and not way.elected:
        yield people.directory.party(charter, agency)
    else:
        yield Party(group_id=people.group_id)


def _by_appointment(
    people: People, charter: Charter, appointment: Appointment, since: date
) -> Iterator[_Filling]:
    """What a clause has appointed for a term apart from the clause of the office itself."""
    term = appointment.term or appointment.every
    if term is None:
        return
    owners = people.directory.parties(charter, appointment.by)
    for key in appointment.offices:
        office = charter.office_by_key[plain(key)]
        if office.clause != appointment.clause:
            filling = _of_office(people, charter, office, since)
            yield replace(filling, clause=appointment.clause, owners=owners, term=term)
    for key in appointment.seats:
        role, stays = charter.seat_by_key[plain(key)].role, people.in_seat(key)
        yield _Filling(
            appointment.clause, f"seat {plain(key)}", owners, f"Appoint the {role}", since, term, stays
        )


def _term_end(filling: _Filling, stay: Stay) -> date | None:
    """The last day of somebody's term: as recorded, else as the terms count it."""
    if stay.term_ends_on is not None or filling.term is None:
        return stay.term_ends_on
    return add_calendar(stay.from_on, filling.term) - _DAY


def _terms_ending(people: People, filling: _Filling) -> Iterator[Promise]:
    for stay in filling.stays:
        end = _term_end(filling, stay)
        if end is None or end < filling.since or (stay.last is not None and stay.last < end):
            continue  # a term cut short leaves the place empty: that is owed from then
        due = Due(end_of_day(end), Clock.CALENDAR, f"to the end of {said_day(end)}, the last day of the term")
        after = next((one for one in filling.stays if one.from_on > stay.from_on), None)
        for owner in filling.owners:
            yield Promise(
                kind=OFFICE.key,
                clause=filling.clause,
                cause_id=people.group_id,
                occasion=f"{filling.key} after {stay.id}",
                owner=owner,
                owed_to=Party(group_id=people.group_id),
                says=f"{filling.says} for the time after {end.day} {end:%B %Y}",
                subject=(stay.label, stay.id),
                began_at=start_of(max(stay.from_on, filling.since)),
                began_with="the present term began",
                due=due,
                period=str(filling.term or ""),
                kept=_followed(filling, after, due) if after else None,
            )


def _followed(filling: _Filling, after: Stay, due: Due) -> Kept:
    """A successor from the day after is in time, although that day begins when the term is over."""
    at = start_of(after.from_on)
    in_time = after.from_on <= due.on + _DAY
    return _kept(after, min(at, due.at) if in_time else at)


def _kept(stay: Stay, at: object) -> Kept:
    words = f"Filled from {said_day(stay.from_on)}"
    return Kept(at, (Proof(stay.label, stay.id, words, at),))  # type: ignore[arg-type]


def _empty(people: People, filling: _Filling) -> Iterator[Promise]:
    for gap in gaps(filling.stays, filling.since):
        if _is_after_a_term(filling, gap):
            continue  # owed by the end of that term already
        for owner in filling.owners:
            yield Promise(
                kind=OFFICE.key,
                clause=filling.clause,
                cause_id=people.group_id,
                occasion=f"{filling.key} empty from {gap.first}",
                owner=owner,
                owed_to=Party(group_id=people.group_id),
                says=f"{filling.says}: nobody is from {gap.first.day} {gap.first:%B %Y}",
                began_at=start_of(gap.first),
                began_with="nobody held the office any more" if gap.before else "the terms came into force",
                kept=_kept(gap.after, start_of(gap.after.from_on)) if gap.after else None,
            )


def _is_after_a_term(filling: _Filling, gap: Gap) -> bool:
    end = _term_end(filling, gap.before) if gap.before else None
    return (
        end is not None and gap.before is not None and gap.before.last is not None and gap.before.last >= end
    )
