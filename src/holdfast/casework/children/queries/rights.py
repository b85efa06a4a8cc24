"""Who may see a record and who opened it; and what the guardian of restricted records has to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from holdfast.casework.children.hooks import Waits, on_guardian_asking
from holdfast.casework.children.models import Child, EmergencyAccess, Grant, RestrictedMatch
from holdfast.casework.children.operations.restricting import is_guardian
from holdfast.casework.children.rules.rights import is_live
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.context import seeing_everything
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Permission, Role
from holdfast.stewardship.tenancy.models import Person


@dataclass(frozen=True)
class Opened:
    """An emergency access as a list shows it."""

    access: EmergencyAccess
    is_live: bool
    is_own: bool


@dataclass(frozen=True)
class RightsPage:
    """Who may see one record, and what this person may do about it."""

    child: Child
    live: tuple[Grant, ...]
    over: tuple[Grant, ...]
    opened: tuple[Opened, ...]
    matches: tuple[RestrictedMatch, ...]
    is_guardian: bool
    may_restrict: bool
    may_grant: bool


def rights_page(actor: Actor, child: Child) -> RightsPage:
    """Everything about who may see one record: three queries."""
    own = is_guardian(actor, child)
    grants = list(Grant.objects.filter(child=child).select_related("person__agency", "granted_by"))
    today = clock.today()
    live = [g for g in grants if g.ended_at is None and (g.to_on is None or g.to_on >= today)]
    return RightsPage(
        child=child,
        live=tuple(sorted(live, key=lambda grant: grant.person.name)),
        over=tuple(grant for grant in grants if grant not in live),
        opened=_opened(actor, EmergencyAccess.objects.filter(child=child)),
        matches=tuple(RestrictedMatch.objects.filter(child=child).select_related("searched_by__agency")),
        is_guardian=own,
        may_restrict=not child.is_restricted and actor.may(Permission.KEEP_CHILDREN),
        may_grant=own if child.is_restricted else actor.may(Permission.KEEP_CHILDREN),
    )


def _opened(actor: Actor, rows: Iterable[EmergencyAccess]) -> tuple[Opened, ...]:
    now = clock.now()
    found = rows.select_related("child", "person__agency", "reviewed_by").order_by("-began_at")  # type: ignore[attr-defined]
    return tuple(Opened(row, is_live(row.until_at, now), row.person_id == actor.person_id) for row in found)


@dataclass(frozen=True)
class Abandoned:
    """A restricted record whose guardian can no longer act: by its reference, nothing else."""

    id: UUID
    reference: str
    guardian: str


@dataclass(frozen=True)
class GuardianPage:
    """What a guardian keeps, and what waits."""

    records: tuple[Child, ...]
    matches: tuple[RestrictedMatch, ...]
    to_review: tuple[Opened, ...]
    abandoned: tuple[Abandoned, ...]
    waits: tuple[Waits, ...]

    @property
    def asks_something(self) -> bool:
        """Whether anything is to be done."""
        return bool(self.matches or self.to_review or self.abandoned or self.waits)


def guardian_page(actor: Actor) -> GuardianPage:
    """A guardian's records and what waits: four queries, one of all guardians, and those of higher apps."""
    records = Child.objects.visible_to(actor).filter(guardian_id=actor.person_id, is_restricted=True)
    own = {"child__guardian_id": actor.person_id}
    matches = RestrictedMatch.objects.filter(closed_at=None, **own)
    waiting = EmergencyAccess.objects.filter(reviewed_at=None, **own)
    return GuardianPage(
        records=tuple(records.order_by("reference")),
        matches=tuple(matches.select_related("child", "searched_by__agency")),
        to_review=_opened(actor, waiting),
        abandoned=abandoned_records(actor),
        waits=tuple(one for one in on_guardian_asking.call(actor) if one is not None),
    )


def abandoned_records(actor: Actor) -> tuple[Abandoned, ...]:
    """Restricted records whose guardian has left, is locked out or is a guardian no more."""
    held = RoleGrant.objects.filter(role=Role.GUARDIAN, ended_at=None).values("person_id")
    able = Person.objects.able_to_act().filter(pk__in=held).values("pk")
    with seeing_everything():
        rows = Child.objects.filter(partnership_id=actor.partnership_id, is_restricted=True, merged_into=None)
        found = list(rows.exclude(guardian__in=able).select_related("guardian").order_by("reference"))
    return tuple(Abandoned(row.pk, row.reference, row.guardian.name) for row in found)
