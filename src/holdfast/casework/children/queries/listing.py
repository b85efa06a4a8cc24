"""The list of children: whom somebody sees, narrowed, with what stands beside each name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from holdfast.casework.children.marks import Mark, marks_of, narrowed_to
from holdfast.casework.children.models import Child, Placement, RiskArea
from holdfast.casework.children.pages import born, own_marks
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor

# Code: words, the youngest and the oldest age in years.
AGES: dict[str, tuple[str, int, int]] = {
    "under-13": ("Under 13", 0, 12),
    "13-15": ("13 to 15", 13, 15),
    "16-17": ("16 or 17", 16, 17),
    "adult": ("18 or older", 18, 200),
    "not-known": ("Not known", -1, -1),
}


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What the list is narrowed to, by codes; empty is anything."""

    only: str = ""
    age: str = ""
    sex: str = ""
    area: str = ""
    placed: str = ""
    is_restricted: bool = False


@dataclass(frozen=True, slots=True)
class ChildInList:
    """One child as a list shows it."""

    id: UUID
    reference: str
    name: str
    known_as: str
    born: str
    sex: str
    marks: tuple[Mark, ...]


def children_for(actor: Actor, wanted: ListFilter) -> QuerySet[Child, Child]:
    """The children whom the actor may see and who are asked for, by name."""
    rows: QuerySet[Child, Child] = Child.objects.visible_to(actor)
    if wanted.only:
        rows = rows.filter(pk__in=narrowed_to(wanted.only, actor))
    if wanted.age:
        rows = rows.filter(_of_age(wanted.age, clock.today()))
    if wanted.sex:
        rows = rows.filter(sex=wanted.sex)
    if wanted.area:
        rows = rows.filter(pk__in=RiskArea.objects.filter(area=wanted.area, ended_on=None).values("child"))
    if wanted.placed:
        rows = rows.filter(pk__in=_placed(wanted.placed).values("child"))
    if wanted.is_restricted:
        rows = rows.filter(is_restricted=True)
    return rows.order_by("family_name", "given_names", "reference")


def _of_age(code: str, today: date) -> Q:
    _, youngest, oldest = AGES[code]
    if youngest < 0:
        return Q(birth_on=None)
    return Q(birth_on__lte=_born_before(today, youngest)) & Q(birth_on__gt=_born_before(today, oldest + 1))


def _born_before(today: date, age: int) -> date:
    """The latest birth date of somebody who has reached the age today."""
    year = today.year - age
    if year < 1:
        return date.min
    try:
        return today.replace(year=year)
    except ValueError:  # today is 29 February: born on 1 March is not there yet
        return date(year, 2, 28)


def _placed(code: str) -> QuerySet[Placement, Placement]:
    now: QuerySet[Placement, Placement] = Placement.objects.filter(
        Q(to_on=None) | Q(to_on__gte=clock.today()), from_on__lte=clock.today(), set_aside_at=None
    )
    return now.filter(is_placed_out=True) if code == "out" else now.filter(is_placed_here=True)


def child_rows(actor: Actor, children: Sequence[Child]) -> list[ChildInList]:
    """The children as a list shows them; marks of all of them in one query for each kind of mark."""
    marks = marks_of(actor, [child.pk for child in children])
    return [
        ChildInList(
            id=child.pk,
            reference=child.reference,
            name=child.name,
            known_as=child.known_as,
            born=born(child),
            sex=child.get_sex_display(),
            marks=(*own_marks(child), *marks.get(child.pk, ())),
        )
        for child in children
    ]
