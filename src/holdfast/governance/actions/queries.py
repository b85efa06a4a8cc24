"""What the action pages show: one function a page, a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from holdfast.governance.actions.from_concerns import seen_origin
from holdfast.governance.actions.models import Action, ActionEntry
from holdfast.governance.actions.operations import may_answer
from holdfast.governance.actions.rules import Urgency, urgency
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.obligations.concerns.models import Matter
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Agency, Person


@dataclass(frozen=True)
class ActionFilter:
    """What a list is narrowed to: `whose` is mine, agency or all; `state` open, done, withdrawn or any."""

    whose: str = "all"
    state: str = "open"
    group_id: UUID | None = None
    agency_id: UUID | None = None
    overdue_only: bool = False


def actions_for(actor: Actor, wanted: ActionFilter) -> QuerySet[Action, Action]:
    """The actions that the person may see, narrowed; overdue first, then by due date, undated last."""
    rows = Action.objects.visible_to(actor).select_related("agency", "owner", "group", "meeting")
    if wanted.whose == "mine":
        rows = rows.filter(Q(owner_id=actor.person_id) | Q(owner=None, agency_id=actor.agency_id))
    elif wanted.whose == "agency":
        rows = rows.filter(agency_id=actor.agency_id)
    if wanted.state != "any":
        rows = rows.filter(state=wanted.state)
    if wanted.group_id:
        rows = rows.filter(group_id=wanted.group_id)
    if wanted.agency_id:
        rows = rows.filter(agency_id=wanted.agency_id)
    if wanted.overdue_only:
        rows = rows.filter(due_on__lt=clock.today())
    return rows.order_by(_open_first(), F("due_on").asc(nulls_last=True), "reference")


def _open_first() -> Case:
    return Case(When(state="open", then=Value(0)), default=Value(1), output_field=IntegerField())


@dataclass(frozen=True)
class ActionRow:
    """One action as a list shows it."""

    id: UUID
    reference: int
    text: str
    group: str
    group_id: UUID
    agency: str
    owner: str
    due_on: date | None
    state: str
    urgency: Urgency | None
    is_acknowledged: bool


def action_row(action: Action, today: date) -> ActionRow:
    """An action with its agency, owner and group at hand, as a list shows it."""
    return ActionRow(
        id=action.id,
        reference=action.reference,
        text=action.text,
        group=str(action.group),
        group_id=action.group_id,
        agency=str(action.agency),
        owner=action.owner.name if action.owner else "",
        due_on=action.due_on,
        state=action.get_state_display(),
        urgency=urgency(action.due_on, today) if action.state == Action.State.OPEN else None,
        is_acknowledged=action.acknowledged_at is not None,
    )


@dataclass(frozen=True)
class ActionPage:
    """One action with its history, and what this person may do with it."""

    action: Action
    row: ActionRow
    contributors: tuple[str, ...]
    entries: tuple[ActionEntry, ...]
    follow_ons: tuple[Action, ...]
    origin: Matter | None
    people: dict[str, str]
    may_answer: bool
    may_allocate: bool

    @property
    def is_open(self) -> bool:
        return self.action.state == Action.State.OPEN


def find_action(actor: Actor, action_id: UUID) -> Action:
    """The action, if the person may see it. Raises `Action.DoesNotExist`."""
    rows = Action.objects.visible_to(actor)
    found: Action = rows.select_related("agency", "owner", "group", "meeting", "item", "follows").get(
        pk=action_id
    )
    return found


def action_page(actor: Actor, action_id: UUID) -> ActionPage:
    """One action for its page. Raises `Action.DoesNotExist` for what the person may not see."""
    action = find_action(actor, action_id)
    entries = tuple(action.entries.select_related("by", "evidence", "meeting"))
    follow_ons = Action.objects.visible_to(actor).filter(follows=action)
    return ActionPage(
        action=action,
        row=action_row(action, clock.today()),
        contributors=tuple(str(row.agency) for row in action.contributors.select_related("agency")),
        entries=entries,
        follow_ons=tuple(follow_ons),
        origin=seen_origin(actor, action),
        people=_named(entries),
        may_answer=may_answer(actor, action),
        may_allocate=actor.may(Permission.ALLOCATE_ACTIONS, action.group_id),
    )


def _named(entries: tuple[ActionEntry, ...]) -> dict[str, str]:
    """Names for the ids that reassignments speak of."""
    changes = [c for e in entries if e.kind == ActionEntry.Kind.REASSIGNED for c in (e.before, e.after)]
    people = {c["owner"] for c in changes if c.get("owner")}
    agencies = {c["agency"] for c in changes if c.get("agency")}
    if not changes:
        return {}
    names = {str(pk): name for pk, name in Person.objects.filter(pk__in=people).values_list("pk", "name")}
    rows = Agency.objects.filter(pk__in=agencies).values_list("pk", "short_name")
    return names | {str(pk): name for pk, name in rows}


def agency_choices(actor: Actor) -> list[tuple[str, str]]:
    """Agencies that an action may be given to: those that have not left."""
    rows: Any = Agency.objects.visible_to(actor).filter(
        Q(left_on__isnull=True) | Q(left_on__gt=clock.today())
    )
    return [(str(agency.pk), str(agency)) for agency in rows.order_by("short_name")]


def people_choices(actor: Actor) -> list[tuple[str, str]]:
    """People whom an action may be given to, each with the agency."""
    rows: Any = Person.objects.visible_to(actor).filter(
        Q(left_on__isnull=True) | Q(left_on__gt=clock.today())
    )
    named = rows.select_related("agency").order_by("name")
    return [(str(person.pk), f"{person.name}, {person.agency}") for person in named]


def group_choices(actor: Actor) -> list[tuple[str, str]]:
    """The groups whose actions the person may see."""
    allowed = actor.groups_where(Permission.SEE_ACTIONS)
    rows: Any = Group.objects.filter(partnership_id=actor.partnership_id)
    rows = rows if allowed is None else rows.filter(pk__in=allowed)
    return [(str(group.pk), str(group)) for group in rows.order_by("short_name")]
