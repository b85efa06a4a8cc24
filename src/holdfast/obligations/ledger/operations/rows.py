"""One obligation held for the length of one act, and its history."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from holdfast.kernel import clock
from holdfast.obligations.ledger.models import Obligation, ObligationEntry
from holdfast.stewardship.access.actor import Actor


def locked(obligation_id: UUID, by: Actor) -> Obligation:
    """The row as it is now, if this person may see it."""
    rows = Obligation.objects.visible_to(by).select_for_update(of=("self",)).select_related("group")
    row = rows.filter(pk=obligation_id).first()
    if row is None:
        raise Http404
    return row  # type: ignore[no-any-return]


def enter(row: Obligation, kind: ObligationEntry.Kind, *, by: Actor | None, text: str = "") -> None:
    """Write one line of its history."""
    ObligationEntry.objects.create(
        partnership_id=row.partnership_id,
        obligation=row,
        kind=kind,
        at=clock.now(),
        by_id=by.person_id if by else None,
        text=text,
    )
