"""Feedback drafted as a meeting ends, corrected, given to each professional once, and acknowledged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from holdfast.casework.children.models import Conflict, Professional
from holdfast.casework.panel.models import Bundle, CaseList, Discussion, FeedbackPart
from holdfast.casework.panel.notices import FEEDBACK
from holdfast.casework.panel.operations.lists import close_feedback
from holdfast.casework.panel.queries.heard import heard_in
from holdfast.casework.panel.rules.feedback import Recipient, Worker, draft, recipients
from holdfast.casework.panel.standing import require_running
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.obligations.ledger.operations import settle
from holdfast.obligations.notices.models import Urgency
from holdfast.obligations.notices.operations import notify
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.trail.record import record

CAUSE = "feedback"
How = Bundle.How


class StalePart(Exception):
    """Somebody saved this part first; nothing was written."""

    def __init__(self, saved: FeedbackPart) -> None:
        super().__init__("Somebody changed this text while you were typing.")
        self.saved = saved


def draft_feedback(case_list: CaseList, *, by: Actor) -> list[Bundle]:
    """One bundle for each person who works with a child that was discussed; called as the meeting ends.

    Drafted from everything, whatever the person who closes the meeting may see.
    """
    discussions = {row.child_id: row for row in Discussion.objects.filter(listing__case_list=case_list)}
    workers = _workers(discussions.keys())
    hidden = frozenset(
        Conflict.objects.filter(child__in=discussions, lifted_at__isnull=True).values_list(
            "child_id", "person_id"
        )
    )
    bundles = _bundles(case_list, recipients(workers, hidden=hidden), by)
    heard = heard_in(case_list)
    now = clock.now()
    FeedbackPart.objects.bulk_create(
        FeedbackPart(
            partnership_id=by.partnership_id,
            child_id=worker.child_id,
            bundle=bundle,
            discussion=discussions[worker.child_id],
            professional_id=worker.professional_id,
            text=draft(heard[worker.child_id], worker),
            changed_at=now,
        )
        for bundle, recipient in bundles
        for worker in recipient.of_children
    )
    record("drafted feedback", case_list, by=by, group_id=case_list.meeting.group_id, bundles=len(bundles))
    return [bundle for bundle, _ in bundles]


def _workers(children: Iterable[UUID]) -> list[Worker]:
    today = clock.today()
    now = Q(to_on=None) | Q(to_on__gte=today)
    rows = Professional.objects.filter(now, child__in=list(children), from_on__lte=today)
    return [
        Worker(
            professional_id=row.pk,
            child_id=row.child_id,
            agency_id=row.agency_id,
            person_id=row.person_id,
            name=str(row),
            email=row.email,
            telephone=row.telephone,
        )
        for row in rows.select_related("person").order_by("from_on", "pk")
    ]


def _bundles(case_list: CaseList, of: list[Recipient], by: Actor) -> list[tuple[Bundle, Recipient]]:
    now = clock.now()
    rows = [
        Bundle(
            partnership_id=by.partnership_id,
            case_list=case_list,
            key=one.key,
            person_id=one.first.person_id,
            agency_id=one.first.agency_id,
            name=one.first.name,
            email=one.first.email,
            telephone=one.first.telephone,
            drafted_at=now,
        )
        for one in of
    ]
    return list(zip(Bundle.objects.bulk_create(rows), of, strict=True))


def change_part(*, by: Actor, part: FeedbackPart, text: str, version: int) -> FeedbackPart:
    """Say it otherwise, until it is given. Raises `StalePart` when somebody saved another text first."""
    with transaction.atomic():
        bundle = _held(by, part.bundle)
        row: FeedbackPart = (
            FeedbackPart.objects.select_for_update(of=("self",)).select_related("child").get(pk=part.pk)
        )
        if bundle.given_at is not None:
            refuse("This feedback was given already. Ring them, or give it again at the next meeting.")
        if not text.strip():
            refuse("Write what they are told of this child.")
        if row.version != version and row.text != text:
            raise StalePart(row)
        row.text, row.version, row.changed_at = text.strip(), row.version + 1, clock.now()
        row.save(update_fields=["text", "version", "changed_at"])
        record("changed the feedback on", row, by=by, child=row.child.reference)
    return row


def give_feedback(*, by: Actor, bundle: Bundle, how: str, at: datetime | None = None) -> Bundle:
    """Give one person their bundle: by notice, which holds only a link, or by telephone or in person.

    What was said to somebody counts as acknowledged.
    """
    with transaction.atomic():
        row = _held(by, bundle)
        if row.given_at is not None:
            refuse("This feedback was given already.")
        if how == How.NOTICE and (row.person is None or row.person.account_id is None):
            refuse("They have no account in Holdfast. Send a link, or ring them.")
        row.given_at, row.given_by_id, row.how = at or clock.now(), by.person_id, how
        if how in (How.TELEPHONE, How.IN_PERSON):
            row.acknowledged_at = row.given_at
        row.save()
        if how == How.NOTICE and row.person is not None:
            notify(person=row.person, kind=FEEDBACK.key, subject_id=row.pk, urgency=Urgency.AT_ONCE)
        _settle(row, by, "the feedback was given", how=how)
    return row


def set_aside(*, by: Actor, bundle: Bundle, reason: str) -> None:
    """Say that a bundle is not to be given: the person no longer works with the child, or has left."""
    if not reason.strip():
        refuse("Say why it is not given.")
    with transaction.atomic():
        row = _held(by, bundle)
        if row.given_at is not None:
            refuse("This feedback was given already.")
        row.not_needed_reason = reason.strip()[:300]
        row.save(update_fields=["not_needed_reason"])
        _settle(row, by, "the feedback is not needed")


def acknowledge_feedback(*, by: Actor, bundle: Bundle) -> None:
    """Say that one has read one's feedback, or record that somebody has said so. Twice changes nothing."""
    with transaction.atomic():
        row = (
            Bundle.objects.select_for_update(of=("self",))
            .select_related("case_list__meeting")
            .get(pk=bundle.pk)
        )
        if row.person_id != by.person_id:
            require_running(by, row.case_list.meeting.group_id)
        if row.given_at is None:
            raise PermissionDenied("This feedback has not been given yet.")
        if row.acknowledged_at is None:
            row.acknowledged_at = clock.now()
            row.save(update_fields=["acknowledged_at"])
            record("acknowledged the feedback", row, by=by, group_id=row.case_list.meeting.group_id)


def _held(by: Actor, bundle: Bundle) -> Bundle:
    rows = Bundle.objects.select_for_update(of=("self",))
    row: Bundle = rows.select_related("case_list__meeting__group", "person").get(pk=bundle.pk)
    require_running(by, row.case_list.meeting.group_id)
    return row


def _settle(row: Bundle, by: Actor, why: str, **ids: str) -> None:
    meeting = row.case_list.meeting
    record("dealt with the feedback", row, by=by, group_id=meeting.group_id, **ids)
    settle(CAUSE, [row.pk], group=meeting.group, by=by, why=why)
    waiting = row.case_list.bundles.filter(given_at__isnull=True, not_needed_reason="")
    if not waiting.exists() and row.case_list.feedback_closed_at is None:
        close_feedback(row.case_list, by=by)
