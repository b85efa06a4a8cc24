"""The groups of a partnership whose meetings discuss children."""

from __future__ import annotations

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
