"""Who and what is around a child: the child's words, professionals, placements, areas of risk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from holdfast.casework.children.models import Child, OwnAuthority, Placement, Professional, RiskArea, Voice
from holdfast.casework.children.rules.births import birthday
from holdfast.casework.children.rules.coming_of_age import ADULT, born_between
from holdfast.casework.children.rules.placing import (
    Authority,
    assess_authority,
    assess_notice,
    is_out_of_area,
)
from holdfast.kernel import clock
from holdfast.kernel.finding import Finding
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


@dataclass(frozen=True)
class Placed:
    """A placement with where it lies and whether the host was told."""

    placement: Placement
    where: str
    notice: Finding
    doubts: tuple[str, ...]
    is_now: bool


@dataclass(frozen=True)
class AroundPage:
    """Who and what is around one child, and what this person may record."""

    child: Child
    voices: tuple[Voice, ...]
    working: tuple[Professional, ...]
    worked: tuple[Professional, ...]
    placements: tuple[Placed, ...]
    areas: tuple[RiskArea, ...]
    past_areas: tuple[RiskArea, ...]
    may_record: bool
    may_keep: bool


def around_page(actor: Actor, child: Child) -> AroundPage:
    """Everything around one child: four queries."""
    today = clock.today()
    people = list(Professional.objects.filter(child=child).select_related("agency", "person"))
    areas = list(RiskArea.objects.filter(child=child).order_by("-since_on"))
    return AroundPage(
        child=child,
        voices=tuple(Voice.objects.filter(child=child).select_related("recorded_by")),
        working=tuple(row for row in people if row.to_on is None or row.to_on >= today),
        worked=tuple(row for row in people if row.to_on is not None and row.to_on < today),
        placements=tuple(placed(row, today) for row in Placement.objects.filter(child=child)),
        areas=tuple(row for row in areas if row.ended_on is None),
        past_areas=tuple(row for row in areas if row.ended_on is not None),
        may_record=actor.may(Permission.RECORD_ON_CHILD),
        may_keep=actor.may(Permission.KEEP_CHILDREN),
    )


def placed(row: Placement, today: date) -> Placed:
    """A placement as a page says it."""
    placing = Authority(row.placing_authority, row.placing_code)
    host = Authority(row.host_authority, row.host_code)
    is_out = is_out_of_area(placing, host)
    codes = (assess_authority(code) for code in (row.placing_code, row.host_code))
    return Placed(
        placement=row,
        where=_where(row, is_out),
        notice=assess_notice(
            is_out=is_out,
            from_on=row.from_on,
            is_emergency=row.is_emergency,
            told_on=row.host_told_on,
            today=today,
        ),
        doubts=tuple(finding.reason for finding in codes if finding.met is False),
        is_now=row.from_on <= today and (row.to_on is None or row.to_on >= today) and not row.set_aside_at,
    )


def _where(row: Placement, is_out: bool) -> str:
    if row.is_placed_out:
        return "Placed by us, outside our area"
    if row.is_placed_here:
        return "Placed here by another authority"
    return "Out of the placing authority's area" if is_out else "In the placing authority's area"


def own_authorities() -> list[OwnAuthority]:
    """Those whose area is the partnership's now."""
    return list(OwnAuthority.objects.filter(ended_at=None))


@dataclass(frozen=True)
class TurningAdult:
    """A child who turns 18, and when."""

    child: Child
    on: date


def turning_adult(actor: Actor, months: int) -> list[TurningAdult]:
    """The children whom the actor may see who turn 18 within so many months, soonest first: one query."""
    first, last = born_between(clock.today(), months)
    rows = Child.objects.visible_to(actor).filter(birth_on__range=(first, last))
    found = [TurningAdult(row, birthday(row.birth_on, ADULT)) for row in rows]
    return sorted(found, key=lambda each: (each.on, each.child.reference))
