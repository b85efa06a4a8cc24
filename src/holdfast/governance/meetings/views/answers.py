"""Saying whether one comes: on the meeting's own page, or for somebody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render

from holdfast.charter.membership import Deputies
from holdfast.governance.meetings import operations
from holdfast.governance.meetings.forms import AnswerForm
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.queries.expected import Expected
from holdfast.governance.meetings.queries.meeting_page import MeetingPage, meeting_page
from holdfast.governance.meetings.views.finding import people_of, seen_meeting, url_of
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.models import Person
from holdfast.web.pages import submit
from holdfast.web.submissions import once

P = Permission


def answer_form(request: PersonRequest, page: MeetingPage, data: Any = None) -> AnswerForm:
    """The form of one's own answer; who holds a seat may send a deputy."""
    initial = {"answer": page.my_answer, "reason": page.mine.reason if page.mine else ""}
    return _form(request, page.meeting, page.mine, data, initial=initial)


def _form(
    request: PersonRequest, meeting: Meeting, who: Expected | None, data: Any, **more: Any
) -> AnswerForm:
    if who is None or not who.seats:
        return AnswerForm(data, **more)
    seats = [(seat.key, seat.title) for seat in who.seats]
    initial = more.setdefault("initial", {})
    if who.deputies:
        initial["seat"], initial["deputy"] = who.deputies[0][0], who.deputies[0][1].person_id
    return AnswerForm(data, deputies=_candidates(request, meeting, who), seats=seats, **more)


def _candidates(request: PersonRequest, meeting: Meeting, who: Expected) -> QuerySet[Person]:
    """Whom the terms would let stand in, as far as a list can say; the operation judges the one chosen."""
    charter = operations.charter_on(meeting)
    rule = charter.first(Deputies) if charter else None
    people = people_of(request.actor).exclude(pk=who.person_id)
    if rule is not None and rule.same_agency:
        agencies = {seat.agency.id for seat in who.seats if seat.agency}
        people = people.filter(agency_id__in=agencies or ([who.agency.id] if who.agency else []))
    return people


@allow("GET", "POST", permission=P.ANSWER_INVITATION)
def own_answer(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Coming, apologies or a deputy, sent from the meeting's page."""
    meeting = seen_meeting(request, meeting_id)
    page = meeting_page(request.actor, meeting)
    form = answer_form(request, page, request.POST or None)
    person = Person.objects.get(pk=request.actor.person_id)
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, lambda: _answer(request, meeting, person, form.cleaned_data))
        except Refused as refusal:
            form.add_error("deputy" if form.cleaned_data["answer"] == "deputy" else None, str(refusal))
    status = 422 if form.errors else 200
    context = {"page": page, "form": form, "subject": meeting}
    return render(request, "meetings/meeting.html", context, status=status)


@allow("GET", "POST", permission=P.ARRANGE_MEETINGS)
def answer_for(request: PersonRequest, meeting_id: UUID, person_id: UUID) -> HttpResponse:
    """The business manager answers on somebody's behalf."""
    meeting = seen_meeting(request, meeting_id)
    request.actor.require(P.ARRANGE_MEETINGS, meeting.group_id)
    page = meeting_page(request.actor, meeting)
    who = page.attendance.person(person_id) if page.attendance else None
    if who is None:
        raise Http404
    person = Person.objects.get(pk=person_id)
    initial = {"answer": who.answer, "reason": who.reason}
    form = _form(request, meeting, who, request.POST or None, initial=initial, name=who.name)
    return submit(
        request,
        form,
        lambda cleaned: _answer(request, meeting, person, cleaned),
        title=f"Answer for {who.name}",
        button="Save the answer",
        back=url_of(meeting),
        caption=str(meeting.group),
    )


def _answer(request: PersonRequest, meeting: Meeting, person: Person, said: dict[str, Any]) -> str:
    facts: dict[str, Any] = {"by": request.actor, "meeting": meeting, "person": person}
    who = "You are" if person.pk == request.actor.person_id else f"{person.name} is"
    if said["answer"] == "coming":
        operations.accept(**facts)
        messages.success(request, f"{who} expected.")
    elif said["answer"] == "apologies":
        operations.apologise(reason=said["reason"], **facts)
        messages.success(request, "The apologies are sent.")
    else:
        operations.name_deputy(
            deputy=said["deputy"], seat_key=said.get("seat", ""), reason=said["reason"], **facts
        )
        messages.success(request, f"{said['deputy'].name} stands in.")
    return url_of(meeting)


@allow("POST", permission=P.ANSWER_INVITATION)
def take_back(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Leave one's own answer open again."""
    meeting = seen_meeting(request, meeting_id)
    person = Person.objects.get(pk=request.actor.person_id)

    def do() -> str:
        operations.take_back_answer(by=request.actor, meeting=meeting, person=person)
        messages.success(request, "Your answer is taken back.")
        return url_of(meeting)

    return once(request, do)
