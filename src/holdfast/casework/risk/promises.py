"""What an agency is asked to record on its own system, as an obligation: met by its reference."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from holdfast.casework.children.need_to_know import not_hidden_if_any
from holdfast.casework.risk.models import Confirmation
from holdfast.casework.risk.rules.terms import clause_of_sharing, systems_of
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import said_day
from holdfast.obligations.ledger.kinds import Asked, Doing, Kind, Source, declare
from holdfast.obligations.ledger.promises import Kept, Party, Promise, Proof
from holdfast.obligations.ledger.versions import Version
from holdfast.stewardship.access.permissions import Permission

CAUSE = "shared item"
_SAYS = {"plan": "the safety plan", "information": "what was shared", "action": "the action agreed"}

RECORDED = Kind(
    key="recorded",
    title="To record on an agency's own system",
    keeps=("sharing: recorded", "casework: plans"),
    seen_by=Permission.SEE_CASES,
    counted_by=Permission.SEE_CASEWORK_FIGURES,
    doing=lambda row: Doing("Say where it is recorded", reverse("risk:recording")),
    # The row is about a child: whoever must not know of a restricted one does not see that it is owed.
    row_condition=not_hidden_if_any("subject_id"),
)


def register() -> None:
    """Declare it; called when the app is ready."""
    declare(Source(cause=CAUSE, kinds=(RECORDED,), facts=_facts, promises=_promises))


def _facts(asked: Asked) -> list[Confirmation]:
    one = {} if asked.ids is None else {"item_id__in": asked.ids}
    rows = Confirmation.objects.filter(item__group=asked.group, **one).select_related("item", "child")
    return [row for row in rows if _is_owed(row)]


def _is_owed(row: Confirmation) -> bool:
    """What was confirmed stays on record; what was withdrawn before, or never needed, is owed no more."""
    if row.state == Confirmation.State.NOT_NEEDED:
        return False
    return row.item.withdrawn_at is None or row.state == Confirmation.State.RECORDED


def _promises(rows: list[Confirmation], version: Version) -> Iterator[Promise]:
    for row in rows:
        yield Promise(
            kind=RECORDED.key,
            clause=_clause(version, row.item.kind),
            cause_id=row.item_id,
            occasion=f"confirmation {row.pk}",
            owner=Party(agency_id=row.agency_id),
            owed_to=Party(group_id=row.item.group_id),
            says=f"Record {_SAYS[row.item.kind]} of child {row.child.reference} on your own system",
            subject=("children.child", row.child_id),
            began_at=row.asked_at,
            began_with="it was shared",
            kept=_kept(row),
        )


def _clause(version: Version, kind: str) -> str:
    """Of a plan, the clause that names the systems; of all else the one by which agencies confirm."""
    if version.charter is None:
        return ""
    systems = systems_of(version.charter) if kind == "plan" else ()
    return systems[0][0] if systems else clause_of_sharing(version.charter)


def _kept(row: Confirmation) -> Kept | None:
    if row.state != Confirmation.State.RECORDED or row.answered_at is None:
        return None
    words = f"Recorded on {said_day(row.answered_at.astimezone(LONDON).date())}"
    return Kept(row.answered_at, (Proof("risk.confirmation", row.pk, words, row.answered_at),))
