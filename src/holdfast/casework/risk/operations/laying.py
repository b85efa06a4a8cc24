"""A child's stretches on the list, made again from everything that was done with it and still stands."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast.casework.children.models import Child
from holdfast.casework.risk.models import ListChange, ListEntry
from holdfast.casework.risk.rules.listing import CHANGES, Change


def lay_anew(child: Child) -> None:
    """Where two records become one, or an entry is struck out; in that act's transaction."""
    ListEntry.objects.filter(child=child).delete()
    ListEntry.objects.bulk_create(_stretches(child))


def _stretches(child: Child) -> Iterator[ListEntry]:
    present: ListEntry | None = None
    changes = ListChange.objects.standing().filter(child=child)
    for change in changes.order_by("at", "number", "recorded_at"):
        if present is not None:
            present.to_at = change.at
            yield present
        present = _next(change, present)
    if present is not None:
        yield present


def _next(change: ListChange, present: ListEntry | None) -> ListEntry | None:
    standing = CHANGES[Change(change.kind)][1]
    if standing is None:
        return None
    return ListEntry(
        partnership_id=change.partnership_id, child_id=change.child_id, standing=standing,
        joined_at=present.joined_at if present else change.at, from_at=change.at, review_on=change.review_on,
    )  # fmt: skip
