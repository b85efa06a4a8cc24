"""Agendas: what stands on each by the charter, and the business of the day between."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from holdfast.charter.membership import Office
from holdfast.charter.words import plain
from holdfast.demo.world.chance import Chance
from holdfast.demo.world.ledger import Ledger
from holdfast.demo.world.seating import GroupPlan
from holdfast.governance.meetings.rules.agenda import standing_items

_ENDS = ("any-other", "next-meeting")
# Minutes that an item takes, out of all, by its kind.
_WEIGHT = {"business": 3, "election": 2, "open-actions": 3}
_MINUTES, _MINUTES_BESIDE_CHILDREN = 5, 2


def agenda_of(
    ledger: Ledger, plan: GroupPlan, meeting: dict[str, Any], chance: Chance, elections: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    """The items of a meeting, in order."""
    standing = standing_items(plan.charter)
    titles: list[tuple[str, str, str]] = [
        (item.kind, item.title, item.purpose) for item in standing if item.kind not in _ENDS
    ]
    titles += [
        ("election", election_title(plan.charter.office_by_key[plain(office)]), "") for office in elections
    ]
    wanted = chance.some_of(plan.area.business, 3)
    titles += [("business", title, "") for title in plan.area.business if title in wanted]
    titles += [(item.kind, item.title, item.purpose) for item in standing if item.kind in _ENDS]
    # Where children are discussed one by one, what else there is takes little of the meeting.
    unit = _MINUTES_BESIDE_CHILDREN if plan.charter.level == "operational" else _MINUTES
    return [
        ledger.add(
            "meetings.AgendaItem",
            meeting_id=meeting["id"],
            position=position,
            title=title,
            kind=kind,
            business_kind="",
            purpose=purpose[:1000],
            lead_id=None,
            minutes_planned=_WEIGHT.get(kind, 1) * unit,
            opened_at=None,
            closed_at=None,
        )
        for position, (kind, title, purpose) in enumerate(titles, start=1)
    ]


def election_title(office: Office) -> str:
    return f"Election of the {office.name}"


def give_leads(items: list[dict[str, Any]], people: list[UUID], chance: Chance) -> None:
    """Somebody leads each piece of business."""
    for item in items:
        if item["kind"] == "business" and people:
            item["lead_id"] = chance.one_of(people)


def take_in_turn(items: list[dict[str, Any]], opened_at: datetime, closed_at: datetime) -> None:
    """Each item has its time, one after another."""
    whole = sum(_WEIGHT.get(item["kind"], 1) for item in items)
    per = (closed_at - opened_at - timedelta(minutes=1)) / whole
    begins = opened_at + timedelta(minutes=1)
    for item in items:
        item["opened_at"] = begins.replace(microsecond=0)
        begins += per * _WEIGHT.get(item["kind"], 1)
        item["closed_at"] = begins.replace(microsecond=0)
