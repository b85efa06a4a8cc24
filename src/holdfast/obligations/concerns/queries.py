"""What the pages of matters show: one function a page, a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, DateField, F, IntegerField, Q, QuerySet, Value, When

from holdfast.groups.models import Board, Group
from holdfast.kernel import clock
from holdfast.obligations.concerns.models import ENDED, REPLIED, WAITING, Matter, MatterEntry
from holdfast.obligations.concerns.rules import ACTS, assess_act
from holdfast.obligations.concerns.standing import acts_for_boards, may_act
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

_SIDES = ("from_group", "from_board", "to_group", "to_board")


@dataclass(frozen=True)
class MatterFilter:
    """What a list is narrowed to: `way` is in, out or empty; `state` open, waiting, ended or any."""

    way: str = ""
    kind: str = ""
    state: str = "open"
    group_id: UUID | None = None
    board_id: UUID | None = None


def matters_for(actor: Actor, wanted: MatterFilter) -> QuerySet[Matter, Matter]:
    """The matters that the person may see, narrowed; those that wait first, by the date of the answer."""
    rows = Matter.objects.visible_to(actor).select_related(*_SIDES)
    if wanted.group_id:
        rows = rows.filter(_of("group", wanted.group_id, wanted.way))
    if wanted.board_id:
        rows = rows.filter(_of("board", wanted.board_id, wanted.way))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.state == "waiting":
        rows = rows.waiting()
    elif wanted.state == "ended":
        rows = rows.filter(state__in=ENDED)
    elif wanted.state == "open":
        rows = rows.exclude(state__in=ENDED)
    return _pressing_first(rows)


def _of(what: str, pk: UUID, way: str) -> Q:
    sent, received = Q(**{f"from_{what}": pk}), Q(**{f"to_{what}": pk})
    return {"in": received, "out": sent}.get(way, sent | received)


def _pressing_first(rows: QuerySet[Matter, Matter]) -> QuerySet[Matter, Matter]:
    waits = Case(When(state__in=WAITING, then=Value(0)), default=Value(1), output_field=IntegerField())
    until = Case(When(state__in=WAITING, then=F("wanted_on")), output_field=DateField())
    return rows.order_by(waits, until.asc(nulls_last=True), "-sent_at", "pk")


@dataclass(frozen=True)
class MatterRow:
    """One matter as a list shows it."""

    id: UUID
    title: str
    kind: str
    sender: str
    receiver: str
    sent_at: Any
    wanted_on: date | None
    state: str
    is_waiting: bool
    is_late: bool


def matter_row(matter: Matter, today: date) -> MatterRow:
    """A matter with its two sides at hand, as a list shows it."""
    is_told = matter.kind == Matter.Kind.LEARNING and not matter.wanted_on and matter.received_at is not None
    waits = matter.state in WAITING and not is_told
    return MatterRow(
        id=matter.pk,
        title=matter.title,
        kind=matter.get_kind_display(),
        sender=_side(matter, matter.from_group, matter.from_board),
        receiver=_side(matter, matter.to_group, matter.to_board),
        sent_at=matter.sent_at,
        wanted_on=matter.wanted_on,
        state=matter.get_state_display(),
        is_waiting=waits,
        is_late=waits and matter.wanted_on is not None and matter.wanted_on < today,
    )


def _side(matter: Matter, group: Group | None, board: Board | None) -> str:
    own = group or board
    return str(own) if own is not None else f"{matter.other_group}, {matter.other_partnership}"


@dataclass(frozen=True)
class MatterPage:
    """One matter with its history, and what this person may do with it now."""

    matter: Matter
    row: MatterRow
    entries: tuple[MatterEntry, ...]
    acts: frozenset[str]
    crosses: bool


def find_matter(actor: Actor, matter_id: UUID) -> Matter:
    """The matter, if the person may see it. Raises `Matter.DoesNotExist`."""
    found: Matter = Matter.objects.visible_to(actor).select_related(*_SIDES).get(pk=matter_id)
    return found


def matter_page(actor: Actor, matter_id: UUID) -> MatterPage:
    """One matter for its page: two queries. Raises `Matter.DoesNotExist` for what may not be seen."""
    matter = find_matter(actor, matter_id)
    return MatterPage(
        matter=matter,
        row=matter_row(matter, clock.today()),
        entries=tuple(matter.entries.select_related("by", "by__agency")),
        acts=frozenset(_acts(actor, matter)),
        crosses=matter.thread is not None,
    )


def _acts(actor: Actor, matter: Matter) -> Iterator[str]:
    for act, (side, *_) in ACTS.items():
        has_date = matter.wanted_on is not None
        if may_act(actor, matter, side) and assess_act(act, matter.kind, matter.state, has_date).met:
            yield act


@dataclass(frozen=True)
class HomePanel:
    """What has newly come, and answers that have come; `more` is how many further ones.

    What was acknowledged and is to be answered by a date stands among what its chair owes.
    """

    new: tuple[MatterRow, ...]
    answered: tuple[MatterRow, ...]
    more: int


def home_panel(actor: Actor, most: int) -> HomePanel:
    """What the person should acknowledge or read, as chair or business manager: two queries."""
    today = clock.today()
    seen = Matter.objects.visible_to(actor).select_related(*_SIDES)
    mine = seen.filter(_acting(actor, Permission.ANSWER_CONCERN, "to"), state=Matter.State.SENT)
    new = [matter_row(matter, today) for matter in _pressing_first(mine)[: most + 1]]
    come = seen.filter(_acting(actor, Permission.SEND_CONCERN, "from"), state__in=REPLIED)
    answered = [matter_row(matter, today) for matter in come.order_by("answered_at")[: most + 1]]
    return HomePanel(
        new=tuple(new[:most]),
        answered=tuple(answered[:most]),
        more=max(len(new) - most, 0) + max(len(answered) - most, 0),
    )


def _acting(actor: Actor, permission: Permission, side: str) -> Q:
    groups = actor.groups_where(permission)
    if groups is None:
        return Q(**{f"{side}_group__isnull": False}) | Q(**{f"{side}_board__isnull": False})
    return Q(**{f"{side}_group__in": groups})


def acts_for_board(actor: Actor) -> bool:
    """Whether the person sends for the partnership's Boards."""
    return acts_for_boards(actor, Permission.SEND_CONCERN)
