"""Which children are frequently missing on a day, since when, until when and why."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from holdfast.casework.missing.models import FrequentSpell


def frequent_on(child_ids: Collection[UUID] | None, day: date) -> set[UUID]:
    """Of these children (None: of all), those who are frequently missing on a London day."""
    rows = FrequentSpell.objects.filter(from_on__lte=day, to_on__gte=day)
    rows = rows if child_ids is None else rows.filter(child__in=child_ids)
    return set(rows.values_list("child_id", flat=True))


def spells_on(child_ids: Collection[UUID], day: date) -> dict[UUID, FrequentSpell]:
    """By child the spell that holds on the day."""
    rows = FrequentSpell.objects.filter(child__in=child_ids, from_on__lte=day, to_on__gte=day)
    return {row.child_id: row for row in rows}
