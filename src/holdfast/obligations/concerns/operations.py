"""What people do with matters; each act is one entry in the matter's history and one in the trail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from holdfast.groups.charters import charter_in_force
from holdfast.groups.models import Board, Group, ReportingLine
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.obligations.concerns import elsewhere
from holdfast.obligations.concerns.clauses import answer_due
from holdfast.obligations.concerns.elsewhere import Published
from holdfast.obligations.concerns.following import follow, follow_elsewhere
from holdfast.obligations.concerns.models import ENDED, Matter, MatterEntry
from holdfast.obligations.concerns.rules import (
    ACTS,
    Relation,
    assess_act,
    assess_destination,
    assess_names_nobody,
    assess_said,
    assess_wanted,
    relation,
)
from holdfast.obligations.concerns.standing import require_sender, require_side
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.trail.record import record

Kind = MatterEntry.Kind


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """To whom something goes: a group, a Board, or the published group of another partnership."""

    group: Group | None = None
    board: Board | None = None
    published: UUID | None = None


@transaction.atomic
def send_matter(
    *,
    by: Actor,
    sender: Group | Board,
    to: Receiver,
    kind: str,
    title: str,
    text: str,
    clause: str = "",
    wanted_on: date | None = None,
) -> Matter:
    """Send a concern, a request, learning or a task. Without a date the clause's own time counts.

    Raises `PermissionDenied`, or `Refused` when this may not be sent there, names a child by a number, or
    says of no date until which an answer is wanted.
    """
    group, board = (sender, None) if isinstance(sender, Group) else (None, sender)
    require_sender(by, group_id=group.pk if group else None, board_id=board.pk if board else None)
    now = clock.now()
    assess_said(f"{title.strip()}{text.strip()}", "what it is about").require()
    assess_destination(kind, where(sender, to)).require()
    assess_names_nobody(title, text).require()
    wanted_on = wanted_on or _by_clause(group, clause, now)
    assess_wanted(kind, wanted_on, clock.today()).require()
    published = elsewhere.published_group(to.published) if to.published else None
    matter = Matter.objects.create(
        partnership_id=by.partnership_id, kind=kind, title=title.strip(), text=text.strip(), clause=clause,
        from_group=group, from_board=board, to_group=to.group, to_board=to.board, wanted_on=wanted_on,
        sent_at=now, **_outside(published),
    )  # fmt: skip
    _enter(matter, Kind.SENT, by=by, at=now)
    _go_out(matter, published, by)
    return matter


def _outside(published: Published | None) -> dict[str, Any]:
    if published is None:
        return {}
    return {
        "thread": uuid4(),
        "other_group": published.group,
        "other_partnership": published.partnership,
    }


def _go_out(matter: Matter, published: Published | None, by: Actor) -> None:
    """What the sending leads to: the row in the other partnership, and on each side what is owed."""
    end = elsewhere.deliver(matter, published) if published is not None else None
    follow(matter, Kind.SENT, by=by)
    if end is not None:
        follow_elsewhere(end, Kind.SENT)


def where(sender: Group | Board, to: Receiver) -> Relation:
    """Where the receiver stands, seen from the sender. Raises `Refused` where it cannot be written to."""
    if isinstance(sender, Group):
        _require_living(sender, "This group has ended. Another has to write in its place.")
    if to.published is not None:
        if isinstance(sender, Board):
            refuse("A Board writes to groups of its own partnership. Let one of its groups write.")
        return Relation.ELSEWHERE
    if to.board is not None:
        if isinstance(sender, Board):
            refuse("A Board writes to groups. Choose a group.")
        return Relation.BOARD
    assert to.group is not None  # noqa: S101  # nosec B101 (the form offers one of the three)
    if to.group == sender:
        refuse("A group does not write to itself. Choose another.")
    _require_living(to.group, "That group has ended. Choose another.")
    return _in_the_tree(sender, to.group)


def _require_living(group: Group, otherwise: str) -> None:
    if group.ended_on is not None and group.ended_on < clock.today():
        refuse(otherwise)


def _in_the_tree(sender: Group | Board, group: Group) -> Relation:
    parents = dict(Group.objects.filter(partnership_id=group.partnership_id).values_list("pk", "parent_id"))
    if isinstance(sender, Group):
        return relation(sender.pk, group.pk, parents)
    tops = set(ReportingLine.objects.filter(board=sender).values_list("group_id", flat=True))
    is_under = group.pk in tops or any(relation(top, group.pk, parents) is Relation.BELOW for top in tops)
    return Relation.BELOW if is_under else Relation.BESIDE


def _by_clause(group: Group | None, clause: str, sent_at: datetime) -> date | None:
    if group is None or not clause:
        return None
    return answer_due(charter_in_force(group, clock.today()), clause, sent_at)


def receive_matter(*, by: Actor, matter: Matter) -> None:
    """Acknowledge that it has come. A second time changes nothing."""
    require_side(by, matter, ACTS["received"][0])
    with _held(matter) as now:
        if now.received_at is None and now.state == Matter.State.SENT:
            _act(now, Kind.RECEIVED, by=by)


def accept_task(*, by: Actor, matter: Matter) -> None:
    """Take a task on."""
    with _doing(by, matter, Kind.ACCEPTED) as now:
        _act(now, Kind.ACCEPTED, by=by)


def decline_task(*, by: Actor, matter: Matter, reason: str) -> None:
    """Say that the group does not take a task on, and why."""
    assess_said(reason, "why it is declined").require()
    assess_names_nobody(reason).require()
    with _doing(by, matter, Kind.DECLINED) as now:
        _act(now, Kind.DECLINED, by=by, text=reason)


def answer_matter(*, by: Actor, matter: Matter, answer: str) -> None:
    """Answer it."""
    assess_said(answer, "what the answer is").require()
    assess_names_nobody(answer).require()
    with _doing(by, matter, Kind.ANSWERED) as now:
        _act(now, Kind.ANSWERED, by=by, text=answer)


def redate_matter(*, by: Actor, matter: Matter, wanted_on: date, reason: str) -> None:
    """Want the answer by another date; what it was stays in the history."""
    assess_said(reason, "why the date changes").require()
    assess_names_nobody(reason).require()
    assess_wanted(matter.kind, wanted_on, clock.today()).require()
    with _doing(by, matter, Kind.REDATED) as now:
        before, now.wanted_on = _iso(now.wanted_on), wanted_on
        days = {"before": {"wanted_on": before}, "after": {"wanted_on": wanted_on.isoformat()}}
        _act(now, Kind.REDATED, by=by, text=reason, **days)


def withdraw_matter(*, by: Actor, matter: Matter, reason: str) -> None:
    """Take it back: no answer is wanted any more."""
    assess_said(reason, "why it is withdrawn").require()
    assess_names_nobody(reason).require()
    with _doing(by, matter, Kind.WITHDRAWN) as now:
        _act(now, Kind.WITHDRAWN, by=by, text=reason)


def close_matter(*, by: Actor, matter: Matter) -> None:
    """Say, as its sender, that the answer has been read and settles it."""
    with _doing(by, matter, Kind.CLOSED) as now:
        _act(now, Kind.CLOSED, by=by)


@contextmanager
def _held(matter: Matter) -> Iterator[Matter]:
    """The matter as it is now, held for the length of one act, on both sides of a thread."""
    with transaction.atomic():
        if matter.thread is not None:
            elsewhere.hold_thread(matter.thread)
        yield Matter.objects.select_for_update(of=("self",)).get(pk=matter.pk)


@contextmanager
def _doing(by: Actor, matter: Matter, act: Kind) -> Iterator[Matter]:
    require_side(by, matter, ACTS[act][0])
    with _held(matter) as now:
        assess_act(act.value, now.kind, now.state, now.wanted_on is not None).require()
        yield now


def _act(matter: Matter, act: Kind, *, by: Actor, **entry: Any) -> None:
    """Move the matter on, write it down, and carry it to the other partnership where there is one."""
    now = clock.now()
    if act is not Kind.REDATED:
        matter.state = Matter.State(act.value)
    if act in (Kind.RECEIVED, Kind.ACCEPTED, Kind.DECLINED, Kind.ANSWERED):
        matter.received_at = matter.received_at or now
    if act in (Kind.ANSWERED, Kind.DECLINED):
        matter.answered_at = now
    matter.ended_at = now if matter.state in ENDED else None
    matter.version += 1
    matter.save()
    written = _enter(matter, act, by=by, at=now, **entry)
    end = elsewhere.carry(written) if matter.thread is not None else None
    follow(matter, act, by=by)
    if end is not None:
        follow_elsewhere(end, act)


def _enter(matter: Matter, kind: Kind, *, by: Actor, at: datetime, **entry: Any) -> MatterEntry:
    group_id = matter.from_group_id if ACTS.get(kind, ACTS["closed"])[0] == "sender" else matter.to_group_id
    record(kind.value, matter, by=by, group_id=group_id or matter.from_group_id or matter.to_group_id)
    written: MatterEntry = MatterEntry.objects.create(
        partnership_id=by.partnership_id, matter=matter, kind=kind, at=at, by_id=by.person_id, **entry
    )
    return written


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
