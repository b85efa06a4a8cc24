"""Practice noted where it arises, disclosures to others, and the chair's closing check."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from holdfast.casework.children.models import Child
from holdfast.casework.panel.models import CaseList, ClosingCheck, Disclosure, PracticeNote
from holdfast.casework.panel.standing import require_running
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.room.operations.floor import may_chair
from holdfast.governance.room.queries.facts import facts_of
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Agency
from holdfast.stewardship.trail.record import record


@transaction.atomic
def note_practice(
    *,
    by: Actor,
    group: Group,
    kind: str,
    words: str,
    meeting: Meeting | None = None,
    child: Child | None = None,
    agency: Agency | None = None,
) -> PracticeNote:
    """Note a stuck case, a barrier or good practice, for the group's monthly report."""
    _require_noting(by, group)
    if not words.strip():
        refuse("Write down what it is.")
    if kind == PracticeNote.Kind.STUCK and child is None:
        refuse("A stuck case is a child's. Note it in the child's discussion, or choose another kind.")
    row: PracticeNote = PracticeNote.objects.create(
        partnership_id=by.partnership_id,
        group=group,
        meeting=meeting,
        child=child,
        kind=kind,
        words=words.strip(),
        agency=agency,
        noted_at=clock.now(),
        noted_by_id=by.person_id,
    )
    record("noted", row, by=by, group_id=group.pk, kind=kind)
    return row


@transaction.atomic
def resolve_practice(*, by: Actor, note: PracticeNote, resolution: str) -> None:
    """Say how an issue was resolved, or what came of it."""
    require_running(by, note.group_id)
    if not resolution.strip():
        refuse("Say how it was resolved.")
    row = PracticeNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
    row.resolved_at, row.resolution = clock.now(), resolution.strip()
    row.save(update_fields=["resolved_at", "resolution"])
    record("resolved", row, by=by, group_id=row.group_id)


def _require_noting(by: Actor, group: Group) -> None:
    if not by.may(Permission.ANSWER_CASES, group.pk):
        require_running(by, group.pk)


@transaction.atomic
def record_disclosure(
    *,
    by: Actor,
    group: Group,
    child: Child,
    recipient: str,
    organisation: str,
    purpose: str,
    basis: str,
    content: str,
    basis_words: str = "",
    is_refused: bool = False,
    meeting: Meeting | None = None,
) -> Disclosure:
    """Log what somebody who is no member was told of a child, or that it was decided not to tell."""
    require_running(by, group.pk)
    said = {"to whom": recipient, "of which organisation": organisation, "why": purpose, "what": content}
    for what, text in said.items():
        if not text.strip():
            refuse(f"Say {what}.")
    if basis == "other" and not basis_words.strip():
        refuse("Say on which other basis it is shared.")
    row: Disclosure = Disclosure.objects.create(
        partnership_id=by.partnership_id,
        group=group,
        meeting=meeting,
        child=child,
        recipient=recipient.strip(),
        organisation=organisation.strip(),
        purpose=purpose.strip(),
        basis=basis,
        basis_words=basis_words.strip(),
        content=content.strip(),
        is_refused=is_refused,
        disclosed_at=clock.now(),
        disclosed_by_id=by.person_id,
    )
    verb = "decided not to disclose" if is_refused else "disclosed"
    record(verb, row, by=by, group_id=group.pk, child=child.reference)
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """What the chair says of how the meeting went."""

    kept_to_aims: bool
    all_contributed: bool
    only_relevant: bool
    actions_understood: bool
    words: str = ""


@transaction.atomic
def check_conduct(*, by: Actor, case_list: CaseList, conduct: Conduct) -> ClosingCheck:
    """The chair's closing check of the meeting; said again, it replaces what was said."""
    facts = facts_of(case_list.meeting)
    if not may_chair(by, facts, clock.now()):
        raise PermissionDenied("Only whoever chairs this meeting can do that.")
    said = {name: getattr(conduct, name) for name in Conduct.__slots__}
    row, _ = ClosingCheck.objects.update_or_create(
        case_list=case_list,
        defaults=said
        | {"partnership_id": by.partnership_id, "checked_at": clock.now(), "checked_by_id": by.person_id},
    )
    record("checked the conduct of", case_list, by=by, group_id=case_list.meeting.group_id)
    return row
