"""What the case meeting asks: which referrals wait for it, whose children, what is being done for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from holdfast.casework.referrals.models import Intervention, Referral
from holdfast.casework.referrals.rules.triage import State
from holdfast.groups.models import Group
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import said_day


def waiting_for_meeting(group: Group | UUID | None = None) -> QuerySet[Referral, Referral]:
    """The referrals that triage put on a meeting's list and no meeting has decided, oldest first."""
    rows = Referral.objects.filter(state=State.LISTED.value).select_related("child", "meeting")
    return rows if group is None else rows.filter(group=group)


def entry_reasons(since: datetime, until: datetime) -> Iterator[tuple[UUID, str, str]]:
    """(child, key, words) of every referral that waits for a meeting and came by `until`.

    However long ago it came: what no meeting has decided stays on the list, so none is lost.
    """
    for referral in waiting_for_meeting().filter(received_at__lt=until):
        came = said_day(referral.received_at.astimezone(LONDON).date())
        again = ", put off before" if referral.received_at < since else ""
        if referral.child_id is not None:  # the database holds that it never is
            yield referral.child_id, "referral", f"Referral {referral.reference} of {came}{again}"


def open_interventions(child_ids: Collection[UUID]) -> dict[UUID, list[Intervention]]:
    """What is offered, accepted, waited for or under way for these children; one query."""
    found: dict[UUID, list[Intervention]] = {}
    rows = Intervention.objects.open().filter(child_id__in=child_ids).select_related("provision")
    for row in rows:
        found.setdefault(row.child_id, []).append(row)
    return found
