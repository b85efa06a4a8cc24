"""Everything that the page of one meeting prints, for one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from holdfast.charter.findings import QuorumFinding
from holdfast.charter.model import Charter
from holdfast.governance.meetings.models import AgendaItem, Meeting, Requisitioner
from holdfast.governance.meetings.operations.keeping import terms_on
from holdfast.governance.meetings.queries.agenda import Agenda, Invited, agenda_of, invited_throughout
from holdfast.governance.meetings.queries.expected import (
    Attendance,
    Expected,
    attendance_expected,
    quorum_forecast,
)
from holdfast.governance.meetings.rules.deadlines import assess_notice, papers_by
from holdfast.governance.meetings.rules.states import assess_answering, assess_arranging, assess_cancelling
from holdfast.groups.charters import charter_of
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import Finding
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

P = Permission
_UNFINISHED = (Meeting.State.CANCELLED, Meeting.State.ADJOURNED)


@dataclass(frozen=True, slots=True)
class May:
    """What this person may do here now."""

    arrange: bool
    order: bool
    confirm: bool
    cancel: bool
    answer_for_others: bool
    carry: bool
    see_everyone: bool


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting before it begins (and, in outline, afterwards)."""

    meeting: Meeting
    terms_version: str
    day: date
    agenda: Agenda
    may: May
    notice: Finding
    papers_due_on: date | None
    attendance: Attendance | None
    forecast: QuorumFinding | None
    mine: Expected | None
    my_answer: str
    can_answer: Finding
    throughout: tuple[Invited, ...]
    asked_by: tuple[str, ...]

    @property
    def is_to_come(self) -> bool:
        """Whether it is still to be held."""
        return self.meeting.state in (Meeting.State.PROPOSED, Meeting.State.CONFIRMED)


class Unseen(Exception):
    """There is no such meeting, or this person may not see it."""


def find_meeting(actor: Actor, meeting_id: UUID) -> Meeting:
    """A meeting that the person may see; `Unseen` otherwise."""
    rows = Meeting.objects.visible_to(actor).select_related(
        "group", "agenda_confirmed_by", "agenda_reopened_by", "called_by", "terms"
    )
    meeting: Meeting | None = rows.filter(pk=meeting_id).first()
    if meeting is None or not _is_announced(meeting, actor):
        raise Unseen
    return meeting


def find_item(actor: Actor, item_id: UUID) -> AgendaItem:
    """An item that the person may see; `Unseen` otherwise."""
    rows = AgendaItem.objects.visible_to(actor).select_related("meeting__group", "lead")
    item: AgendaItem | None = rows.filter(pk=item_id).first()
    if item is None or not _is_announced(item.meeting, actor):
        raise Unseen
    return item


def _is_announced(meeting: Meeting, actor: Actor) -> bool:
    """A proposed date is the business of whoever arranges, chairs or audits until it is confirmed."""
    return meeting.state != Meeting.State.PROPOSED or sees_proposals(actor, meeting.group_id)


def sees_proposals(actor: Actor, group_id: UUID) -> bool:
    """Whether the person sees dates that are not confirmed yet."""
    return any(actor.may(p, group_id) for p in (P.ARRANGE_MEETINGS, P.CHAIR_MEETING, P.SEE_TRAIL))


def meeting_page(actor: Actor, meeting: Meeting) -> MeetingPage:
    """The page of a meeting that the person was found to see."""
    day = meeting.starts_at.astimezone(LONDON).date()
    terms = terms_on(meeting)
    charter = charter_of(terms) if terms else None
    may = _may(actor, meeting)
    attendance = attendance_expected(meeting) if may.see_everyone else None
    mine = attendance.person(actor.person_id) if attendance else None
    return MeetingPage(
        meeting=meeting,
        terms_version=terms.version if terms else "",
        day=day,
        agenda=agenda_of(meeting, charter, actor),
        may=may,
        notice=assess_notice(charter, day, meeting.notice_given_at),
        papers_due_on=papers_by(charter, day),
        attendance=attendance,
        forecast=_forecast(meeting, charter, attendance),
        mine=mine,
        my_answer=mine.answer if mine else _own_answer(actor, meeting),
        can_answer=_can_answer(actor, meeting, mine),
        throughout=invited_throughout(meeting) if may.see_everyone else (),
        asked_by=_asked_by(meeting) if may.see_everyone else (),
    )


def _may(actor: Actor, meeting: Meeting) -> May:
    group_id = meeting.group_id
    is_before = bool(assess_arranging(meeting.state).met)
    arranges, chairs = actor.may(P.ARRANGE_MEETINGS, group_id), actor.may(P.CHAIR_MEETING, group_id)
    may_cancel = bool(assess_cancelling(meeting.state, meeting.starts_at, clock.now()).met)
    confirms = actor.may(P.CONFIRM_AGENDA, group_id)
    return May(
        arrange=arranges and is_before,
        order=(arranges or confirms) and is_before,
        confirm=confirms and is_before,
        cancel=(arranges or chairs) and may_cancel,
        answer_for_others=arranges and bool(assess_answering(meeting.state).met),
        carry=(arranges or chairs) and meeting.state in _UNFINISHED,
        see_everyone=actor.may(P.SEE_MEETINGS, group_id, meeting.pk),
    )


def _forecast(
    meeting: Meeting, charter: Charter | None, attendance: Attendance | None
) -> QuorumFinding | None:
    """Only before the meeting, and only for those who see who comes."""
    is_to_come = meeting.state in (Meeting.State.PROPOSED, Meeting.State.CONFIRMED)
    return quorum_forecast(charter, attendance) if attendance is not None and is_to_come else None


def _own_answer(actor: Actor, meeting: Meeting) -> str:
    """What an invitee or a deputy has said of coming."""
    live = {"person_id": actor.person_id, "withdrawn_at": None}
    if meeting.acceptances.filter(**live).exists():
        return "coming"
    return "apologies" if meeting.apologies.filter(**live).exists() else "no answer"


def _can_answer(actor: Actor, meeting: Meeting, mine: Expected | None) -> Finding:
    at_this_meeting = meeting.pk in actor.meetings_where(P.ANSWER_INVITATION)
    if mine is None and not at_this_meeting:
        return Finding(met=False, reason="You hold no seat on the day of this meeting.")
    if not actor.may(P.ANSWER_INVITATION, meeting.group_id, meeting.pk):
        return Finding(met=False, reason="Your role does not answer invitations.")
    return assess_answering(meeting.state)


def _asked_by(meeting: Meeting) -> tuple[str, ...]:
    """The members at whose request an extraordinary meeting was called."""
    if meeting.kind != Meeting.Kind.EXTRAORDINARY:
        return ()
    rows = Requisitioner.objects.filter(meeting=meeting).order_by("recorded_at")
    return tuple(rows.values_list("person__name", flat=True))
