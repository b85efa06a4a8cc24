"""What every operation on a meeting does: hold it, know its terms, leave it changed and its trail written."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from holdfast.charter.model import Charter
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.rules.states import assess_arranging
from holdfast.groups.charters import charter_of, terms_in_force
from holdfast.groups.models import Terms
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


def held(meeting: Meeting) -> Meeting:
    """The meeting as it is now, held until the transaction ends, so that two people do not cross."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("group")
    now: Meeting = rows.get(pk=meeting.pk)
    return now


def arranging(meeting: Meeting, by: Actor) -> Meeting:
    """The meeting, held, for somebody who may still arrange it."""
    by.require(Permission.ARRANGE_MEETINGS, meeting.group_id)
    now = held(meeting)
    assess_arranging(now.state).require()
    return now


def terms_on(meeting: Meeting) -> Terms | None:
    """The terms in force on the meeting's day; once it has opened, the terms that it opened under."""
    if meeting.opened_at is not None:
        return meeting.terms
    return terms_in_force(meeting.group_id, day_of(meeting.starts_at))


def charter_on(meeting: Meeting) -> Charter | None:
    """The charter that the meeting is held under, or None while the group has adopted none."""
    terms = terms_on(meeting)
    return charter_of(terms) if terms is not None else None


def changed(meeting: Meeting, verb: str, *, by: Actor, is_dated: bool = False, **details: Any) -> Meeting:
    """Save a change: the meeting carries the terms of its day; calendars learn of a new date or place."""
    meeting.version += 1
    meeting.terms = terms_on(meeting)
    if is_dated:
        meeting.calendar_sequence += 1
    save(meeting)
    record(verb, meeting, by=by, group_id=meeting.group_id, **details)
    return meeting


def save(meeting: Meeting) -> None:
    """Save it, saying plainly when the group already meets then."""
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as error:
        if "group_meets_once_at_a_time" in str(error):
            refuse("The group already has a meeting at that time. Choose another time.")
        raise


def day_of(instant: datetime) -> date:
    """The London date of an instant."""
    return instant.astimezone(LONDON).date()


def require_order(starts_at: datetime, ends_at: datetime) -> None:
    """Refuse a meeting that ends before it starts, or lasts longer than a day."""
    if ends_at <= starts_at:
        refuse("The meeting must end after it starts.")
    if (ends_at - starts_at).total_seconds() > 24 * 60 * 60:
        refuse("A meeting lasts a day at most. Check the times.")


def require_future(starts_at: datetime) -> None:
    """Refuse a date that has passed."""
    if starts_at <= clock.now():
        refuse("That date has passed. Choose a date to come.")
