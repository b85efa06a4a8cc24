"""What the trail calls a partnership's boards, groups, terms and seats, and where they stand."""

from __future__ import annotations

from holdfast.charter.words import spoken
from holdfast.groups.models import Appointment, Board, Group, OfficeHolding, Seat, Terms
from holdfast.stewardship.trail.kinds import register_kind, rows_of


def register() -> None:
    """Name them; called when the app is ready."""
    register_kind("groups.group", "group", rows_of(Group, "groups:group"))
    register_kind("groups.board", "board", rows_of(Board, "groups:board"))
    register_kind("groups.seat", "seat", rows_of(Seat, "groups:seat", name=lambda seat: str(seat.title)))
    found = rows_of(Terms, "groups:read-terms")
    in_force = {"put in force": "put the terms of reference in force"}
    register_kind("groups.terms", "terms of reference", found, in_force)
    register_kind("groups.termsapproval", "terms of reference")
    seated = rows_of(Appointment, "groups:seat", key="seat_id", name=_in_seat, related=("person", "seat"))
    register_kind("groups.appointment", "appointment", seated)
    holding = rows_of(OfficeHolding, "groups:members", key="group_id", name=_in_office, related=("person",))
    register_kind("groups.officeholding", "office", holding)


def _in_seat(row: Appointment) -> str:
    return f"{row.person.name} as {row.seat.title}"


def _in_office(row: OfficeHolding) -> str:
    return f"{row.person.name} as {spoken(row.office)}"
