"""Boards and their dates, the tree of groups, and the terms that the lowest of them has adopted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from holdfast.charter.model import Charter
from holdfast.demo.world.area import Area
from holdfast.demo.world.cast import Cast
from holdfast.demo.world.ledger import Ledger, Someone, at
from holdfast.groups.charters import digest_of
from holdfast.groups.rules.terms import capacities, next_review
from holdfast.kernel.clocks import add_months


@dataclass(frozen=True)
class Boards:
    """The Boards of an area, and the days on which they meet, with the reason not to meet then."""

    ids: tuple[UUID, ...]
    days: Mapping[date, str]


def boards_and_dates(ledger: Ledger, area: Area, since: date) -> Boards:
    """Each Board meets every three months, on a day of its own, until nine months ahead."""
    ids, days = [], {}
    for number, body in enumerate(area.boards):
        board = ledger.add("groups.Board", name=body.name, short_name=body.short)
        ids.append(board["id"])
        day = _weekday(since + timedelta(days=20 + 9 * number))
        while day < ledger.today + timedelta(days=270):
            ledger.add("groups.BoardMeeting", board_id=board["id"], held_on=day)
            days[day] = f"{body.short} meets"
            day = _weekday(add_months(day, 3))
    return Boards(tuple(ids), days)


def _weekday(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def group_tree(ledger: Ledger, area: Area, charter: Charter, boards: tuple[UUID, ...]) -> UUID:
    """The groups from the top down; the lowest is the one that meets. Its id."""
    parent: UUID | None = None
    own = (area.group, area.short, charter.level or "strategic")
    levels = [*((above.name, above.short, above.level) for above in area.above), own]
    for name, short, level in levels:
        row = ledger.add("groups.Group", name=name, short_name=short, level=level, parent_id=parent)
        if parent is None or name == area.group:
            for board in boards:
                ledger.add("groups.ReportingLine", group_id=row["id"], board_id=board)
        parent = row["id"]
    if parent is None:
        raise ValueError("an area has at least one group")
    return parent


def adopt_terms(
    ledger: Ledger,
    cast: Cast,
    charter: Charter,
    source: str,
    group_id: UUID,
    adopted_on: date,
    manager: Someone,
) -> UUID:
    """The charter in local names, signed and in force, with a local agency for each of its agencies."""
    proposed_at = at(adopted_on - timedelta(days=30), time(11, 15))
    terms = ledger.add(
        "groups.Terms",
        group_id=group_id,
        version=charter.version or "1",
        charter_key=charter.key,
        source=source,
        digest=digest_of(source),
        proposed_at=proposed_at,
        proposed_by_id=manager.id,
        in_force_from=adopted_on,
        in_force_to=None,
        next_review_on=next_review(charter, adopted_on),
    )
    identity: UUID = terms["id"]
    ledger.tell("proposed", "groups.Terms", identity, by=manager, when=proposed_at, group_id=group_id)
    for capacity in capacities(charter):
        signatory = cast.person(cast.agencies[next(iter(cast.agencies))], capacity.title)
        ledger.add(
            "groups.TermsApproval",
            terms_id=identity,
            capacity=capacity.key,
            person_id=signatory.id,
            signatory_name=signatory.name,
            signed_on=adopted_on - timedelta(days=5),
            recorded_by_id=manager.id,
            recorded_at=proposed_at + timedelta(days=25),
        )
    for agency in charter.agencies:
        local = cast.agencies[agency.key]
        ledger.add("groups.AgencyBinding", group_id=group_id, key=agency.key, agency_id=local.id)
    in_force = at(adopted_on, time(9, 5))
    ledger.tell("put in force", "groups.Terms", identity, by=manager, when=in_force, group_id=group_id)
    return identity
