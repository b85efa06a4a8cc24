"""Decisions, actions and votes under an item."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.room import operations
from holdfast.governance.room.forms import ActionForm, VoteForm, WithdrawalForm
from holdfast.governance.room.models import Decision, Vote
from holdfast.governance.room.queries.facts import facts_of
from holdfast.governance.room.queries.owners import owner_choices, owner_value, read_line
from holdfast.governance.room.queries.page import shown_moment
from holdfast.governance.room.views.answers import (
    act,
    chosen_owner,
    item_or_404,
    meeting_or_404,
    moment_typed,
    room_url,
    run_by,
)
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.models import Person
from holdfast.web.pages import row_or_404, submit

SEE = Permission.SEE_MEETINGS


def _item(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> tuple[Meeting, AgendaItem]:
    meeting = meeting_or_404(request, meeting_id)
    return meeting, item_or_404(request, meeting, item_id)


@allow("POST", permission=SEE)
def decisions(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """A decision of one line; refused, with the reason, while there is no quorum."""
    meeting = run_by(request, meeting_id)
    item = item_or_404(request, meeting, item_id)

    def decide() -> None:
        operations.record_decision(
            by=request.actor,
            item=item,
            text=request.POST.get("decision", "").replace("\0", ""),
            method=request.POST.get("method") or "consensus",
            at=moment_typed(request, meeting, after=meeting.opened_at),
        )

    return act(request, meeting, decide, region="deciding", item_id=item.pk, said="The decision is recorded.")


@allow("GET", "POST", permission=SEE)
def decision_withdrawal(request: PersonRequest, meeting_id: UUID, decision_id: UUID) -> HttpResponse:
    """A decision taken back; it stays readable."""
    meeting = run_by(request, meeting_id)
    rows = Decision.objects.filter(item__meeting=meeting).select_related("item__meeting")
    decision: Decision = row_or_404(rows, pk=decision_id)

    def withdraw(typed: dict[str, Any]) -> str:
        operations.withdraw_decision(by=request.actor, decision=decision, reason=typed["reason"])
        return room_url(meeting, decision.item_id, "record")

    return submit(
        request,
        WithdrawalForm(request.POST or None),
        withdraw,
        title="Take a decision back",
        button="Take it back",
        intro=decision.text,
        back=room_url(meeting, decision.item_id, "record"),
    )


@allow("POST", permission=SEE)
def actions(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """An action: a line that says who, what and when is saved at once; any other is shown to be completed."""
    meeting = run_by(request, meeting_id)
    item = item_or_404(request, meeting, item_id)
    choices = owner_choices(request.actor)
    data: Any = request.POST
    if "line" in request.POST:
        data = None
        initial = _read(request, meeting)
        if all(initial.values()):
            return _capture(request, meeting, item, initial)
    else:
        initial = {}
    rows = Decision.objects.filter(item=item, withdrawn_at__isnull=True)
    decided = {str(row.pk): row for row in rows}
    form = ActionForm(
        data, owners=choices, initial=initial, decisions=[(pk, row.text[:100]) for pk, row in decided.items()]
    )
    return submit(
        request,
        form,
        lambda typed: _allocate(request, meeting, item, typed, decided.get(typed.get("decision") or "")),
        title="Is this the action?",
        button="Save the action",
        caption=item.title,
        back=room_url(meeting, item.pk, "deciding"),
        template="room/action.html",
        line=request.POST.get("line", ""),
    )


def _capture(
    request: PersonRequest, meeting: Meeting, item: AgendaItem, read: dict[str, Any]
) -> HttpResponse:
    return act(
        request,
        meeting,
        lambda: _allocate(request, meeting, item, read, None),
        region="record",
        item_id=item.pk,
    )


def _read(request: PersonRequest, meeting: Meeting) -> dict[str, Any]:
    read = read_line(request.actor, meeting, request.POST.get("line", ""))
    text = read.text
    if text[:1].isascii():
        text = text[:1].upper() + text[1:]
    return {"text": text, "owner": owner_value(read.owner), "due_on": read.due_on}


def _allocate(
    request: PersonRequest,
    meeting: Meeting,
    item: AgendaItem,
    typed: dict[str, Any],
    decision: Decision | None,
) -> str:
    agency, owner = chosen_owner(request, typed["owner"])
    moment = shown_moment(facts_of(meeting)) if meeting.entered_afterwards else None
    operations.capture_action(
        by=request.actor,
        item=item,
        text=typed["text"],
        agency=agency,
        owner=owner,
        due_on=typed["due_on"],
        decision=decision,
        at=moment,
    )
    return room_url(meeting, item.pk, "record")


@allow("GET", "POST", permission=SEE)
def votes(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """A question put to the vote, or an election."""
    meeting = run_by(request, meeting_id)
    item = item_or_404(request, meeting, item_id)
    facts = facts_of(meeting)
    elected = [o for o in (facts.charter.offices if facts.charter else ()) if o.election is not None]
    here = facts.sitting.present_at(shown_moment(facts))
    form = VoteForm(
        request.POST or None,
        offices=[(office.key, office.name.capitalize()) for office in elected],
        candidates=sorted({(stay.person, stay.name) for stay in here}, key=lambda pair: pair[1]),
    )

    def begin(typed: dict[str, Any]) -> str:
        standing = Person.objects.visible_to(request.actor).filter(pk__in=typed.get("candidates") or [])
        operations.open_vote(
            by=request.actor,
            item=item,
            question=typed["question"],
            is_secret=typed["is_secret"],
            office=typed.get("office") or "",
            candidates=standing,
            at=moment_typed(request, meeting, after=meeting.opened_at),
        )
        return room_url(meeting, item.pk, "record")

    back = room_url(meeting, item.pk, "record")
    return submit(request, form, begin, title="Put to the vote", button="Open the vote", back=back)


@allow("POST")
def ballots(request: PersonRequest, meeting_id: UUID, vote_id: UUID, person_id: UUID) -> HttpResponse:
    """A vote cast: one's own, or in an open vote what the recorder sees."""
    meeting, vote = _vote(request, meeting_id, vote_id)
    person: Person = row_or_404(Person.objects.visible_to(request.actor), pk=person_id)

    def cast() -> None:
        operations.cast_ballot(
            by=request.actor,
            vote=vote,
            person=person,
            choice=request.POST.get("choice", ""),
            at=moment_typed(request, meeting, after=vote.opened_at),
        )

    return act(request, meeting, cast, region="record", item_id=vote.item_id)


