"""What people do with actions; each act is one entry in the action's history and one in the trail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from holdfast.governance.actions.models import Action, ActionEntry, ContributingAgency
from holdfast.governance.actions.promises import CAUSE
from holdfast.governance.actions.rules import assess_due_date, assess_open, assess_owner, assess_reason
from holdfast.governance.documents.models import DocumentVersion
from holdfast.governance.documents.operations import keep_evidence
from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.obligations.concerns.models import Matter
from holdfast.obligations.ledger.operations import settle
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Agency, Person
from holdfast.stewardship.trail.record import record
from holdfast.web.masking import require_open

Kind = ActionEntry.Kind
_MOVES_OBLIGATION = {Kind.REASSIGNED, Kind.REDATED, Kind.REWORDED, Kind.DONE, Kind.REOPENED, Kind.WITHDRAWN}


@transaction.atomic
def allocate_action(
    *,
    by: Actor,
    group: Group,
    text: str,
    agency: Agency,
    owner: Person | None = None,
    due_on: date | None = None,
    item: AgendaItem | None = None,
    meeting: Meeting | None = None,
    follows: Action | None = None,
    matter: Matter | None = None,
    contributors: Iterable[Agency] = (),
    at: datetime | None = None,
) -> Action:
    """Give an action to an agency, and to a person of it, numbered within the group.

    `at` (UTC) is when it was given, now unless a meeting is entered afterwards. Raises `PermissionDenied`, or
    `Refused` when the date has passed on that day or the owner acts for another agency.
    """
    by.require(Permission.ALLOCATE_ACTIONS, group.id)
    at = at or clock.now()
    assess_due_date(due_on, at.astimezone(clock.LONDON).date()).require()
    if owner is not None:
        assess_owner(owner.agency_id, agency.id).require()
    Group.objects.select_for_update().get(pk=group.pk)  # one number at a time
    last = Action.objects.filter(group=group).aggregate(last=Max("reference"))["last"] or 0
    action = Action.objects.create(
        partnership_id=by.partnership_id,
        group=group,
        meeting=meeting or (item.meeting if item else None),
        item=item,
        follows=follows,
        matter=matter,
        reference=last + 1,
        text=text,
        agency=agency,
        owner=owner,
        due_on=due_on,
        allocated_at=at,
        allocated_by_id=by.person_id,
    )
    ContributingAgency.objects.bulk_create(
        ContributingAgency(partnership_id=by.partnership_id, action=action, agency=other)
        for other in contributors
        if other != agency
    )
    _enter(action, Kind.ALLOCATED, by=by, at=at)
    settle(CAUSE, [action.pk], group=group, by=by)
    return action


def acknowledge_action(*, by: Actor, action: Action) -> None:
    """Say 'I have seen this and will do it'. A second time changes nothing."""
    with _answering(by, action) as now:
        if now.acknowledged_at is None:
            now.acknowledged_at = clock.now()
            _save(now, Kind.ACKNOWLEDGED, by=by)


def query_action(*, by: Actor, action: Action, question: str) -> None:
    """Ask the chair what is meant, or whether it can be done."""
    assess_reason(question, "what is unclear").require()
    with _answering(by, action) as now:
        _save(now, Kind.QUERIED, by=by, text=question)


def answer_query(*, by: Actor, action: Action, answer: str) -> None:
    """Answer a query, as somebody who allocates the group's actions."""
    assess_reason(answer, "what the answer is").require()
    with _allocating(by, action) as now:
        _save(now, Kind.ANSWERED, by=by, text=answer)


def report_progress(*, by: Actor, action: Action, text: str, evidence: DocumentVersion | None = None) -> None:
    """Say how far it is."""
    assess_reason(text, "how far it is").require()
    with _answering(by, action) as now:
        _save(now, Kind.PROGRESS, by=by, text=text, evidence=evidence)


def add_evidence(*, by: Actor, action: Action, upload: UploadedFile[Any] | None) -> DocumentVersion | None:
    """Keep a file that shows how far an action is; None when there is none."""
    if upload is None:
        return None
    with _answering(by, action) as now:
        return keep_evidence(
            by=by, group=now.group, title=f"Evidence for action {now.reference}", upload=upload
        )


def complete_action(
    *,
    by: Actor,
    action: Action,
    text: str,
    evidence: DocumentVersion | None = None,
    at: datetime | None = None,
) -> None:
    """Say that it is done, and what shows it."""
    assess_reason(text, "what was done, or what shows that it is done").require()
    with _answering(by, action) as now:
        now.state, now.ended_at = Action.State.DONE, at or clock.now()
        _save(now, Kind.DONE, by=by, text=text, evidence=evidence, at=now.ended_at)


