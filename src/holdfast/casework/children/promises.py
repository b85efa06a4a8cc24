"""The review of an emergency access as an obligation: owed by the record's guardian, names no child."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from holdfast.casework.children.models import EmergencyAccess
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import Period, Unit, falls_due, said_day
from holdfast.obligations.ledger.kinds import Asked, Doing, Kind, Source, declare
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.promises import Kept, Party, Promise, Proof
from holdfast.obligations.ledger.versions import Version
from holdfast.stewardship.access.permissions import Permission

CAUSE = "emergency access"
# No terms say how soon: the next working day's end, so that nobody's sight of a record goes unlooked at.
WITHIN = Period(1, Unit.WORKING_DAY)


def _open(row: Obligation) -> Doing:
    return Doing("Review it", reverse("children:emergency", args=[row.cause_id]))


REVIEW = Kind(
    key="emergency-reviewed",
    title="Reviews of emergency access",
    seen_by=Permission.GUARD_CHILDREN,
    is_urgent=True,
    doing=_open,
)


def register() -> None:
    """Declare it; called when the app is ready."""
    declare(Source(cause=CAUSE, kinds=(REVIEW,), facts=_facts, promises=_promises))


def _facts(asked: Asked) -> list[EmergencyAccess]:
    rows = EmergencyAccess.objects.filter(group=asked.group).select_related("child")
    return list(rows if asked.ids is None else rows.filter(pk__in=asked.ids))


def _promises(accesses: list[EmergencyAccess], version: Version) -> Iterator[Promise]:
    for access in accesses:
        reviewer = access.reviewed_by_id or access.child.guardian_id
        if reviewer is None or reviewer == access.person_id:
            continue
        yield Promise(
            kind=REVIEW.key,
            cause_id=access.pk,
            occasion=f"emergency {access.pk}",
            owner=Party(person_id=reviewer),
            owed_to=Party(group_id=access.group_id),
            says="Review an emergency access to a restricted record",
            began_at=access.began_at,
            began_with="the record was opened in an emergency",
            period=str(WITHIN),
            due=falls_due(access.began_at, WITHIN),
            kept=_kept(access),
        )


def _kept(access: EmergencyAccess) -> Kept | None:
    if access.reviewed_at is None:
        return None
    day = said_day(access.reviewed_at.astimezone(LONDON).date())
    label = EmergencyAccess._meta.label_lower
    return Kept(access.reviewed_at, (Proof(label, access.pk, f"Reviewed on {day}", access.reviewed_at),))
