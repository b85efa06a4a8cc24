"""Answers as obligations: what a group has been sent, its chair owes; what it has sent, it is owed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.db.models import Q
from django.urls import reverse

from holdfast.groups.standings import is_chairing
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import Clock, Due, said_day
from holdfast.kernel.working_days import end_of_day
from holdfast.obligations.concerns.models import Matter
from holdfast.obligations.ledger.kinds import Asked, Doing, Kind, Source, declare
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.promises import Kept, Party, Promise, Proof
from holdfast.obligations.ledger.versions import Version
from holdfast.stewardship.access.permissions import Permission

CAUSE = "concern"


def _open(row: Obligation) -> Doing:
    return Doing("Open it", reverse("concerns:concern", args=[row.cause_id]))


_kind = partial(Kind, seen_by=Permission.SEE_CONCERNS, doing=_open)
ANSWER = _kind(key="concern-answered", title="Answers to other groups")
TASK = _kind(key="task-answered", title="Tasks given to the group")
AWAITED = _kind(key="answer-awaited", title="Answers from other groups")


def register() -> None:
    """Declare them; called when the app is ready."""
    declare(Source(cause=CAUSE, kinds=(ANSWER, TASK, AWAITED), facts=_facts, promises=_promises))


def _facts(asked: Asked) -> tuple[Asked, list[Matter]]:
    group = asked.group
    rows = Matter.objects.filter(Q(to_group=group) | Q(from_group=group), wanted_on__isnull=False)
    rows = rows.exclude(state=Matter.State.WITHDRAWN)
    rows = rows.select_related("from_group", "from_board", "to_group", "to_board")
    return asked, list(rows if asked.ids is None else rows.filter(pk__in=asked.ids))


def _promises(facts: tuple[Asked, list[Matter]], version: Version) -> Iterator[Promise]:
    asked, matters = facts
    for matter in matters:
        if matter.to_group_id == asked.group.pk:
            yield _owed(matter, version)
        elif matter.to_group_id is None or matter.clause:
            yield _awaited(matter)


def _owed(matter: Matter, version: Version) -> Promise:
    """By the receiving group's chair, to whoever sent it."""
    sender = matter.from_group or matter.from_board or f"{matter.other_group}, {matter.other_partnership}"
    to = Party(group_id=matter.from_group_id) if matter.from_group_id else Party(body=str(sender)[:200])
    return _promise(
        matter,
        kind=TASK if matter.kind == Matter.Kind.TASK else ANSWER,
        owner=Party(office=_chair(version)),
        owed_to=to,
        says=f"Answer the {matter.get_kind_display().lower()} “{matter.title}” from {sender}",
    )


def _awaited(matter: Matter) -> Promise:
    """Of a Board, another partnership's group, or by a clause: the sender's own record of what it is owed."""
    receiver = matter.to_group or matter.to_board or f"{matter.other_group}, {matter.other_partnership}"
    return _promise(
        matter,
        kind=AWAITED,
        clause=matter.clause,
        owner=Party(body=str(receiver)[:200]),
        owed_to=Party(group_id=matter.from_group_id),
        says=f"{receiver} answers the {matter.get_kind_display().lower()} “{matter.title}”",
    )


def _promise(
    matter: Matter, *, kind: Kind, owner: Party, owed_to: Party, says: str, clause: str = ""
) -> Promise:
    return Promise(
        kind=kind.key,
        clause=clause,
        cause_id=matter.pk,
        occasion=f"matter {matter.pk}",
        owner=owner,
        owed_to=owed_to,
        says=says,
        began_at=matter.sent_at,
        began_with="it was sent",
        due=_due(matter.wanted_on),
        kept=_kept(matter),
    )


def _chair(version: Version) -> str:
    """The key of the office that chairs, by the terms; groups without terms call it so."""
    offices = version.charter.offices if version.charter else ()
    return next((office.key for office in offices if is_chairing(office.key)), "chair")


def _due(wanted_on: date | None) -> Due | None:
    if wanted_on is None:
        return None
    return Due(end_of_day(wanted_on), Clock.CALENDAR, f"to the end of {said_day(wanted_on)}, as asked")


def _kept(matter: Matter) -> Kept | None:
    if matter.answered_at is None:
        return None
    day = said_day(matter.answered_at.astimezone(LONDON).date())
    proof = Proof("concerns.matter", matter.pk, f"Answered on {day}", matter.answered_at)
    return Kept(matter.answered_at, (proof,))
