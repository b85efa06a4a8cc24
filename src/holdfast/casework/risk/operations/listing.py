"""Keeping the exploitation list: joining, watching briefs, leaving, and saying that it is up to date."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from holdfast.casework.children.models import CaseworkGroup, Child
from holdfast.casework.children.rules.births import birthday
from holdfast.casework.children.rules.coming_of_age import ADULT
from holdfast.casework.risk.models import LevelChange, ListChange, ListEntry, ListUpdate
from holdfast.casework.risk.operations.locking import following_number, held
from holdfast.casework.risk.rules.levels import assess_reason, assess_unchanged, assess_when
from holdfast.casework.risk.rules.listing import (
    CHANGES,
    Change,
    Standing,
    assess_age,
    assess_change,
    assess_review_on,
)
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.promises import settle_record
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


def join_list(*, child: Child, reason: str, by: Actor, **when: Any) -> ListChange:
    """Put a child on the list. `when` as in `_change`. Raises `Refused` for one on it, or over 18."""
    return _change(Change.JOINED, child, reason, by, **when)


def put_on_watch(*, child: Child, review_on: date | None, reason: str, by: Actor, **when: Any) -> ListChange:
    """Put a child on a watching brief, which is looked at again on a day, from the list or straight away."""
    return _change(Change.WATCHED, child, reason, by, review_on=review_on, **when)


def redate_watch(*, child: Child, review_on: date | None, reason: str, by: Actor, **when: Any) -> ListChange:
    """Look at a watching brief again on another day."""
    return _change(Change.REDATED, child, reason, by, review_on=review_on, **when)


def resume_listing(*, child: Child, reason: str, by: Actor, **when: Any) -> ListChange:
    """Bring a child back from the watching brief to the list proper."""
    return _change(Change.RESUMED, child, reason, by, **when)


def leave_list(*, child: Child, reason: str, by: Actor, **when: Any) -> ListChange:
    """Take a child off the list."""
    return _change(Change.LEFT, child, reason, by, **when)


def may_keep_list(by: Actor) -> bool:
    """The coordinator keeps it; in a meeting, whoever confirms levels there decides on it too."""
    return by.may(Permission.KEEP_LIST) or by.may(Permission.CONFIRM_LEVEL)


@transaction.atomic
def _change(
    change: Change,
    child: Child,
    reason: str,
    by: Actor,
    *,
    meeting: Meeting | None = None,
    review_on: date | None = None,
    at: datetime | None = None,
    seen: int | None = None,
) -> ListChange:
    """One change of the list, from `at` (UTC; now) on.

    `seen` is the number of the child's last change that the person was looking at (0: none).
    """
    if not may_keep_list(by):
        raise PermissionDenied("This needs the permission: keep the exploitation list.")
    child = held(child, by)
    at = at or clock.now()
    assess_reason(reason, "the list changes").require()
    last = ListChange.objects.filter(child=child).last_standing()
    assess_unchanged(seen, last.number if last else 0).require()
    assess_when(at, last.at if last else None, clock.now()).require()
    present = ListEntry.objects.filter(child=child, to_at=None).first()
    _assess(change, child, present, review_on, at.astimezone(LONDON).date())
    number = following_number(ListChange.objects.filter(child=child))
    made = ListChange.objects.create(
        partnership_id=by.partnership_id, child=child, kind=change, number=number,
        review_on=review_on, reason=reason.strip(), meeting=meeting, at=at, by_id=by.person_id,
    )  # fmt: skip
    _lay(made, present)
    _enter(made, child, by)
    return made


def _assess(
    change: Change, child: Child, present: ListEntry | None, review_on: date | None, day: date
) -> None:
    standing = Standing(present.standing) if present else None
    assess_change(change, standing).require()
    assess_review_on(change, review_on, day).require()
    if standing is None and child.birth_on is not None:
        assess_age(birthday(child.birth_on, ADULT), child.is_birth_estimated, day).require()


def _lay(change: ListChange, present: ListEntry | None) -> None:
    """End the stretch that the change ends, and begin the one that it begins."""
    if present is not None:
        present.to_at = change.at
        present.save(update_fields=["to_at"])
    standing = CHANGES[Change(change.kind)][1]
    if standing is not None:
        ListEntry.objects.create(
            partnership_id=change.partnership_id, child_id=change.child_id, standing=standing,
            joined_at=present.joined_at if present else change.at, from_at=change.at,
            review_on=change.review_on,
        )  # fmt: skip


def _enter(change: ListChange, child: Child, by: Actor) -> None:
    group_id = change.meeting.group_id if change.meeting else None
    record(f"{_VERBS[Change(change.kind)]}", change, by=by, group_id=group_id, child=child.reference)


_VERBS = {
    Change.JOINED: "put on the list",
    Change.WATCHED: "put on a watching brief",
    Change.REDATED: "moved the review of a watching brief",
    Change.RESUMED: "brought back to the list",
    Change.LEFT: "took off the list",
}


@transaction.atomic
def say_list_up_to_date(*, meeting: Meeting, by: Actor, note: str = "") -> ListUpdate:
    """Say that the list holds everything that a meeting changed; what the terms ask for after it is met.

    Raises `PermissionDenied`, or `Refused` for a meeting that is not over or was said already.
    """
    by.require(Permission.KEEP_LIST)
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)
    if not CaseworkGroup.objects.filter(group=meeting.group_id, ended_at=None).exists():
        refuse("This group discusses no children: its meetings change nothing on the list.")
    if meeting.opened_at is None or meeting.closed_at is None:
        refuse("The meeting is not over: say it once it is.")
    if ListUpdate.objects.filter(meeting=meeting).exists():
        refuse("Somebody said so already: nothing more is needed.")
    since = {"at__gte": meeting.opened_at}
    changes = sum(model.objects.standing().filter(**since).count() for model in (ListChange, LevelChange))
    made = ListUpdate.objects.create(
        partnership_id=by.partnership_id, group=meeting.group, meeting=meeting, changes=changes,
        note=note.strip(), at=clock.now(), by_id=by.person_id,
    )  # fmt: skip
    record("brought the list up to date", made, by=by, group_id=meeting.group_id, changes=changes)
    settle_record(meeting, by=by, why="the list was brought up to date")
    return made
