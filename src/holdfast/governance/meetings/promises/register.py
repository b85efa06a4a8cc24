"""Declares the kinds of obligation that meetings raise; settles them when the group changes."""

from __future__ import annotations

from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.promises import beforehand, intervals
from holdfast.governance.meetings.promises.causes import ENDED, HELD, INTERVAL, MEETING
from holdfast.groups.hooks import PeopleChange, on_group_changed, on_people_changed
from holdfast.groups.models import Group
from holdfast.kernel.clock import start_of
from holdfast.obligations.ledger.operations import settle
from holdfast.stewardship.access.actor import Actor


def register() -> None:
    """Declare them and listen; called when the app is ready. Under new terms the ledger settles all."""
    intervals.register()
    beforehand.register()
    on_group_changed.register(_group_changed)
    on_people_changed.register(_people_changed)


def _group_changed(group: Group, by: Actor) -> None:
    why = "the group, or whom its terms mean, changed"
    settle(INTERVAL, [group.pk], group=group, by=by, why=why)
    for cause in (MEETING, HELD):
        settle(cause, None, group=group, by=by, why=why)


def _people_changed(change: PeopleChange, by: Actor) -> None:
    """What each member owes after a meeting is owed by those who sat there on its day."""
    ended = Meeting.objects.filter(ENDED, group=change.group, opened_at__gte=start_of(change.since))
    ids = ended.values_list("pk", flat=True)
    settle(HELD, ids, group=change.group, by=by, why="who sat in the group was corrected")
