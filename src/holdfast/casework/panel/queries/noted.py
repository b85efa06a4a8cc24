"""Lists of what was noted: practice, and disclosures to others."""

from __future__ import annotations

from django.db.models import QuerySet

from holdfast.casework.panel.models import Disclosure, PracticeNote
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


def practice_notes(
    actor: Actor, kind: str = "", *, open_only: bool = False
) -> QuerySet[PracticeNote, PracticeNote]:
    """What was noted in the person's groups, the latest first."""
    rows: QuerySet[PracticeNote, PracticeNote] = PracticeNote.objects.visible_to(actor)
    if kind in PracticeNote.Kind.values:
        rows = rows.filter(kind=kind)
    if open_only:
        rows = rows.filter(resolved_at=None).exclude(kind=PracticeNote.Kind.GOOD)
    return rows.select_related("group", "meeting", "child", "agency", "noted_by").order_by("-noted_at", "pk")


def disclosures(actor: Actor) -> QuerySet[Disclosure, Disclosure]:
    """What others were told, in the groups whose cases the person runs."""
    rows: QuerySet[Disclosure, Disclosure] = Disclosure.objects.visible_to(actor)
    groups = actor.groups_where(Permission.RUN_CASES)
    if groups is not None:
        rows = rows.filter(group__in=groups)
    return rows.select_related("child", "disclosed_by", "group").order_by("-disclosed_at", "pk")
