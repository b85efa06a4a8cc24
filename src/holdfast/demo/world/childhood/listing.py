"""The exploitation list of an invented partnership: who joined, rose, fell, was watched, left; and plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from holdfast.demo.world.chance import Chance
from holdfast.demo.world.childhood.children import PlannedChild
from holdfast.demo.world.childhood.people import CaseStaff
from holdfast.demo.world.childhood.records import Records, Rows
from holdfast.demo.world.childhood.wording import (
    FOLLOWED,
    JOINED_BECAUSE,
    LEFT_BECAUSE,
    LEVEL_BECAUSE,
    PLANS,
    WATCHED_BECAUSE,
)
from holdfast.demo.world.ledger import Ledger

# One child in five is on the list at some time, and stays on it for half a year or longer.
_EVER_LISTED = 0.2
_WEEKS_ON = 30
_FIRST = {"low": 34, "medium": 54, "high": 12}
_NEXT = {
    "low": {"low": 34, "medium": 61, "high": 5},
    "medium": {"low": 70, "high": 30},
    "high": {"medium": 80, "low": 20},
}


@dataclass(frozen=True)
class Held:
    """A case meeting that took place."""

    id: UUID
    ended_at: datetime

    @property
    def day(self) -> date:
        return self.ended_at.date()


@dataclass(frozen=True)
class Listing:
    """Writes down one child's time on the list. `meetings` are in order."""

    ledger: Ledger
    chance: Chance
    staff: CaseStaff
    records: Records
    meetings: Sequence[Held]
    recorders: tuple[UUID, ...]
    group_id: UUID

    def of(self, child: PlannedChild) -> Rows:
        """What was done with the child's place on the list, levels and plans; nothing for most children."""
        rows: Rows = defaultdict(list)
        known = [held for held in self.meetings if held.day > child.known_since]
        if not known or not self.chance.often(_EVER_LISTED):
            return rows
        begins = self.chance.between(0, len(known) - 1)
        weeks = max(4, round(self.chance.random.expovariate(1 / _WEEKS_ON)))
        attended = known[begins : begins + weeks]
        self._places(rows, child, attended, is_over=begins + weeks < len(known))
        self._levels(rows, child, attended)
        return rows

    def updates(self) -> Iterator[dict[str, Any]]:
        """That the list was brought up to date after a meeting, nearly always."""
        for held in self.meetings:
            if self.chance.often(0.93):
                yield {
                    "id": self.chance.identity(), "partnership_id": self.ledger.partnership_id,
                    "group_id": self.group_id, "meeting_id": held.id, "changes": self.chance.between(0, 6),
                    "at": held.ended_at + timedelta(hours=self.chance.between(2, 30)),
                    "by_id": self.staff.coordinator.id,
                }  # fmt: skip

    def _add(self, rows: Rows, label: str, child: PlannedChild, **values: Any) -> dict[str, Any]:
        own = {"id": self.chance.identity(), "partnership_id": self.ledger.partnership_id}
        row = own | {"child_id": child.id} | values
        rows[label].append(row)
        return row

    def _places(self, rows: Rows, child: PlannedChild, attended: Sequence[Held], *, is_over: bool) -> None:
        """Joined, sometimes watched for the last weeks, and left if the time is over."""
        first, last = attended[0], attended[-1]
        changes: list[tuple[str, Held, str]] = [("joined", first, self.chance.one_of(JOINED_BECAUSE))]
        if len(attended) > 8 and self.chance.often(0.4):
            changes.append(("watched", attended[-5], self.chance.one_of(WATCHED_BECAUSE)))
        if is_over and len(attended) > 1:
            changes.append(("left", last, self.chance.one_of(LEFT_BECAUSE)))
        for number, (kind, held, reason) in enumerate(changes, start=1):
            self._add(
                rows, "risk.ListChange", child,
                kind=kind, number=number, reason=reason, meeting_id=held.id, at=held.ended_at,
                review_on=held.day + timedelta(days=42) if kind == "watched" else None,
                by_id=self.staff.coordinator.id, recorded_at=held.ended_at,
            )  # fmt: skip
        self._stretches(rows, child, changes)

    def _stretches(self, rows: Rows, child: PlannedChild, changes: Sequence[tuple[str, Held, str]]) -> None:
        ends = [held.ended_at for _, held, _ in changes[1:]] + [None]
        for (kind, held, _), to_at in zip(changes, ends, strict=True):
            if kind == "left":
                continue
            is_watched = kind == "watched"
            self._add(
                rows, "risk.ListEntry", child,
                standing="watched" if is_watched else "listed", joined_at=changes[0][1].ended_at,
                from_at=held.ended_at, to_at=to_at,
                review_on=held.day + timedelta(days=42) if is_watched else None,
            )  # fmt: skip

    def _levels(self, rows: Rows, child: PlannedChild, attended: Sequence[Held]) -> None:
        area = next((one for one in child.areas if one != "missing"), "missing")
        level, before, number = self._drawn(_FIRST), "", 1
        position = 0
        while position < len(attended):
            held = attended[position]
            self._level(rows, child, held, area=area, level=level, before=before, number=number)
            if level == "high":
                self._plan(rows, child, held)
            position += self.chance.between(4, 14)
            before, level, number = level, self._drawn(_NEXT[level]), number + 1
            if before == level:
                break
        if self.chance.often(0.7) and attended:
            self.records.voice(rows, child, attended[-1].day, "Kay, youth worker")

    def _drawn(self, shares: dict[str, int]) -> str:
        return self.chance.random.choices(list(shares), weights=list(shares.values()))[0]

    def _level(self, rows: Rows, child: PlannedChild, held: Held, **values: Any) -> None:
        is_event = values["level"] == "high" and self.chance.often(0.3)
        has_view = self.chance.often(0.75)
        self._add(
            rows, "risk.LevelChange", child,
            **values, circumstances="after an event" if is_event else "",
            reason=self.chance.one_of(LEVEL_BECAUSE[values["level"]]), meeting_id=held.id,
            child_view="Knows, and does not agree." if has_view else "",
            no_view_reason="" if has_view else "Not seen since the last meeting.",
            protective_factors=self.chance.one_of(("Goes to school.", "Gran.", "Boxing club.", "")),
            at=held.ended_at, by_id=self.staff.coordinator.id, recorded_at=held.ended_at,
        )  # fmt: skip

    def _plan(self, rows: Rows, child: PlannedChild, held: Held) -> None:
        """A plan for a child at high risk, once; some agencies have not recorded it."""
        if rows["risk.SafetyPlan"]:
            return
        reviews = (held.day + timedelta(days=42 * number) for number in (1, 2, 3))
        looked_at = [day for day in reviews if day < self.ledger.today]
        followed = [self._drawn({"yes": 62, "partly": 28, "no": 10}) for _ in looked_at]
        review_on = (looked_at[-1] if looked_at else held.day) + timedelta(days=42)
        plan = self._add(
            rows, "risk.SafetyPlan", child,
            text=self.chance.one_of(PLANS), agreed_on=held.day, meeting_id=held.id,
            agreed_with="Social care, police, the child and the carer.", review_on=review_on,
            is_followed=not followed or followed[-1] == "yes",
            recorded_by_id=self.staff.coordinator.id, recorded_at=held.ended_at,
        )  # fmt: skip
        for day, result in zip(looked_at, followed, strict=True):
            self._add(
                rows, "risk.PlanReview", child,
                plan_id=plan["id"], followed=result, text=FOLLOWED[result], reviewed_on=day,
                next_on=day + timedelta(days=42), by_id=self.staff.coordinator.id,
            )  # fmt: skip
        self._recorded(rows, child, held, plan["id"])

    def _recorded(self, rows: Rows, child: PlannedChild, held: Held, plan_id: UUID) -> None:
        item = self._add(
            rows, "risk.SharedItem", child,
            kind="plan", group_id=self.group_id, meeting_id=held.id, plan_id=plan_id,
            basis="Public task; safeguarding of a child at risk.", shared_at=held.ended_at,
            shared_by_id=self.staff.coordinator.id,
        )  # fmt: skip
        for agency_id in self.recorders:
            answered = held.ended_at + timedelta(hours=self.chance.between(3, 160))
            is_recorded = self.chance.often(0.82) and answered < self.ledger.now
            answer = {"state": "recorded", "answered_at": answered}
            answer["reference"] = f"S{self.chance.between(10000, 99999)}"
            self._add(
                rows, "risk.Confirmation", child,
                item_id=item["id"], agency_id=agency_id, asked_at=held.ended_at,
                **(answer if is_recorded else {}),
            )  # fmt: skip
