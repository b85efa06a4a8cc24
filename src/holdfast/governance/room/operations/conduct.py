"""A meeting opened, closed, adjourned, cancelled, and met again."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.core.exceptions import PermissionDenied

from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.meetings.promises import settle_dates, settle_held, settle_meetings
from holdfast.governance.room.hooks import before_meeting_closes, on_meeting_closed
from holdfast.governance.room.models import Vote
from holdfast.governance.room.operations.attendance import end_stays
from holdfast.governance.room.operations.continuing import make_continuation
from holdfast.governance.room.operations.floor import (
    Floor,
    floor,
    may_run,
    require_chair,
    require_run,
)
from holdfast.groups.charters import terms_in_force
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor

State = Meeting.State
_LIVE = timedelta(hours=6)


def open_meeting(
    *, by: Actor, meeting: Meeting, at: datetime | None = None, afterwards: bool = False
) -> Meeting:
    """Open the room. `afterwards` when the meeting has taken place and is being entered from notes."""
    with floor(meeting, by=by, states=(State.CONFIRMED,)) as held:
        moment = held.moment(at)
        if not may_run(by, held.facts(), moment):
            raise PermissionDenied("Only whoever records or chairs this meeting can open it.")
        if at is None and held.now < held.meeting.starts_at - _LIVE:
            refuse("It is too early to open this meeting. It can be opened on the day.")
        held.meeting.state, held.meeting.opened_at = State.OPEN, moment
        held.meeting.entered_afterwards = afterwards
        held.meeting.terms = terms_in_force(held.meeting.group_id, moment.astimezone(clock.LONDON).date())
        held.write("opened", held.meeting, afterwards=afterwards)
    return meeting


def close_meeting(*, by: Actor, meeting: Meeting, at: datetime | None = None) -> Meeting:
    """Close it: everybody's stay and the open item end, and the minutes are drafted."""
    with floor(meeting, by=by) as held:
        moment = held.within(at)
        require_run(held, moment)
        before_meeting_closes.call(held.meeting, by)
        _end(held, moment, State.CLOSED)
        held.write("closed", held.meeting)
        on_meeting_closed.call(held.meeting, by)
        held.settles.append(partial(settle_held, held.meeting, by=by))
    return meeting


def adjourn_meeting(
    *,
    by: Actor,
    meeting: Meeting,
    reason: str,
    next_starts_at: datetime | None = None,
    place: str = "",
    at: datetime | None = None,
) -> Meeting:
    """Break off; what is not dealt with goes on at the meeting that continues it, made if a date is given.

    Only whoever chairs adjourns.
    """
    with floor(meeting, by=by) as held:
        moment = held.within(at)
        require_chair(held, moment)
        _require_reason(reason, "adjourned")
        _end(held, moment, State.ADJOURNED)
        held.meeting.end_reason = reason.strip()
        held.write("adjourned", held.meeting)
        if next_starts_at is not None:
            make_continuation(held, starts_at=next_starts_at, place=place)
        on_meeting_closed.call(held.meeting, by)
        held.settles.append(partial(_settle_ended, held, next_starts_at))
    return meeting


def cancel_meeting(
    *,
    by: Actor,
    meeting: Meeting,
    reason: str,
    next_starts_at: datetime | None = None,
    place: str = "",
    at: datetime | None = None,
) -> Meeting:
    """Cancel, before it opens or once there is seen to be no quorum. The chair does it, never the rule."""
    with floor(meeting, by=by, states=(State.PROPOSED, State.CONFIRMED, State.OPEN)) as held:
        was_open = held.meeting.state == State.OPEN
        moment = held.within(at) if was_open else held.moment(at)
        require_chair(held, moment)
        _require_reason(reason, "cancelled")
        if was_open:
            _end(held, moment, State.CANCELLED)
        held.meeting.state = State.CANCELLED
        held.meeting.end_reason = reason.strip()
        held.meeting.calendar_sequence += 1
        held.write("cancelled", held.meeting)
        if next_starts_at is not None:
            make_continuation(held, starts_at=next_starts_at, place=place)
        if was_open:
            on_meeting_closed.call(held.meeting, by)
        held.settles.append(partial(_settle_ended, held, next_starts_at))
    return meeting


def reconvene_meeting(*, by: Actor, meeting: Meeting, starts_at: datetime, place: str = "") -> Meeting:
    """Make the meeting that takes up what an adjourned or cancelled one left."""
    with floor(meeting, by=by, states=(State.ADJOURNED, State.CANCELLED)) as held:
        require_chair(held, held.now)
        held.settles.append(partial(_settle_ended, held, starts_at))
        return make_continuation(held, starts_at=starts_at, place=place)


def _settle_ended(held: Floor, next_starts_at: datetime | None) -> None:
    """What the meeting owed and what waits for it, by how it ended and when the group meets again."""
    why = f"the meeting was {held.meeting.state}"
    instants = [next_starts_at] if next_starts_at else []
    if held.meeting.state == State.CANCELLED:
        settle_meetings([held.meeting], by=held.by, why=why)
    if held.meeting.opened_at is None:
        settle_dates(held.meeting.group, held.meeting.starts_at, *instants, by=held.by, why=why)
    else:
        settle_held(held.meeting, *instants, by=held.by, why=why)


def _require_reason(reason: str, what: str) -> None:
    if not reason.strip():
        refuse(f"Say why the meeting is {what}.")


def _end(held: Floor, moment: datetime, state: str) -> None:
    """What ends with a meeting, however it ends."""
    open_votes = Vote.objects.filter(
        item__meeting=held.meeting, closed_at__isnull=True, withdrawn_at__isnull=True
    )
    if open_votes.exists():
        refuse("A vote is still open. Close it or withdraw it first.")
    end_stays(held, moment)
    AgendaItem.objects.filter(meeting=held.meeting, opened_at__isnull=False, closed_at__isnull=True).update(
        closed_at=moment
    )
    held.meeting.state, held.meeting.closed_at = state, moment
    # Whatever listens to the end of a meeting finds it ended.
    held.meeting.save(update_fields=["state", "closed_at"])
