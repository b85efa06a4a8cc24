"""The partnership's own wording of letters."""

from __future__ import annotations

from django.db import transaction

from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.obligations.escalation.letters import LETTERS, assess_wording
from holdfast.obligations.escalation.models import LetterTemplate
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


class ChangedMeanwhile(Exception):
    """Somebody else saved another wording since; `row` is theirs."""

    def __init__(self, row: LetterTemplate) -> None:
        super().__init__("somebody else changed this wording")
        self.row = row


@transaction.atomic
def change_wording(key: str, *, by: Actor, subject: str, body: str, version: int) -> LetterTemplate:
    """Save the partnership's wording of one kind of letter, over the `version` that the person saw (0: none).

    Raises `Refused` for a blank that cannot be filled, `ChangedMeanwhile` when somebody else was first.
    """
    by.require(Permission.MANAGE_PARTNERSHIP)
    if key not in LETTERS:
        refuse("There is no such letter.")
    if not subject.strip() or not body.strip():
        refuse("Enter a subject and what the letter says.")
    assess_wording(subject, body).require()
    row = LetterTemplate.objects.select_for_update().filter(key=key).first()
    if row is not None and row.version != version:
        raise ChangedMeanwhile(row)
    row = row or LetterTemplate(partnership_id=by.partnership_id, key=key)
    row.subject, row.body, row.version = subject.strip(), body.strip(), row.version + 1
    row.changed_at, row.changed_by_id = clock.now(), by.person_id
    row.save()
    record("changed wording of letter", row, by=by, letter=key)
    return row


@transaction.atomic
def restore_wording(key: str, *, by: Actor) -> None:
    """Go back to the product's own wording; the partnership's stays in the trail only as that it was."""
    by.require(Permission.MANAGE_PARTNERSHIP)
    row = LetterTemplate.objects.select_for_update().filter(key=key).first()
    if row is None:
        return
    record("restored wording of letter", row, by=by, letter=key)
    row.delete()
