"""The meetings at which something may have been decided of a child, for a form to choose from."""

from __future__ import annotations

from uuid import UUID

from holdfast.casework.children.models import CaseworkGroup
from holdfast.casework.risk.models import ListUpdate
from holdfast.governance.meetings.models import Meeting
from holdfast.stewardship.access.actor import Actor
from holdfast.web.words import short_day

SHOWN = 8


def case_meetings(actor: Actor) -> list[Meeting]:
    """The latest meetings of the groups that discuss children, as far as the person may know of them."""
    groups = CaseworkGroup.objects.filter(ended_at=None).values("group_id")
    rows = Meeting.objects.filter(group__in=groups, opened_at__isnull=False)
    rows = rows.filter(partnership_id=actor.partnership_id).select_related("group")
    return list(rows.order_by("-starts_at")[:SHOWN])


def meeting_choices(actor: Actor) -> list[tuple[str, str]]:
    """Each with its group and day; the one under way first, by its time."""
    return [
        (str(meeting.pk), f"{meeting.group}, {short_day(meeting.starts_at)}")
        for meeting in case_meetings(actor)
    ]


def chosen_meeting(actor: Actor, pk: str) -> Meeting | None:
    """The meeting that a form chose, or none."""
    found = (meeting for meeting in case_meetings(actor) if str(meeting.pk) == pk)
    return next(found, None)


def under_way(actor: Actor) -> str:
    """The id of the meeting that is under way, to be chosen beforehand."""
    found = (str(one.pk) for one in case_meetings(actor) if one.state == Meeting.State.OPEN)
    return next(found, "")


def waiting_for_update(actor: Actor) -> Meeting | None:
    """The last case meeting that is over, if nobody has said yet that the list holds what it changed."""
    last = next((one for one in case_meetings(actor) if one.closed_at is not None), None)
    if last is None or ListUpdate.objects.filter(meeting=last).exists():
        return None
    return last


def find_case_meeting(actor: Actor, pk: UUID) -> Meeting:
    """A meeting of a group that discusses children. Raises `Meeting.DoesNotExist`."""
    groups = CaseworkGroup.objects.filter(ended_at=None).values("group_id")
    rows = Meeting.objects.filter(partnership_id=actor.partnership_id, group__in=groups)
    found: Meeting = rows.select_related("group").get(pk=pk)
    return found
