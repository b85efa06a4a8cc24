"""Telling the other area of a child who is placed there, or who was placed here from there."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from holdfast.casework.children.models import Placement
from holdfast.casework.children.operations.owing import settle_of_children
from holdfast.casework.children.placed_promises import CAUSE
from holdfast.casework.risk.models import AreaNotice
from holdfast.casework.risk.operations.locking import held
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


@transaction.atomic
def tell_other_area(
    *, placement: Placement, sent_on: date, by: Actor, contact: str = "", note: str = ""
) -> AreaNotice:
    """Record that the other authority was told; which one follows from the placement."""
    by.require(Permission.RECORD_ON_CHILD)
    child = held(placement.child, by)
    if sent_on > clock.today():
        refuse("The notice cannot have gone on a day to come.")
    other = placement.placing_authority if placement.is_placed_here else placement.host_authority
    notice = AreaNotice.objects.create(
        partnership_id=by.partnership_id, child=child, placement=placement, authority=other,
        contact=contact.strip(), sent_on=sent_on, sent_by_id=by.person_id, note=note.strip(),
    )  # fmt: skip
    if placement.is_placed_out and placement.host_told_on is None:
        placement.host_told_on = sent_on
        placement.save(update_fields=["host_told_on"])
        settle_of_children(CAUSE, [placement.pk], by=by)
    record("told the other area", notice, by=by, child=child.reference)
    return notice


@transaction.atomic
def answer_notice(*, notice: AreaNotice, answered_on: date, answer: str, by: Actor) -> None:
    """Record what the other authority answered."""
    by.require(Permission.RECORD_ON_CHILD)
    held(notice.child, by)
    if answered_on > clock.today():
        refuse("It cannot have answered on a day to come.")
    if answered_on < notice.sent_on:
        refuse("It cannot have answered before it was told. Look at the date.")
    notice.answered_on, notice.answer = answered_on, answer.strip()
    notice.save(update_fields=["answered_on", "answer"])
    record("recorded the other area's answer", notice, by=by)
