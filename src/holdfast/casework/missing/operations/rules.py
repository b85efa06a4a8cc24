"""What a partnership lays down about missing children besides the terms."""

from __future__ import annotations

from django.db import transaction

from holdfast.casework.missing.models import MissingRules
from holdfast.casework.missing.operations.frequent import recompute_everybody
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Agency
from holdfast.stewardship.trail.record import record


@transaction.atomic
def lay_down_rules(
    *, by: Actor, is_away_counted: bool, provider: Agency | None, seen_version: int
) -> MissingRules:
    """Say whether being away counts, and to whom interviews go; everybody's spells are answered anew."""
    by.require(Permission.MANAGE_INTERVIEWS)
    rules: MissingRules
    rules, _ = MissingRules.objects.select_for_update(of=("self",)).get_or_create(
        partnership_id=by.partnership_id
    )
    if rules.version != seen_version:
        refuse("Somebody else changed this meanwhile. Look at it again.")
    counts_otherwise = rules.is_away_counted != is_away_counted
    rules.is_away_counted, rules.provider = is_away_counted, provider
    rules.version += 1
    rules.save()
    changed = recompute_everybody() if counts_otherwise else 0
    record(
        "laid down rules on missing children", rules, by=by,
        is_away_counted=is_away_counted, children_changed=changed,
    )  # fmt: skip
    return rules
