"""What the trail calls a partnership's boards, groups, terms and seats, and where they stand."""

from __future__ import annotations

from holdfast.groups.models import Board, Group, Seat, Terms
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
    register_kind("groups.officeholding", "office")
