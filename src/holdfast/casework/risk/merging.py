"""What follows for the list and the plans when two records become one, or are taken apart again."""

from __future__ import annotations

from holdfast.casework.children.hooks import Merging, on_merging
from holdfast.casework.children.models import Child
from holdfast.casework.risk.models import SafetyPlan, SharedItem
from holdfast.casework.risk.operations.laying import lay_anew
from holdfast.casework.risk.operations.plans import end_as_former
from holdfast.casework.risk.promises import CAUSE
from holdfast.obligations.ledger.operations import settle
from holdfast.stewardship.access.actor import Actor


def register() -> None:
    """Listen; called when the app is ready."""
    on_merging.register(_merged)


def _merged(merging: Merging, by: Actor) -> None:
    for child in (merging.kept, merging.merged):
        lay_anew(child)
        _keep_one_plan(child, by)
        _settle(child, by)


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
