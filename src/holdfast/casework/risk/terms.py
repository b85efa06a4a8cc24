"""What the terms in force of the groups that discuss children say of risk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.casework.children.codes import Area
from holdfast.casework.children.models import CaseworkGroup
from holdfast.casework.risk.rules.terms import areas_of, circumstances_of
from holdfast.groups.charters import charter_of, terms_in_force_of
from holdfast.groups.models import Group
from holdfast.kernel import clock

if TYPE_CHECKING:
    from holdfast.charter.model import Charter


def casework_groups() -> list[Group]:
    """The groups that discuss children, by name. One query."""
    rows = CaseworkGroup.objects.filter(ended_at=None).select_related("group")
    return sorted((row.group for row in rows), key=lambda group: group.name)


def charters_in_force() -> tuple[Charter, ...]:
    """The charters of the groups that discuss children, today. Two queries."""
    ids = [group.pk for group in casework_groups()]
    return tuple(charter_of(terms) for terms in terms_in_force_of(ids, clock.today()).values())


def circumstances() -> tuple[str, ...]:
    """The circumstances that their pathways ask about."""
    return circumstances_of(charters_in_force())


def areas() -> tuple[Area, ...]:
    """The areas of risk within their scope."""
    return areas_of(charters_in_force())
