"""The groups of a partnership whose meetings discuss children."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from holdfast.casework.children.models import CaseworkGroup
from holdfast.groups.models import Group


def casework_groups() -> QuerySet[Group, Group]:
    """Those of the present partnership that discuss children now, the longest standing first."""
    standing = CaseworkGroup.objects.filter(ended_at=None)
    return Group.objects.filter(casework__in=standing).order_by("casework__began_at", "pk")


def first_casework_group() -> Group | None:
    """The one in whose ledger stands what the partnership owes of a child; None where there is none."""
    return casework_groups().first()


def casework_times() -> list[CaseworkGroup]:
    """Each time in which a group discussed children, the earliest first, with its group. One query."""
    return list(CaseworkGroup.objects.select_related("group").order_by("began_at", "group_id"))


def group_owing(times: Iterable[CaseworkGroup], at: datetime) -> UUID | None:
    """In whose ledger stands what was owed at a moment: the first group that had not ended by then.

    What a group owed before it gave up discussing children stays its own.
    """
    return next((one.group_id for one in times if one.ended_at is None or at < one.ended_at), None)
