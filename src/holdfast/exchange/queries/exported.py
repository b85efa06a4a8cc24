"""What goes into the `Missing` file of an SSDA903 return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from holdfast.casework.children.codes import IdentifierKind
from holdfast.casework.children.models import Identifier
from holdfast.casework.missing.models import Episode
from holdfast.casework.missing.rules.episodes import midnight_of
from holdfast.exchange.days import CollectionYear
from holdfast.exchange.ssda903.writing import Period
from holdfast.kernel.clock import LONDON
from holdfast.stewardship.access.actor import Actor


@dataclass(frozen=True)
class MissingFile:
    """The periods of a collection year, and the episodes that they are."""

    periods: Sequence[Period]
    ids: Sequence[UUID]


def missing_file(actor: Actor, year: CollectionYear) -> MissingFile:
    """Every standing episode of a looked-after child that touches the year and that the actor may see.

    A period that goes on after the year's end is open in its return.
    """
    pairs = [(_period(row, year), row.pk) for row in _episodes(actor, year)]
    pairs.sort(key=lambda pair: (pair[0].child, pair[0].began_on))
    return MissingFile([period for period, _ in pairs], [pk for _, pk in pairs])


def _episodes(actor: Actor, year: CollectionYear) -> QuerySet[Episode]:
    first, after = midnight_of(year.first), midnight_of(year.last + timedelta(days=1))
    numbers = Identifier.objects.filter(child=OuterRef("child"), ended_at=None).order_by("created_at")
    return_number = numbers.filter(kind=IdentifierKind.LOOKED_AFTER)
    rows: QuerySet[Episode] = Episode.objects.visible_to(actor).standing()
    rows = rows.filter(Q(ended_at=None) | Q(ended_at__gte=first), began_at__lt=after)
    rows = rows.filter(Q(child__is_looked_after=True) | Exists(return_number))
    rows = rows.annotate(
        number=Subquery(return_number.values("written")[:1]),
        other=Subquery(numbers.filter(kind=IdentifierKind.SOCIAL_CARE).values("written")[:1]),
    )
    return rows.select_related("child").order_by("began_at")


def _period(row: Episode, year: CollectionYear) -> Period:
    ended = row.ended_at.astimezone(LONDON).date() if row.ended_at else None
    number: str = getattr(row, "number", "") or getattr(row, "other", "") or row.child.reference
    return Period(
        number, row.child.birth_on, row.kind, row.began_at.astimezone(LONDON).date(), _until(ended, year)
    )


def _until(ended: date | None, year: CollectionYear) -> date | None:
    return ended if ended is not None and ended <= year.last else None