@allow("POST", permission=SEE)
def casting_vote(request: PersonRequest, meeting_id: UUID, vote_id: UUID) -> HttpResponse:
    """A tie settled by whoever chairs."""
    meeting, vote = _vote(request, meeting_id, vote_id)
    choice = request.POST.get("choice", "")
    return act(
        request,
        meeting,
        lambda: operations.give_casting_vote(by=request.actor, vote=vote, choice=choice),
        region="record",
        item_id=vote.item_id,
    )


@allow("GET", "POST", permission=SEE)
def vote_withdrawal(request: PersonRequest, meeting_id: UUID, vote_id: UUID) -> HttpResponse:
    """An open vote that is not counted."""
    run_by(request, meeting_id)
    meeting, vote = _vote(request, meeting_id, vote_id)

    def withdraw(typed: dict[str, Any]) -> str:
        operations.withdraw_vote(by=request.actor, vote=vote, reason=typed["reason"])
        return room_url(meeting, vote.item_id, "record")

    form = WithdrawalForm(request.POST or None)
    back = room_url(meeting, vote.item_id, "record")
    return submit(request, form, withdraw, title="Withdraw the vote", button="Withdraw it", back=back)


@allow("POST", permission=SEE)
def vote_closing(request: PersonRequest, meeting_id: UUID, vote_id: UUID) -> HttpResponse:
    """A vote closed and counted."""
    meeting, vote = _vote(request, meeting_id, vote_id)

    def close() -> None:
        moment = moment_typed(request, meeting, after=vote.opened_at)
        operations.close_vote(by=request.actor, vote=vote, at=moment)

    return act(request, meeting, close, region="record", item_id=vote.item_id)


def _vote(request: PersonRequest, meeting_id: UUID, vote_id: UUID) -> tuple[Meeting, Vote]:
    meeting = meeting_or_404(request, meeting_id)
    rows = Vote.objects.filter(item__meeting=meeting).select_related("item__meeting")
    vote: Vote = row_or_404(rows, pk=vote_id)
    item_or_404(request, meeting, vote.item_id)
    return meeting, vote
