"""Trying a charter out: who is ticked as being in the room, and what its quorum and chairing then say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holdfast.charter.chairing import derive_chair
from holdfast.charter.meeting import Decisions
from holdfast.charter.quorum import assess_quorum
from holdfast.charter.quorum_rule import QuorumRule
from holdfast.charter.room import Capacity, Presence, Room, RoomOverride
from holdfast.charter.words import plain, spoken
from holdfast.groups.rules.offices import ways_of

if TYPE_CHECKING:
    from holdfast.charter.findings import QuorumFinding
    from holdfast.charter.membership import Seat
    from holdfast.charter.model import Charter

# What may be ticked for a seat; the words are those of the page.
ABSENT, MEMBER, DEPUTY, VACANT = "absent", "member", "deputy", "vacant"
CHOICES = ((ABSENT, "Not here"), (MEMBER, "Member"), (DEPUTY, "Deputy"), (VACANT, "Seat is vacant"))
_MOST_PLACES = 6
_MOST_GUESTS = 30


@dataclass(frozen=True, slots=True)
class Row:
    """One place at the table in the form: `name` begins the names of its fields."""

    name: str
    seat: str
    title: str
    note: str
    agencies: tuple[tuple[str, str], ...]
    chosen: str
    is_remote: bool
    agency: str


@dataclass(frozen=True, slots=True)
class OfficeChoice:
    """An office whose holder has no seat by the charter: not here, here without a seat, or in one."""

    name: str
    office: str
    title: str
    chosen: str


@dataclass(frozen=True, slots=True)
class Trial:
    """The form as it stands and, once asked, the answer."""

    rows: tuple[Row, ...]
    offices: tuple[OfficeChoice, ...]
    kinds: tuple[tuple[str, str], ...]
    kind: str
    invitees: int
    in_attendance: int
    is_set_aside: bool
    reason: str
    nominated: str
    room: Room | None = None
    finding: QuorumFinding | None = None
    chair: str = ""

    @property
    def present(self) -> tuple[Row, ...]:
        """Those ticked as here."""
        return tuple(row for row in self.rows if row.chosen in (MEMBER, DEPUTY))


def trial(charter: Charter, asked: Mapping[str, str], vacant: frozenset[str] = frozenset()) -> Trial:
    """The form for a charter, filled from what was asked; judged where anything was (`try` is there).

    `vacant` are the keys of the group's seats that stand empty, preset before anything is asked.
    """
    is_asked = "try" in asked
    form = Trial(
        rows=tuple(_rows(charter, asked, frozenset() if is_asked else frozenset(map(plain, vacant)))),
        offices=tuple(_offices(charter, asked)),
        kinds=tuple((kind, spoken(kind).capitalize()) for kind in kinds_of_item(charter)),
        kind=asked.get("kind", ""),
        invitees=_number(asked.get("invitees", "")),
        in_attendance=_number(asked.get("in_attendance", "")),
        is_set_aside="set_aside" in asked,
        reason=asked.get("reason", "")[:500],
        nominated=asked.get("nominated", ""),
    )
    return _judged(charter, form) if is_asked else form


def kinds_of_item(charter: Charter) -> tuple[str, ...]:
    """The kinds of item for which the charter has a rule of its own."""
    rules: list[QuorumRule | Decisions] = [*charter.each(QuorumRule), *charter.each(Decisions)]
    return tuple(dict.fromkeys(kind for rule in rules for kind in rule.kinds))


def _rows(charter: Charter, asked: Mapping[str, str], vacant: frozenset[str]) -> Iterator[Row]:
    known = {value for value, _ in CHOICES}
    for position, seat in enumerate(charter.seats):
        places = 1 if seat.several_people else min(seat.places, _MOST_PLACES)
        for place in range(places):
            name = f"s{position}" if places == 1 else f"s{position}-{place + 1}"
            preset = VACANT if plain(seat.key) in vacant else ABSENT
            chosen = asked.get(name, preset)
            yield Row(
                name=name,
                seat=seat.key,
                title=seat.role if places == 1 else f"{seat.role} ({place + 1} of {places})",
                note=_note(seat),
                agencies=_agencies(charter, seat),
                chosen=chosen if chosen in known else preset,
                is_remote=f"{name}-remote" in asked,
                agency=asked.get(f"{name}-agency", ""),
            )


def _note(seat: Seat) -> str:
    notes = [] if seat.status == "core" else [str(seat.status)]
    if not seat.is_voting:
        notes.append("no vote")
    if not seat.is_counted:
        notes.append("does not count to the quorum")
    return ", ".join(notes)


def _agencies(charter: Charter, seat: Seat) -> tuple[tuple[str, str], ...]:
    """The agencies to choose from, where the seat may be filled by several."""
    if len(seat.agency) < 2:
        return ()
    known = charter.agency_by_key
    return tuple((key, known[plain(key)].name or spoken(key)) for key in seat.agency)


def _offices(charter: Charter, asked: Mapping[str, str]) -> Iterator[OfficeChoice]:
    for position, office in enumerate(charter.offices):
        if ways_of(office):
            name = f"o{position}"
            title = office.name[:1].upper() + office.name[1:]
            yield OfficeChoice(name, office.key, title, asked.get(name, ""))


def _number(text: str) -> int:
    return min(int(text), _MOST_GUESTS) if text.isascii() and text.isdecimal() and len(text) < 4 else 0


def _judged(charter: Charter, form: Trial) -> Trial:
    room = _room(form)
    chair = derive_chair(charter, room)
    if form.is_set_aside and chair.person is not None:
        room = replace(room, override=RoomOverride(by=chair.person, reason=form.reason))
    finding = assess_quorum(charter, room, kind=form.kind or None)
    names = {presence.person: presence.called for presence in room.present}
    return replace(form, room=room, finding=finding, chair=names.get(chair.person or "", ""))


def _room(form: Trial) -> Room:
    here = [_presence(row) for row in form.present]
    offices: dict[str, str] = {}
    for office in form.offices:
        if office.chosen == "here":
            here.append(
                Presence(person=office.name, name=f"The {office.title.lower()}", offices=(office.office,))
            )
            offices[office.office] = office.name
        elif any(one.person == office.chosen for one in here):
            offices[office.office] = office.chosen
    return Room(
        present=(*here, *_guests(form)),
        vacancies=frozenset(_wholly_vacant(form.rows)),
        offices=offices,
        nominated=form.nominated if any(one.person == form.nominated for one in here) else None,
    )


def _presence(row: Row) -> Presence:
    is_deputy = row.chosen == DEPUTY
    return Presence(
        person=row.name,
        name=f"the deputy for {row.title}" if is_deputy else row.title,
        seats=(row.seat,),
        agency=row.agency or (row.agencies[0][0] if row.agencies else None),
        capacity=Capacity.DEPUTY if is_deputy else Capacity.MEMBER,
        is_remote=row.is_remote,
    )


def _guests(form: Trial) -> Iterator[Presence]:
    for number in range(1, form.invitees + 1):
        yield Presence(person=f"invitee-{number}", name=f"invitee {number}", capacity=Capacity.INVITEE)
    for number in range(1, form.in_attendance + 1):
        name = f"officer {number} in attendance"
        yield Presence(person=f"officer-{number}", name=name, capacity=Capacity.IN_ATTENDANCE)


def _wholly_vacant(rows: tuple[Row, ...]) -> Iterator[str]:
    for seat in {row.seat for row in rows}:
        if all(row.chosen == VACANT for row in rows if row.seat == seat):
            yield seat
