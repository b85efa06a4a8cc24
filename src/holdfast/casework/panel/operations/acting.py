"""Actions and other decisions taken on a child in the meeting."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from holdfast.casework.panel.models import CaseAction, CaseDecision, Listing
from holdfast.casework.panel.notices import URGENT
from holdfast.casework.panel.operations.floor import HeldCase, case_held
from holdfast.casework.panel.queries.names import names_of
from holdfast.casework.panel.rules.naming import without_names
from holdfast.casework.risk.operations import share_item
from holdfast.governance.room.operations import capture_action
from holdfast.governance.room.queries.facts import facts_of
from holdfast.kernel.finding import refuse
from holdfast.obligations.notices.models import Urgency
from holdfast.obligations.notices.operations import notify
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Agency, Person


def give_action(
    *,
    by: Actor,
    listing: Listing,
    text: str,
    agency: Agency,
    owner: Person | None = None,
    due_on: date | None = None,
    is_urgent: bool = False,
) -> CaseAction:
    """Give an action under the child's item. An urgent one goes to its owner now.

    Its agency is asked to record it on its own system.

    The child's names give way to the reference: actions are read more widely than the record.
    """
    if is_urgent and owner is None:
        refuse("An urgent action is sent at once, so it needs a person. Choose who takes it.")
    with case_held(listing, by=by) as held:
        child = held.listing.child
        action = capture_action(
            by=held.clerk,
            item=held.discussion.item,
            text=without_names(text.strip(), names_of(child), child.reference),
            agency=agency,
            owner=owner,
            due_on=due_on,
        )
        row: CaseAction = CaseAction.objects.create(
            partnership_id=by.partnership_id,
            child=child,
            discussion=held.discussion,
            action=action,
            is_urgent=is_urgent,
        )
        share_item(
            child=child, group=held.meeting.group, agencies=[agency.pk], by=held.meeting_actor, action=action,
            relevance=held.discussion.relevance, meeting=held.meeting,
            basis=held.discussion.basis_words or held.discussion.get_basis_display(),
        )  # fmt: skip
        held.write("gave an action on", row, action=str(action.pk), urgent=is_urgent)
        if is_urgent and owner is not None:
            notify(person=owner, kind=URGENT.key, subject_id=action.pk, urgency=Urgency.AT_ONCE)
    return row


def decide(
    *,
    by: Actor,
    listing: Listing,
    kind: str,
    words: str,
    is_change: bool = True,
    about: tuple[str, UUID] | None = None,
) -> CaseDecision:
    """Record that something was decided; `about` is the row that it changed, as (label, id)."""
    if not words.strip():
        refuse("Write down what was decided.")
    with case_held(listing, by=by) as held:
        return decided(held, kind, words.strip(), is_change=is_change, about=about)


def decided(
    held: HeldCase, kind: str, words: str, *, is_change: bool = True, about: tuple[str, UUID] | None = None
) -> CaseDecision:
    """The decision's row, under a discussion that is held.

    It is marked, never refused, for want of a quorum: a child's safety does not wait for one.
    """
    row: CaseDecision = CaseDecision.objects.create(
        partnership_id=held.by.partnership_id,
        child_id=held.listing.child_id,
        discussion=held.discussion,
        kind=kind,
        words=words[:500],
        is_change=is_change,
        is_without_quorum=facts_of(held.meeting).quorum(held.now, held.discussion.item).met is False,
        about_kind=about[0] if about else "",
        about_id=about[1] if about else None,
        decided_at=held.now,
        decided_by_id=held.by.person_id,
    )
    held.write("decided on", row, kind=kind)
    return row


def withdraw_decision(*, by: Actor, listing: Listing, decision: CaseDecision, reason: str) -> None:
    """Take a decision back in the same meeting; what it changed is put right with the app that keeps it."""
    if not reason.strip():
        refuse("Say why it is taken back.")
    with case_held(listing, by=by) as held:
        row = held.discussion.decisions.select_for_update().get(pk=decision.pk)
        if row.withdrawn_at is None:
            row.withdrawn_at, row.withdrawn_reason = held.now, reason.strip()[:300]
            row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
            held.write("took back a decision on", row)
