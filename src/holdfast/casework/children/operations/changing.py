"""Correcting a record: each change keeps what was there before, and nobody overwrites another's unseen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdfast.casework.children.hooks import ChildChange, first_event_on, on_child_changed
from holdfast.casework.children.models import Child
from holdfast.casework.children.operations.entering import enter, held
from holdfast.casework.children.rules.births import assess_birth
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor

CHANGED = "changed details"
IDENTITY = (
    "given_names", "family_name", "known_as", "birth_on", "is_birth_estimated", "sex", "ethnic_group",
)  # fmt: skip
CIRCUMSTANCES = (
    "language", "needs_interpreter", "school", "has_learning_disability", "disability",
    "legal_status", "is_looked_after", "responsible_authority",
)  # fmt: skip
CHANGEABLE = frozenset(IDENTITY + CIRCUMSTANCES)


def change_child(
    child: Child, values: Mapping[str, Any], *, by: Actor, seen_version: int, reason: str = ""
) -> frozenset[str]:
    """Change some of `IDENTITY` and `CIRCUMSTANCES`; which of them were changed.

    Raises `ChildChanged` when the record is no longer in `seen_version`, and `Refused` for a birth date ahead
    or after something already recorded.
    """
    with held(child, by, seen_version=seen_version) as now:
        after = {
            name: values[name] for name in CHANGEABLE & values.keys() if getattr(now, name) != values[name]
        }
        if not after:
            return frozenset()
        if "birth_on" in after:
            assess_birth(after["birth_on"], clock.today(), first_event_on(now)).require()
        before = {name: getattr(now, name) for name in after}
        save_changes(now, after)
        enter(now, CHANGED, by=by, before=before, after=after, reason=reason, fields=sorted(after))
        on_child_changed.call(ChildChange(now, frozenset(after)), by)
        return frozenset(after)


def save_changes(child: Child, values: Mapping[str, Any]) -> None:
    """Write the fields, and count the version on."""
    for name, value in values.items():
        setattr(child, name, value)
    child.version += 1
    child.save(update_fields=[*values, "version"])
