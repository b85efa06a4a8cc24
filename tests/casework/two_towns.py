"""Fernshire and Moorshire, which share a child: what tests of sharing have in common."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from holdfast.casework.children import elsewhere
from holdfast.casework.children.models import Child, Received, Share
from holdfast.casework.children.operations.sharing import share_child
from holdfast.obligations.concerns.publishing import publish_group
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.access.row_security import tenant_models
from tests.casework.town import CaseTown, case_town
from tests.factories import grant, make_person

WHY = "Placed in their area since March."
PARTS = ("placements", "voice")


def ask(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def refused(sql: str, *values: Any) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        ask(sql, *values)
    return str(error.value)


@pytest.fixture
def towns(db: None) -> tuple[CaseTown, CaseTown]:
    """Fernshire and Moorshire, whose case meeting lets others write to it."""
    moorshire = case_town("Moorshire").with_accounts()
    manager = make_person(moorshire.partnership, "Bola", moorshire.agencies["police"])
    grant(manager, Role.BUSINESS_MANAGER)
    moorshire.people["Bola"] = manager
    publish_group(by=moorshire.actor("Bola"), group=moorshire.group)
    return case_town("Fernshire"), moorshire


def shared(fernshire: CaseTown, child: Child | None = None, **more: Any) -> Share:
    """Robin Kestrel, shared by Fernshire's coordinator with Moorshire's case meeting."""
    fernshire.everything()
    child = child or kestrel(fernshire)
    by = fernshire.actor("Cora")
    to = more.pop("to", None) or elsewhere.destinations()[0].id
    what = {"to": to, "parts": PARTS, "purpose": WHY, "basis": "public-task"}
    return share_child(by=by, child=child, **(what | more))


def kestrel(town: CaseTown) -> Child:
    child = town.child("Robin", "Kestrel", school="Kestrel School")
    own = {"partnership": town.partnership, "child": child}
    child.voices.create(words="I want my own door.", heard_on="2026-03-01", heard_by="Kestrel Nurse", **own)
    child.addresss.create(lines="1 Kestrel Street", **own)
    child.placements.create(
        placing_authority="Fernshire", host_authority="Moorshire", from_on="2026-03-01", **own
    )
    return child


def arrived(moorshire: CaseTown, name: str = "Cora") -> Received:
    found: Received = Received.objects.visible_to(moorshire.actor(name)).get()
    return found


def rows_of(town: CaseTown) -> dict[str, list[str]]:
    """Every row of every table of a partnership, as the application's role reads it in raw SQL."""
    set_need_to_know(town.partnership.pk)
    tables = {model._meta.db_table for model in tenant_models()}
    return {table: [row for (row,) in ask(f"select x::text from {table} x")] for table in sorted(tables)}
