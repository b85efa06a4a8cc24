"""To whom a group or a Board may write, as the form offers it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q

from holdfast.groups.models import Board, Group, ReportingLine
from holdfast.kernel import clock
from holdfast.obligations.concerns.elsewhere import published_groups
from holdfast.obligations.concerns.operations import Receiver
from holdfast.obligations.concerns.rules import Relation, relation
from holdfast.stewardship.access.actor import Actor

Choices = list[tuple[str, list[tuple[str, str]]]]


def destinations(actor: Actor, sender: Group | Board) -> Choices:
    """Every receiver by where it stands, each as (value, name): three queries."""
    found: defaultdict[Relation, list[tuple[str, str]]] = defaultdict(list)
    places = _groups(actor, sender)
    for where, value, name in places if isinstance(sender, Board) else _all(actor, places):
        found[where].append((value, name))
    return [(where.value, found[where]) for where in Relation if where in found]


def _all(actor: Actor, places: Iterator[tuple[Relation, str, str]]) -> Iterator[tuple[Relation, str, str]]:
    yield from places
    for board in Board.objects.visible_to(actor).order_by("name"):
        yield Relation.BOARD, f"board:{board.pk}", board.name
    for entry in published_groups():
        yield Relation.ELSEWHERE, f"published:{entry.id}", f"{entry.group}, {entry.partnership}"


def _groups(actor: Actor, sender: Group | Board) -> Iterator[tuple[Relation, str, str]]:
    rows = list(Group.objects.filter(partnership_id=actor.partnership_id).order_by("name"))
    parents = {row.pk: row.parent_id for row in rows}
    tops = set(_reporting(sender)) if isinstance(sender, Board) else set()
    for row in rows:
        has_ended = row.ended_on is not None and row.ended_on < clock.today()
        if row.pk != sender.pk and not has_ended:
            yield _place(row.pk, sender, parents, tops), f"group:{row.pk}", row.name


def _reporting(board: Board) -> Iterator[UUID]:
    yield from ReportingLine.objects.filter(board=board).values_list("group_id", flat=True)


def _place(pk: UUID, sender: Group | Board, parents: dict[UUID, UUID | None], tops: set[UUID]) -> Relation:
    if isinstance(sender, Group):
        return relation(sender.pk, pk, parents)
    is_under = pk in tops or any(relation(top, pk, parents) is Relation.BELOW for top in tops)
    return Relation.BELOW if is_under else Relation.BESIDE


def receiver_of(actor: Actor, value: str) -> Receiver:
    """The receiver that a value of the form stands for. Raises `DoesNotExist`."""
    what, _, pk = value.partition(":")
    if what == "published":
        return Receiver(published=UUID(pk))
    if what == "board":
        return Receiver(board=Board.objects.visible_to(actor).get(pk=pk))
    return Receiver(group=Group.objects.get(Q(partnership_id=actor.partnership_id), pk=pk))