def reopen_action(*, by: Actor, action: Action, reason: str) -> None:
    """Open a finished or withdrawn action again."""
    assess_reason(reason, "it is opened again").require()
    with _allocating(by, action, ended_too=True) as now:
        before = {"state": now.state}
        now.state, now.ended_at = Action.State.OPEN, None
        _save(now, Kind.REOPENED, by=by, text=reason, before=before)


def withdraw_action(*, by: Actor, action: Action, reason: str) -> None:
    """End an action that is no longer wanted."""
    assess_reason(reason, "it is withdrawn").require()
    with _allocating(by, action) as now:
        now.state, now.ended_at = Action.State.WITHDRAWN, clock.now()
        _save(now, Kind.WITHDRAWN, by=by, text=reason)


def reassign_action(*, by: Actor, action: Action, agency: Agency, owner: Person | None, reason: str) -> None:
    """Give it to another agency or person."""
    assess_reason(reason, "it goes to somebody else").require()
    if owner is not None:
        assess_owner(owner.agency_id, agency.id).require()
    with _allocating(by, action) as now:
        before = {"agency": str(now.agency_id), "owner": str(now.owner_id or "")}
        now.agency, now.owner, now.acknowledged_at = agency, owner, None
        after = {"agency": str(agency.id), "owner": str(owner.id if owner else "")}
        _save(now, Kind.REASSIGNED, by=by, text=reason, before=before, after=after)


def redate_action(*, by: Actor, action: Action, due_on: date | None, reason: str) -> None:
    """Change the due date, saying why; what it was stays in the history."""
    assess_reason(reason, "the date changes").require()
    assess_due_date(due_on, clock.today()).require()
    with _allocating(by, action) as now:
        before, now.due_on = {"due_on": _iso(now.due_on)}, due_on
        _save(now, Kind.REDATED, by=by, text=reason, before=before, after={"due_on": _iso(due_on)})


def reword_action(*, by: Actor, action: Action, text: str) -> None:
    """Say it more clearly; the former words stay in the history."""
    assess_reason(text, "what the action is").require()
    with _allocating(by, action) as now:
        require_open(by, now.text)
        before, now.text = {"text": now.text}, text
        _save(now, Kind.REWORDED, by=by, before=before, after={"text": text})


@contextmanager
def _locked(action: Action, *, ended_too: bool = False) -> Iterator[Action]:
    """The action as it is now, held for the length of one act."""
    with transaction.atomic():
        rows = Action.objects.select_related("group").select_for_update(of=("self",))
        now = rows.get(pk=action.pk)
        if not ended_too:
            assess_open(now.state).require()
        yield now


def may_answer(by: Actor, action: Action) -> bool:
    """Whether somebody answers for an action: its owner, its agency's lead, or who allocates in the group."""
    own = action.owner_id == by.person_id
    unowned = action.owner_id is None and action.agency_id == by.agency_id
    leads = action.agency_id == by.agency_id and by.may(Permission.SEE_AGENCY_ACTIONS, action.group_id)
    answers = (own or unowned or leads) and by.may(Permission.ANSWER_ACTIONS)
    return answers or by.may(Permission.ALLOCATE_ACTIONS, action.group_id)


def require_answering(by: Actor, action: Action) -> None:
    """Raise `PermissionDenied` unless this person answers for the action."""
    if not may_answer(by, action):
        raise PermissionDenied("Only the action's owner, or whoever allocates it, can answer it.")


@contextmanager
def _answering(by: Actor, action: Action) -> Iterator[Action]:
    require_answering(by, action)
    with _locked(action) as now:
        yield now


@contextmanager
def _allocating(by: Actor, action: Action, *, ended_too: bool = False) -> Iterator[Action]:
    by.require(Permission.ALLOCATE_ACTIONS, action.group_id)
    with _locked(action, ended_too=ended_too) as now:
        yield now


def _save(action: Action, kind: Kind, *, by: Actor, **entry: Any) -> None:
    action.version += 1
    action.save()
    _enter(action, kind, by=by, **entry)
    if kind in _MOVES_OBLIGATION:
        settle(CAUSE, [action.pk], group=action.group, by=by, why=f"the action was {kind.label.lower()}")


def _enter(action: Action, kind: Kind, *, by: Actor, at: datetime | None = None, **entry: Any) -> None:
    ActionEntry.objects.create(
        partnership_id=by.partnership_id,
        action=action,
        kind=kind,
        at=at or clock.now(),
        by_id=by.person_id,
        **entry,
    )
    record(f"{kind.value} action", action, by=by, group_id=action.group_id, reference=action.reference)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
