"""What agencies are asked to record on their own systems, and what they answer."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from holdfast.casework.children.models import Child
from holdfast.casework.risk.models import Confirmation, RecordingAgency, SharedItem
from holdfast.casework.risk.operations.locking import held
from holdfast.casework.risk.promises import CAUSE
from holdfast.casework.risk.rules.levels import assess_reason
from holdfast.governance.actions.models import Action
from holdfast.governance.meetings.models import Meeting
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.obligations.ledger.operations import settle
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

_ANSWER = ["state", "reference", "why_not", "answered_at", "answered_by"]


@transaction.atomic
def share_item(
    *,
    child: Child,
    group: Group,
    agencies: Iterable[UUID],
    by: Actor,
    text: str = "",
    action: Action | None = None,
    relevance: str = "",
    basis: str = "",
    meeting: Meeting | None = None,
) -> SharedItem:
    """Ask agencies to record an information, or an action, of a child on their own systems.

    Raises `PermissionDenied`, or `Refused` without words or without an agency.
    """
    by.require(Permission.RECORD_ON_CHILD)
    child = held(child, by)
    asked = sorted(set(agencies))
    if action is None:
        assess_reason(text, "what is to be recorded").require()
    if not asked:
        refuse("Choose at least one agency that is to record it.")
    item = SharedItem.objects.create(
        partnership_id=by.partnership_id, child=child, group=group, meeting=meeting, action=action,
        kind=SharedItem.Kind.ACTION if action else SharedItem.Kind.INFORMATION,
        text=text.strip(), relevance=relevance.strip(), basis=basis.strip(),
        shared_at=clock.now(), shared_by_id=by.person_id,
    )  # fmt: skip
    record("shared", item, by=by, group_id=group.pk, child=child.reference, agencies=[str(a) for a in asked])
    ask_agencies(item, asked, by=by)
    return item


def ask_agencies(item: SharedItem, agencies: Iterable[UUID], *, by: Actor) -> None:
    """Ask each to record it, in the transaction of whoever shares it; each owes it from now on."""
    Confirmation.objects.bulk_create(
        Confirmation(
            partnership_id=item.partnership_id, child_id=item.child_id, item=item, agency_id=agency_id,
            asked_at=item.shared_at,
        )
        for agency_id in agencies
    )  # fmt: skip
    settle(CAUSE, [item.pk], group=item.group, by=by)


@transaction.atomic
def confirm_recorded(*, confirmation: Confirmation, reference: str, by: Actor) -> None:
    """Say under which reference it stands on the agency's system; said again, the reference is corrected."""
    now = _to_answer(confirmation, by)
    if not reference.strip():
        refuse("Give the reference under which it stands on your system.")
    now.state, now.reference, now.why_not = Confirmation.State.RECORDED, reference.strip(), ""
    _answer(now, "recorded on agency's system", by)


@transaction.atomic
def say_not_needed(*, confirmation: Confirmation, reason: str, by: Actor) -> None:
    """Say why an agency's system need not hold it, as where it has no record of the child."""
    assess_reason(reason, "it need not be recorded").require()
    now = _to_answer(confirmation, by)
    now.state, now.reference, now.why_not = Confirmation.State.NOT_NEEDED, "", reason.strip()
    _answer(now, "said it need not be recorded", by)


def may_answer(by: Actor, agency_id: UUID) -> bool:
    """The agency's own people answer for its system; the coordinator may write down what they said."""
    own = by.agency_id == agency_id and by.may(Permission.RECORD_ON_CHILD)
    return own or by.may(Permission.KEEP_LIST)


def _to_answer(confirmation: Confirmation, by: Actor) -> Confirmation:
    if not may_answer(by, confirmation.agency_id):
        raise PermissionDenied("Only the agency's own people, or the coordinator for them, can say this.")
    rows = Confirmation.objects.select_for_update(of=("self",)).select_related("item__group")
    now: Confirmation = rows.get(pk=confirmation.pk)
    if now.item.withdrawn_at is not None:
        refuse(f"It need not be recorded any more: {now.item.withdrawn_reason}.")
    return now


def _answer(now: Confirmation, verb: str, by: Actor) -> None:
    now.answered_at, now.answered_by_id = clock.now(), by.person_id
    now.save(update_fields=_ANSWER)
    record(verb, now, by=by, group_id=now.item.group_id, agency=str(now.agency_id))
    settle(CAUSE, [now.item_id], group=now.item.group, by=by)


@transaction.atomic
def withdraw_item(*, item: SharedItem, reason: str, by: Actor) -> None:
    """Say that it need not be recorded any more; what was confirmed stays."""
    if not (by.may(Permission.RECORD_ON_CHILD) or by.may(Permission.ASSESS_RISK)):
        raise PermissionDenied("This needs the permission: record on a child.")
    assess_reason(reason, "it need not be recorded any more").require()
    now: SharedItem = (
        SharedItem.objects.select_for_update(of=("self",)).select_related("group").get(pk=item.pk)
    )
    if now.withdrawn_at is not None:
        return
    now.withdrawn_at, now.withdrawn_reason = clock.now(), reason.strip()
    now.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record("withdrew shared item", now, by=by, group_id=now.group_id)
    settle(CAUSE, [now.pk], group=now.group, by=by, why=now.withdrawn_reason)


@transaction.atomic
def choose_recording_agencies(*, group: Group, agencies: Iterable[UUID], by: Actor) -> None:
    """Say which agencies record every plan to come of a group, besides those that its terms name."""
    by.require(Permission.KEEP_LIST)
    wanted = set(agencies)
    rows = RecordingAgency.objects.select_for_update().filter(group=group, ended_at=None)
    held_now = {row.agency_id: row for row in rows}
    for agency_id in held_now.keys() - wanted:
        held_now[agency_id].ended_at = clock.now()
        held_now[agency_id].save(update_fields=["ended_at"])
    for agency_id in wanted - held_now.keys():
        RecordingAgency.objects.create(partnership_id=by.partnership_id, group=group, agency_id=agency_id)
    record("chose who records plans", group, by=by, group_id=group.pk, agencies=sorted(map(str, wanted)))
