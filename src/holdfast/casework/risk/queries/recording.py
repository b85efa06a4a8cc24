"""What agencies have still to record on their own systems, and what was shared of a child."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from holdfast.casework.risk.models import Confirmation, SharedItem
from holdfast.casework.risk.operations.recording import may_answer
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


@dataclass(frozen=True, slots=True)
class ToRecord:
    """One thing that one agency is asked to record."""

    id: UUID
    child_id: UUID
    reference: str
    child: str
    kind: str
    text: str
    agency: str
    asked_at: datetime
    may_answer: bool


def outstanding(actor: Actor) -> QuerySet[Any, Any]:
    """What is still to be recorded: by the person's own agency, or for whoever keeps the list by any."""
    rows = Confirmation.objects.visible_to(actor).filter(
        state=Confirmation.State.ASKED, item__withdrawn_at=None, child__merged_into=None
    )
    if not actor.may(Permission.SEE_CHILDREN):
        rows = rows.filter(agency_id=actor.agency_id)
    return rows.order_by("asked_at", "pk")


def with_all(rows: Any) -> Any:
    """Whatever a row of the page prints, in one query."""
    return rows.select_related("child", "agency", "item__plan", "item__action")


def to_record(actor: Actor, rows: Iterable[Confirmation]) -> list[ToRecord]:
    """Rows of the page."""
    return [
        ToRecord(
            id=row.pk,
            child_id=row.child_id,
            reference=row.child.reference,
            child=row.child.name,
            kind=row.item.get_kind_display(),
            text=words_of(row.item),
            agency=str(row.agency),
            asked_at=row.asked_at,
            may_answer=may_answer(actor, row.agency_id),
        )
        for row in rows
    ]


def words_of(item: SharedItem) -> str:
    """What is to be recorded, in words."""
    if item.plan is not None:
        return str(item.plan.text)
    return str(item.action.text) if item.action is not None else item.text


def find_confirmation(actor: Actor, pk: UUID) -> Confirmation:
    """One that the person may see. Raises `Confirmation.DoesNotExist`."""
    rows = with_all(Confirmation.objects.visible_to(actor))
    if not actor.may(Permission.SEE_CHILDREN):
        rows = rows.filter(agency_id=actor.agency_id)
    found: Confirmation = rows.get(pk=pk)
    return found


def asked_of_agency(actor: Actor) -> QuerySet[Any, Any] | None:
    """A reason to see a child: the person's agency has something of it still to record."""
    if not actor.may(Permission.RECORD_ON_CHILD):
        return None
    rows = Confirmation.objects.filter(state=Confirmation.State.ASKED, agency_id=actor.agency_id)
    return rows.filter(item__withdrawn_at=None).order_by().values("child_id")
