"""What higher apps, and the keepers of restricted records, do when children are searched for or merged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Min, QuerySet

from holdfast.casework.children.models import Child
from holdfast.groups.models import Group
from holdfast.kernel.hooks import Hook
from holdfast.stewardship.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Merging:
    """Everything that hung on `merged` now hangs on `kept`; or, when undone, stands where it stood."""

    kept: Child
    merged: Child
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class HiddenMatch:
    """Somebody's search found restricted records that they may not see: the guardian alone is told."""

    child_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Waits:
    """What else waits for a guardian: counted in words, and each way to it as (words, address)."""

    title: str
    counted: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChildChange:
    """These fields of the record are not what they were."""

    child: Child
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class CaseworkChange:
    """From now on the group discusses children; or, when ended, it no longer does."""

    group: Group
    is_ended: bool = False


# In the transaction of the change; whoever still needs the group to discuss children refuses its end.
on_casework_changed: Hook[[CaseworkChange, Actor], None] = Hook()
# In the transaction of the change: what depends on a birth date or a legal status is worked out anew.
on_child_changed: Hook[[ChildChange, Actor], None] = Hook()
# In the transaction of the merge, after rows have moved: what follows from them is worked out anew.
on_merging: Hook[[Merging, Actor], None] = Hook()
# In the transaction of the search. The searcher is shown nothing, so it must neither refuse nor say anything.
on_match_of_restricted: Hook[[HiddenMatch, Actor], None] = Hook()
# What waits for whoever guards records in higher apps, for their first page and the page of their records.
on_guardian_asking: Hook[[Actor], Waits | None] = Hook()

_events: dict[str, tuple[type[Any], str]] = {}


def nothing_before_birth(model: type[Any], day_field: str) -> None:
    """Name a model of rows on a child and its date or instant that cannot lie before the birth date."""
    _events[f"{model._meta.label_lower}.{day_field}"] = (model, day_field)


def first_event_on(child: Child) -> date | None:
    """The earliest London day on which something that is recorded happened to the child; one query."""
    asked = [_first_day(model, day_field, child) for model, day_field in _events.values()]
    if not asked:
        return None
    found = asked[0].union(*asked[1:])
    return min((first for (first,) in found if first is not None), default=None)


def _first_day(model: type[Any], day_field: str, child: Child) -> QuerySet[Any, Any]:
    is_instant = model._meta.get_field(day_field).get_internal_type() == "DateTimeField"
    day = f"{day_field}__date" if is_instant else day_field
    rows: QuerySet[Any, Any] = model.objects.filter(child=child).order_by().values("child")
    days: QuerySet[Any, Any] = rows.annotate(first=Min(day)).values_list("first")
    return days
