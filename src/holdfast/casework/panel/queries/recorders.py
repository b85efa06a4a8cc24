"""Which agencies are asked to have on their own systems what is said of a child in the meeting."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from holdfast.casework.children.models import Professional
from holdfast.casework.risk.recorders import agencies_for_plans
from holdfast.groups.models import Group
from holdfast.stewardship.tenancy.models import Agency


def recorders_of(group: Group, workers: Iterable[Professional], seated: Iterable[Agency]) -> frozenset[UUID]:
    """Whose systems the terms name, and who works with the child; else every agency at the table."""
    found = {*agencies_for_plans(group), *(one.agency_id for one in workers)}
    seats = {one.pk for one in seated}
    return frozenset(found & seats or seats)
