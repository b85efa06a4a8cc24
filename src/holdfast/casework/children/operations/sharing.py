"""Sharing a child with another partnership, ending it on either side, and tying it to one's own record."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from uuid import UUID, uuid4

from django.db import transaction
from django.http import Http404

from holdfast.casework.children import elsewhere
from holdfast.casework.children.models import Child, Part, Received, Share
from holdfast.casework.children.operations.entries import enter, locked_child
from holdfast.casework.children.rules.rights import assess_reason
from holdfast.casework.children.rules.sharing import assess_sharing
from holdfast.casework.children.telling import RECEIVED, SHARE_ENDED, tell_coordinators
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.obligations.concerns.elsewhere import OtherEnd, at, hold_thread
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


@transaction.atomic
def share_child(
    *, by: Actor, child: Child, to: UUID, parts: Collection[str], purpose: str, basis: str
) -> Share:
    """Let a casework group of another partnership see parts of a child's record, until it is ended.

    `to` is the id of its entry among `elsewhere.destinations()`. Raises `PermissionDenied` or `Refused`.
    """
    now = locked_child(child.pk, by)
    is_guardian = now.guardian_id == by.person_id and by.may(Permission.GUARD_CHILDREN)
    if not is_guardian:
        by.require(Permission.SHARE_CHILDREN)
    assess_reason(purpose, "what it is shared for").require()
    there = elsewhere.destination(to)
    chosen = [part.value for part in Part if part.value in parts]
    live = Share.objects.filter(child=now, ended_at=None)
    assess_sharing(
        is_restricted=now.is_restricted, is_guardian=is_guardian, parts=chosen, known=Part.values,
        is_shared=live.filter(other_partnership=there.partnership, other_group=there.group).exists(),
    ).require()  # fmt: skip
    share: Share = Share.objects.create(
        partnership_id=by.partnership_id, child=now, thread=uuid4(), reference=now.reference,
        other_partnership=there.partnership, other_group=there.group,
        parts=sorted({Part.IDENTITY.value, *chosen}), purpose=purpose.strip(), basis=basis,
        was_restricted=now.is_restricted, shared_at=clock.now(), shared_by_id=by.person_id,
    )  # fmt: skip
    side = elsewhere.deliver(share, there)
    enter(now, "shared with another partnership", by=by, after={"share": str(share.pk), "parts": chosen})
    with _at(side):
        tell_coordinators(RECEIVED, side.row_id)
    return share


@transaction.atomic
def end_share(*, by: Actor, share: Share, reason: str) -> None:
    """End it from the side whose child it is: nothing of the record is seen there any more."""
    now = locked_child(share.child_id, by)
    if not (now.is_restricted and now.guardian_id == by.person_id):
        by.require(Permission.SHARE_CHILDREN)
    assess_reason(reason, "why it ends").require()
    row = _held(share)
    if row.ended_at is None:
        _end(row, by=by, reason=reason)
        enter(now, "sharing ended", by=by, reason=reason, share=str(row.pk))


def end_every_share(child: Child, *, by: Actor, reason: str) -> None:
    """End all sharing of a child, as when its record is restricted."""
    for share in Share.objects.filter(child=child, ended_at=None).order_by("pk"):
        row = _held(share)
        if row.ended_at is None:
            _end(row, by=by, reason=reason)


@transaction.atomic
def end_received(*, by: Actor, received: Received, reason: str) -> None:
    """Say from the receiving side that it is no longer needed; the other side sees that."""
    by.require(Permission.SHARE_CHILDREN)
    assess_reason(reason, "why it is no longer needed").require()
    row = _locked(received, by)
    if row.ended_at is not None:
        return
    side = _end(row, by=by, reason=reason)
    record("ended", row, by=by)
    with _at(side):
        tell_coordinators(SHARE_ENDED, side.row_id)


@transaction.atomic
def tie_to_own(*, by: Actor, received: Received, reference: str) -> Child:
    """Say which record here is that of the child that another partnership shares."""
    by.require(Permission.SHARE_CHILDREN)
    row = _locked(received, by)
    found = Child.objects.visible_to(by).filter(reference=reference.strip().upper()).first()
    child: Child = found or refuse("No record here has that reference. Look it up in the list of children.")
    row.child = child
    row.save(update_fields=["child"])
    enter(child, "tied to a received child", by=by, after={"received": str(row.pk)})
    return child


def _end(row: Share | Received, *, by: Actor, reason: str) -> elsewhere.OtherSide:
    row.ended_at, row.ended_by_id, row.end_reason = clock.now(), by.person_id, reason.strip()
    row.save(update_fields=["ended_at", "ended_by", "end_reason"])
    return elsewhere.end(row)


def _held(share: Share) -> Share:
    """The row as it is now; both sides of a thread take turns, so that they cannot wait for each other."""
    hold_thread(share.thread)
    row: Share = Share.objects.select_for_update(of=("self",)).get(pk=share.pk)
    return row


def _locked(received: Received, by: Actor) -> Received:
    if received.thread is not None:
        hold_thread(received.thread)
    rows = Received.objects.visible_to(by).select_for_update(of=("self",))
    row: Received | None = rows.filter(pk=received.pk).first()
    if row is None:
        raise Http404
    return row


def _at(side: elsewhere.OtherSide) -> AbstractContextManager[None]:
    return at(OtherEnd(side.partnership_id, side.row_id))
