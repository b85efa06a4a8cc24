"""What follows when a search before creating meets a restricted record: its guardian hears, nobody else."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from holdfast.casework.children.hooks import HiddenMatch
from holdfast.casework.children.models import Child, RestrictedMatch
from holdfast.casework.children.operations.restricting import require_guardian
from holdfast.casework.children.telling import MATCH, tell_guardian
from holdfast.kernel import clock
from holdfast.obligations.notices.operations import withdraw_notices
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.context import seeing_everything
from holdfast.stewardship.trail.record import record


@transaction.atomic
def note_match(child_ids: Collection[UUID], *, by: Actor) -> None:
    """Have the guardians of those of these children told who are hidden from the searcher.

    The searcher's next search of the same child, before the guardian has looked, adds no second alert.
    """
    if not child_ids:
        return
    seen = set(Child.objects.filter(pk__in=child_ids).values_list("pk", flat=True))
    with seeing_everything():
        rows = Child.objects.filter(pk__in=set(child_ids) - seen, is_restricted=True, merged_into=None)
        for child in rows.select_for_update(of=("self",)).order_by("pk"):
            _note(child, by)


def _note(child: Child, by: Actor) -> None:
    match, is_new = RestrictedMatch.objects.get_or_create(
        child=child,
        searched_by_id=by.person_id,
        closed_at=None,
        defaults={"partnership_id": by.partnership_id, "searched_at": clock.now()},
    )
    if is_new:
        record("searched for somebody like", match, by=by)
        tell_guardian(child, MATCH, match.pk)


def tell_of_match(match: HiddenMatch, by: Actor) -> None:
    """What is called when a search has found restricted records that the searcher may not see."""
    note_match(match.child_ids, by=by)


@transaction.atomic
def close_match(*, by: Actor, match: RestrictedMatch, note: str) -> None:
    """Say, as the guardian, that the search was looked into. A second time changes nothing."""
    row = RestrictedMatch.objects.select_for_update(of=("self",)).select_related("child").get(pk=match.pk)
    require_guardian(by, row.child)
    if row.closed_at is not None:
        return
    row.closed_at, row.closed_by_id, row.note = clock.now(), by.person_id, note.strip()
    row.save(update_fields=["closed_at", "closed_by", "note"])
    record("looked into", row, by=by)
    withdraw_notices(kind=MATCH.key, subject_id=row.pk)
