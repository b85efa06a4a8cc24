"""The record's own history: what it said, what it says, who changed it and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction

from holdfast.casework.children.models import Child
from holdfast.casework.children.operations import entries
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


class ChildChanged(Exception):
    """Somebody changed the record meanwhile; `present` is what it says now."""

    def __init__(self, present: Child) -> None:
        super().__init__("Somebody changed this record while you were writing.")
        self.present = present


@contextmanager
def held(child: Child, by: Actor, *, seen_version: int | None = None) -> Iterator[Child]:
    """The record as it is now, for one act of whoever keeps records.

    Raises `PermissionDenied`; `ChildChanged` when it is not in the version that was seen.
    """
    by.require(Permission.KEEP_CHILDREN)
    with transaction.atomic():
        now: Child = Child.objects.visible_to(by).select_for_update().get(pk=child.pk)
        if seen_version is not None and seen_version != now.version:
            raise ChildChanged(now)
        yield now


def enter(
    child: Child,
    kind: str,
    *,
    by: Actor,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    **details: Any,
) -> None:
    """Write one entry of the record's history, and one in the trail that says neither names nor values.

    `kind` is a past participle with its thing: `changed details`, `added a name`.
    """
    entries.enter(
        child, kind, by=by, reason=reason, before=plain(before or {}), after=plain(after or {}),
        reference=child.reference, **details,
    )  # fmt: skip


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON takes them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
