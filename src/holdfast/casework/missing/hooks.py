"""What happens to episodes when a child's record, or the terms of the group that discusses them, change."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F

from holdfast.casework.children.groups import first_casework_group
from holdfast.casework.children.hooks import (
    CaseworkChange,
    ChildChange,
    Merging,
    nothing_before_birth,
    on_casework_changed,
    on_child_changed,
    on_merging,
)
from holdfast.casework.missing.models import Episode
from holdfast.casework.missing.operations.following import follow
from holdfast.casework.missing.operations.frequent import recompute_everybody
from holdfast.casework.missing.rulings import setting
from holdfast.groups.hooks import on_terms_changed
from holdfast.groups.models import Terms
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.context import seeing_everything

# What a return interview depends on: whether the child was 18 by then.
_MATTERS = frozenset({"birth_on", "is_birth_estimated"})


def follow_merge(merging: Merging, by: Actor) -> None:
    """The episodes of both records are on one now, or on two again."""
    _follow([merging.kept.pk, merging.merged.pk], by)


def follow_child(change: ChildChange, by: Actor) -> None:
    """A corrected birth date decides anew whether interviews are owed."""
    if change.fields & _MATTERS:
        _follow([change.child.pk], by)


def follow_terms(terms: Terms, by: Actor) -> None:
    """New terms may count otherwise."""
    if terms.in_force_from is not None and first_casework_group() == terms.group:
        recompute_everybody()


def follow_casework(change: CaseworkChange, by: Actor) -> None:
    """Another group's terms may count now, and say from when on interviews are owed."""
    recompute_everybody()
    under = setting()
    if under.group != change.group:
        return
    with seeing_everything():
        rows = Episode.objects.standing().filter(ended_at__date__gte=under.interviews_from)
        follow(list(rows.select_related("child")), by=by, under=under)


def _follow(child_ids: list[UUID], by: Actor) -> None:
    rows = Episode.objects.filter(child__in=child_ids).select_related("child")
    follow(list(rows.order_by(F("child_id"))), by=by)


def register() -> None:
    """Follow all of them; called when the app is ready."""
    on_merging.register(follow_merge)
    on_child_changed.register(follow_child)
    on_terms_changed.register(follow_terms)
    on_casework_changed.register(follow_casework)
    nothing_before_birth(Episode, "began_at")
