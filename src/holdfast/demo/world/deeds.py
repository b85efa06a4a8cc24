"""Actions and what became of them: done, late, redated, reassigned, queried, withdrawn, still open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from holdfast.demo.world import wording
from holdfast.demo.world.chance import Chance
from holdfast.demo.world.ledger import Ledger, Someone, at
from holdfast.demo.world.occasion import Occasion
from holdfast.demo.world.seating import GroupPlan
from holdfast.kernel.working_days import ENGLAND_AND_WALES

# So many actions in a row are each of another kind.
AT_ONCE = 12


@dataclass
class Deeds:
    """The actions of one group, numbered from 1."""

    ledger: Ledger
    plan: GroupPlan
    _rows: list[dict[str, Any]] = field(default_factory=list)

    def allocate(
        self, occasion: Occasion, item: dict[str, Any], when: datetime, decision: UUID | None
    ) -> None:
        """Somebody at the table undertakes something; the rest of its life is drawn at once."""
        owners = occasion.members_at(when)
        if not owners:
            return
        chance = occasion.chance
        owner = chance.one_of(owners)
        due = ENGLAND_AND_WALES.after(occasion.day + timedelta(days=chance.between(7, 60)), 1)
        row = self._row(occasion, item, when, owner, due)
        self._enter(row, "allocated", when, occasion.minute_taker)
        if decision is not None:
            self.ledger.add("room.DecidedAction", decision_id=decision, action_id=row["id"])
        if chance.often(0.15):
            self._ask_another(row, owners, owner, chance)
        self._live(row, owner, owners, occasion)

    def _row(
        self, occasion: Occasion, item: dict[str, Any], when: datetime, owner: Someone, due: date
    ) -> dict[str, Any]:
        row = self.ledger.add(
            "actions.Action",
            group_id=self.plan.id,
            meeting_id=occasion.meeting["id"],
            item_id=item["id"],
            follows_id=None,
            reference=len(self._rows) + 1,
            text=self._words(occasion.chance),
            agency_id=owner.agency.id,
            owner_id=owner.id,
            due_on=due,
            state="open",
            allocated_at=when,
            allocated_by_id=occasion.minute_taker.id,
            acknowledged_at=None,
            ended_at=None,
            version=0,
        )
        self._rows.append(row)
        return row

    def _words(self, chance: Chance) -> str:
        """Not what was undertaken lately."""
        lately = {row["text"] for row in self._rows[-AT_ONCE:]}
        return chance.one_of([text for text in wording.ACTIONS if text not in lately])

    def _ask_another(
        self, row: dict[str, Any], owners: list[Someone], owner: Someone, chance: Chance
    ) -> None:
        others = [person for person in owners if person.agency.id != owner.agency.id]
        if others:
            agency = chance.one_of(others).agency
            self.ledger.add("actions.ContributingAgency", action_id=row["id"], agency_id=agency.id)

    def _live(self, row: dict[str, Any], owner: Someone, owners: list[Someone], occasion: Occasion) -> None:
        """What happens to an action from the next day on."""
        chance, giver = occasion.chance, occasion.minute_taker
        day = occasion.day + timedelta(days=chance.between(1, 4))
        if chance.often(0.08):
            self._enter(row, "queried", at(day, time(9, 40)), owner, text=chance.one_of(wording.QUERIES))
            day += timedelta(days=1)
            self._enter(row, "answered", at(day, time(11, 5)), giver, text=chance.one_of(wording.REPLIES))
        if chance.often(0.07):
            owner = self._reassign(row, owner, owners, at(day, time(14, 0)), occasion)
        if chance.often(0.85):
            self._acknowledge(row, at(day + timedelta(days=1), time(8, 50)), owner)
        if chance.often(0.3):
            self._enter(
                row, "progress", at(day + timedelta(days=4), time(16, 0)), owner,
                text=chance.one_of(wording.PROGRESS),
            )  # fmt: skip
        if chance.often(0.12):
            self._redate(row, at(row["due_on"] - timedelta(days=1), time(10, 0)), giver, chance)
        self._end(row, owner, giver, chance)

    def _reassign(
        self, row: dict[str, Any], owner: Someone, owners: list[Someone], when: datetime, occasion: Occasion
    ) -> Someone:
        chosen = occasion.chance.one_of(owners)
        if chosen.id == owner.id or when >= self.ledger.now:
            return owner
        before = {"agency": str(owner.agency.id), "owner": str(owner.id)}
        after = {"agency": str(chosen.agency.id), "owner": str(chosen.id)}
        row["agency_id"], row["owner_id"] = chosen.agency.id, chosen.id
        self._enter(
            row, "reassigned", when, occasion.minute_taker,
            text="Sits better with this agency.", before=before, after=after,
        )  # fmt: skip
        return chosen

    def _acknowledge(self, row: dict[str, Any], when: datetime, owner: Someone) -> None:
        if self._enter(row, "acknowledged", when, owner):
            row["acknowledged_at"] = when

    def _redate(self, row: dict[str, Any], when: datetime, giver: Someone, chance: Chance) -> None:
        before = row["due_on"]
        later = ENGLAND_AND_WALES.after(before, chance.between(7, 20))
        if when <= row["allocated_at"]:
            return
        if self._enter(
            row, "redated", when, giver, text=chance.one_of(wording.REDATED),
            before={"due_on": before.isoformat()}, after={"due_on": later.isoformat()},
        ):  # fmt: skip
            row["due_on"] = later

    def _end(self, row: dict[str, Any], owner: Someone, giver: Someone, chance: Chance) -> None:
        """Two thirds are done in time, a third late, some withdrawn; a few linger."""
        fate = chance.random.random()
        late = chance.between(2, 45) if fate > 0.66 else -chance.between(0, 6)
        late += chance.between(40, 200) if fate > 0.97 else 0
        day = max(row["due_on"] + timedelta(days=late), row["allocated_at"].date() + timedelta(days=6))
        if 0.63 < fate <= 0.66:
            self._finish(row, "withdrawn", at(day, time(12, 0)), giver, chance.one_of(wording.WITHDRAWN))
        else:
            self._finish(row, "done", at(day, time(15, 20)), owner, chance.one_of(wording.DONE))

    def _finish(self, row: dict[str, Any], state: str, when: datetime, by: Someone, text: str) -> None:
        if self._enter(row, state, when, by, text=text):
            row["state"], row["ended_at"] = state, when

    def review(self, occasion: Occasion, when: datetime) -> int:
        """A meeting goes through the actions that are open; how many there were."""
        still = [
            row
            for row in self._rows
            if row["allocated_at"] < when and (row["ended_at"] is None or row["ended_at"] > when)
        ]
        for row in still[:12]:
            if occasion.chance.often(0.4):
                self._enter(row, "reviewed", when, occasion.minute_taker, meeting=occasion.meeting["id"])
        return len(still)

    def _enter(
        self,
        row: dict[str, Any],
        kind: str,
        when: datetime,
        by: Someone,
        *,
        text: str = "",
        meeting: UUID | None = None,
        before: dict[str, str] | None = None,
        after: dict[str, str] | None = None,
    ) -> bool:
        """Note what happened, unless the world has not come so far; whether it did."""
        if when >= self.ledger.now:
            return False
        self.ledger.add(
            "actions.ActionEntry",
            action_id=row["id"],
            kind=kind,
            text=text,
            evidence_id=None,
            meeting_id=meeting,
            before=before or {},
            after=after or {},
            at=when,
            by_id=by.id,
            recorded_at=when,
        )
        row["version"] += 1
        self.ledger.tell(
            f"{kind} action", "actions.Action", row["id"], by=by, when=when, group_id=self.plan.id,
            reference=row["reference"],
        )  # fmt: skip
        return True
