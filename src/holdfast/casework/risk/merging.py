"""What follows for the list and the plans when two records become one, or are taken apart again."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast.casework.children.hooks import Merging, on_merging
from holdfast.casework.children.models import Child
from holdfast.casework.risk.models import ListChange, ListEntry, SafetyPlan, SharedItem
from holdfast.casework.risk.operations.plans import end_as_former
from holdfast.casework.risk.promises import CAUSE
from holdfast.casework.risk.rules.listing import CHANGES, Change
from holdfast.obligations.ledger.operations import settle
from holdfast.stewardship.access.actor import Actor


def register() -> None:
    """Listen; called when the app is ready."""
    on_merging.register(_merged)


def _merged(merging: Merging, by: Actor) -> None:
    for child in (merging.kept, merging.merged):
        _lay_anew(child)
        _keep_one_plan(child, by)
        _settle(child, by)


def _lay_anew(child: Child) -> None:
    """A child's stretches on the list, made again from everything that was done with it."""
    ListEntry.objects.filter(child=child).delete()
    ListEntry.objects.bulk_create(_stretches(child))


def _stretches(child: Child) -> Iterator[ListEntry]:
    present: ListEntry | None = None
    for change in ListChange.objects.filter(child=child).order_by("at", "number", "recorded_at"):
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


def _keep_one_plan(child: Child, by: Actor) -> None:
    """Of two plans in force the one agreed last holds."""
    in_force = SafetyPlan.objects.filter(child=child, ended_on=None).order_by("-agreed_on", "-recorded_at")
    plans = list(in_force)
    for plan in plans[1:]:
        end_as_former(plan, plans[0].agreed_on, by)


def _settle(child: Child, by: Actor) -> None:
    """What agencies owe names the child by the reference of the record that it now is."""
    items: dict[object, list[SharedItem]] = {}
    for item in SharedItem.objects.filter(child=child).select_related("group"):
        items.setdefault(item.group_id, []).append(item)
    for found in items.values():
        settle(CAUSE, [item.pk for item in found], group=found[0].group, by=by)
