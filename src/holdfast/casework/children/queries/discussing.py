"""Whether a group discusses children, who sees them by that, and what its terms say of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from holdfast.casework.children.models import CaseworkGroup
from holdfast.casework.children.rules.discussing import Candidate, assess_beginning
from holdfast.charter.mechanism import Mechanism
from holdfast.charter.model import Charter
from holdfast.charter.plain import say
from holdfast.charter.registry import name_of
from holdfast.groups.charters import charter_in_force
from holdfast.groups.membership import members_on, office_holders_on
from holdfast.groups.models import Group
from holdfast.groups.standings import is_chairing
from holdfast.kernel import clock
from holdfast.kernel.finding import Finding
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Role

# What terms lay down for the work with children, beside who meets and when.
_OF_CHILDREN = frozenset({"casework", "flag", "pathway", "voice"})
_BY_NAME = (Role.COORDINATOR, Role.INTERVIEW_PROVIDER, Role.PRACTITIONER, Role.GUARDIAN)


@dataclass(frozen=True, slots=True)
class ClauseSaid:
    """A clause of the terms on children, and how it is kept."""

    clause: str
    kept_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role that is given by name, and who has it."""

    role: Role
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DiscussingPage:
    """All that whoever decides it should know."""

    group: Group
    since: datetime | None
    finding: Finding
    level: str
    terms: str
    chairs: tuple[str, ...]
    members: tuple[str, ...]
    clauses: tuple[ClauseSaid, ...]
    roles: tuple[RoleHeld, ...]


def discussing_since(group: Group) -> datetime | None:
    """Since when the group has discussed children, if it does; one query."""
    row = CaseworkGroup.objects.filter(group=group, ended_at=None).first()
    return row.began_at if row else None


def candidate(group: Group, charter: Charter | None = None) -> Candidate:
    """The group as the rule asks about it. At most three queries."""
    today = clock.today()
    charter = charter or charter_in_force(group, today)
    return Candidate(
        name=str(group),
        level=(charter.level if charter else "") or group.level,
        terms=(charter.version or "in force") if charter else "",
        has_ended=group.ended_on is not None and group.ended_on < today,
        is_discussing=discussing_since(group) is not None,
    )


def discussing_page(group: Group) -> DiscussingPage:
    """Eleven queries, however many sit there."""
    charter = charter_in_force(group, clock.today())
    asked = candidate(group, charter)
    chairs, members = _who_sees(group, charter)
    return DiscussingPage(
        group=group,
        since=discussing_since(group),
        finding=assess_beginning(asked),
        level=asked.level,
        terms=asked.terms,
        chairs=chairs,
        members=members,
        clauses=tuple(_clauses(charter)) if charter else (),
        roles=_roles(),
    )


def _who_sees(group: Group, charter: Charter | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whom the standings of the group make chairs and members today, by name; a chair is not named twice."""
    membership = members_on(group, clock.today())
    offices = office_holders_on(group, clock.today(), membership, charter)
    chairs = {one.person_id: one.name for one in offices if is_chairing(one.office)}
    members = {one.person_id: one.name for one in membership.people.values() if not one.has_left}
    members |= {d.person_id: d.name for seat in membership.seats for d in seat.deputies if not d.has_left}
    clerks = RoleGrant.objects.filter(group_id=group.pk, role=Role.MINUTE_TAKER, ended_at=None)
    members |= dict(clerks.values_list("person_id", "person__name"))
    rest = [name for pk, name in members.items() if pk not in chairs]
    return tuple(sorted(chairs.values())), tuple(sorted(rest))


def _clauses(charter: Charter) -> list[ClauseSaid]:
    found = []
    for clause in charter.clauses:
        said = tuple(say(charter, one) for one in clause.mechanisms if _is_of_children(one))
        if said:
            found.append(ClauseSaid(clause.id, said))
    return found


def _is_of_children(mechanism: Mechanism) -> bool:
    return name_of(mechanism) in _OF_CHILDREN


def _roles() -> tuple[RoleHeld, ...]:
    rows = RoleGrant.objects.filter(role__in=_BY_NAME, ended_at=None).order_by("person__name")
    held = list(rows.values_list("role", "person__name"))
    return tuple(RoleHeld(role, tuple(name for of, name in held if of == role)) for role in _BY_NAME)
