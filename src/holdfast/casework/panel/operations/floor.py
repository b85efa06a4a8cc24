"""Who may run cases, and one act at a time on a list or in a discussion."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Model

from holdfast.casework.panel.models import CaseList, Discussion, Listing
from holdfast.casework.panel.rules.listing import assess_changeable, assess_discussing
from holdfast.casework.panel.standing import as_clerk, require_running
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.room.operations.floor import acting_as
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.trail.record import record


@dataclass(frozen=True, slots=True)
class HeldList:
    """A case list held for one act."""

    case_list: CaseList
    meeting: Meeting
    by: Actor
    now: datetime

    def write(self, verb: str, subject: Model, **ids: Any) -> None:
        """Leave the act in the trail; never a name."""
        record(verb, subject, by=self.by, group_id=self.meeting.group_id, **ids)


@contextmanager
def list_held(case_list: CaseList, *, by: Actor) -> Iterator[HeldList]:
    """The list as it is now, for whoever runs the group's cases, while its meeting has not ended."""
    with transaction.atomic():
        now = (
            CaseList.objects.select_for_update(of=("self",))
            .select_related("meeting__group")
            .get(pk=case_list.pk)
        )
        require_running(by, now.meeting.group_id)
        assess_changeable(now.meeting.state, now.meeting.closed_at).require()
        yield HeldList(now, now.meeting, by, clock.now())
        now.version += 1
        now.save()


@dataclass(frozen=True, slots=True)
class HeldCase:
    """A child under discussion, held for one act while the meeting is open."""

    listing: Listing
    discussion: Discussion
    meeting: Meeting
    by: Actor
    now: datetime

    @property
    def clerk(self) -> Actor:
        """Who acts, as the meeting room knows a clerk."""
        return as_clerk(self.by, self.meeting.group_id)

    @property
    def meeting_actor(self) -> Actor:
        """Who acts for what the meeting decides, whichever clerk writes it down."""
        return acting_as(self.by, Role.CASE_CHAIR, self.meeting.group_id)

    def write(self, verb: str, subject: Model, **ids: Any) -> None:
        """Leave the act in the trail, with the child's reference and never a name."""
        child = self.listing.child.reference
        record(verb, subject, by=self.by, group_id=self.meeting.group_id, child=child, **ids)


@contextmanager
def case_held(listing: Listing, *, by: Actor) -> Iterator[HeldCase]:
    """The discussion of a child; the meeting is locked with it, so that nothing is added to a closed one."""
    with transaction.atomic():
        row = Listing.objects.visible_to(by).select_related("child", "case_list").get(pk=listing.pk)
        meeting = meeting_held(row, by)
        discussion = Discussion.objects.select_for_update().filter(listing=row).first()
        if discussion is None:
            refuse("This child has not been taken up yet. Press “Begin” first.")
        yield HeldCase(row, discussion, meeting, by, clock.now())
        # Pages that follow the meeting ask for its version.
        Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1)


def meeting_held(listing: Listing, by: Actor) -> Meeting:
    """The listing's meeting, locked, open, and run by this person."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("group")
    meeting: Meeting = rows.get(pk=listing.case_list.meeting_id)
    require_running(by, meeting.group_id)
    assess_discussing(meeting.state).require()
    return meeting
