"""Whose systems must hold the safety plans of a group: those its terms name, and those it chose besides."""

from __future__ import annotations

from uuid import UUID

from holdfast.casework.risk.models import RecordingAgency
from holdfast.casework.risk.rules.terms import agency_key, systems_of
from holdfast.groups.charters import charter_in_force
from holdfast.groups.membership import agencies_by_key
from holdfast.groups.models import Group
from holdfast.kernel import clock


def agencies_in_terms(group: Group) -> dict[UUID, str]:
    """The agencies whose systems the terms in force name, by their local names. Two queries."""
    charter = charter_in_force(group, clock.today())
    systems = systems_of(charter) if charter else ()
    known = agencies_by_key(group) if systems else {}
    keys = [agency_key(words, known) for _, words in systems]
    return {known[key].id: known[key].short_name for key in keys if key}


def agencies_for_plans(group: Group) -> dict[UUID, str]:
    """Every agency whose system must hold a plan, by name. Three queries."""
    rows = RecordingAgency.objects.filter(group=group, ended_at=None).select_related("agency")
    return agencies_in_terms(group) | {row.agency_id: str(row.agency) for row in rows}
