"""An action's due date as an obligation: owed by its agency and owner, met when it is done."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from holdfast.charter.promises import Undertaking
from holdfast.governance.actions.models import Action
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import Clock, Due, said_day
from holdfast.kernel.working_days import end_of_day
from holdfast.obligations.ledger.kinds import Asked, Doing, Kind, Source, declare
from holdfast.obligations.ledger.promises import Kept, Party, Promise, Proof
from holdfast.obligations.ledger.versions import Version
from holdfast.stewardship.access.permissions import Permission

CAUSE = "action"

ACTION = Kind(
    key="action",
    title="Actions",
    keeps=("action",),
    seen_by=Permission.SEE_ACTIONS,
    doing=lambda row: Doing("Open the action", reverse("actions:action", args=[row.cause_id])),
    # An action names the agenda item that it came from: somebody excluded from the item sees neither.
    row_condition=(
        "subject_id is null or subject_id <> all(array(select item_id from room_exclusion"
        " where person_id = nullif(current_setting('holdfast.person', true), '')::uuid"
        " and lifted_at is null))"
    ),
)


def register() -> None:
    """Declare them; called when the app is ready."""
    declare(Source(cause=CAUSE, kinds=(ACTION,), facts=_facts, promises=_promises))


def _facts(asked: Asked) -> list[Action]:
    one = {} if asked.ids is None else {"pk__in": asked.ids}
    rows = Action.objects.filter(group=asked.group, **one)
    return [row for row in rows if row.state != Action.State.WITHDRAWN]


def _promises(actions: list[Action], version: Version) -> Iterator[Promise]:
    clause = _clause(version)
    for action in actions:
        yield Promise(
            kind=ACTION.key,
            clause=clause,
            cause_id=action.pk,
            occasion=f"action {action.pk}",
            owner=Party(agency_id=action.agency_id, person_id=action.owner_id),
            owed_to=Party(group_id=action.group_id),
            says=f"Action {action.reference}: {action.text}",
            subject=("meetings.agendaitem", action.item_id) if action.item_id else None,
            began_at=action.allocated_at,
            began_with="the action was given",
            due=_due(action),
            kept=_kept(action),
        )


def _clause(version: Version) -> str:
    """The first clause by which actions are kept; empty where the terms say nothing of them."""
    kept = version.charter.each(Undertaking) if version.charter else ()
    return next((one.clause for one in kept if one.kind == "action"), "")


def _due(action: Action) -> Due | None:
    if action.due_on is None:
        return None
    return Due(
        end_of_day(action.due_on), Clock.CALENDAR, f"to the end of {said_day(action.due_on)}, as agreed"
    )


def _kept(action: Action) -> Kept | None:
    if action.state != Action.State.DONE or action.ended_at is None:
        return None
    words = f"Action {action.reference} done on {said_day(action.ended_at.astimezone(LONDON).date())}"
    return Kept(action.ended_at, (Proof("actions.action", action.pk, words, action.ended_at),))
