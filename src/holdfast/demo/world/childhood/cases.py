"""The latest case meetings of an invented partnership: who was discussed, what agencies said, who heard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from holdfast.demo.world.chance import Chance
from holdfast.demo.world.childhood.children import PlannedChild
from holdfast.demo.world.childhood.listing import Held
from holdfast.demo.world.childhood.people import CaseStaff
from holdfast.demo.world.childhood.records import Rows
from holdfast.demo.world.childhood.wording import DISCUSSED, KNOWS, PROPOSES, SOUGHT
from holdfast.demo.world.ledger import Ledger
from holdfast.groups.membership import LocalAgency

# So many of the latest meetings have their case lists; who is on the exploitation list is discussed so often.
LATEST = 16
_DISCUSSED = 0.6


@dataclass
class Cases:
    """Writes down one child's discussions. `meetings` are in order, the latest last."""

    ledger: Ledger
    chance: Chance
    staff: CaseStaff
    meetings: Sequence[Held]
    agencies: Sequence[LocalAgency]
    _lists: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    _bundles: dict[tuple[UUID, UUID], dict[str, Any]] = field(default_factory=dict)
    _positions: defaultdict[UUID, int] = field(default_factory=lambda: defaultdict(int))

    def of(self, child: PlannedChild, known: Mapping[str, list[dict[str, Any]]], rows: Rows) -> None:
        """The child's discussions, at the latest meetings during which the child was on the list."""
        entries = known.get("risk.ListEntry", ())
        for held in self.meetings[-LATEST:]:
            if any(_covers(entry, held) for entry in entries) and self.chance.often(_DISCUSSED):
                self._discussed(rows, child, held, known.get("children.Professional", ()))

    def _add(self, rows: Rows, label: str, **values: Any) -> dict[str, Any]:
        row = {"id": self.chance.identity(), "partnership_id": self.ledger.partnership_id} | values
        rows[label].append(row)
        return row

    def _list(self, rows: Rows, held: Held) -> dict[str, Any]:
        if held.id not in self._lists:
            issued = held.ended_at - timedelta(days=4)
            is_last = held == self.meetings[-1]
            self._lists[held.id] = self._add(
                rows, "panel.CaseList",
                meeting_id=held.id, since_at=held.ended_at - timedelta(days=7), built_at=issued,
                issued_at=issued,
                issued_by_id=self.staff.coordinator.id,
                feedback_closed_at=None if is_last else held.ended_at + timedelta(days=3),
            )  # fmt: skip
        return self._lists[held.id]

    def _discussed(
        self, rows: Rows, child: PlannedChild, held: Held, workers: Sequence[dict[str, Any]]
    ) -> None:
        case_list = self._list(rows, held)
        self._positions[held.id] += 1
        position = self._positions[held.id]
        listing = self._add(
            rows, "panel.Listing",
            child_id=child.id, case_list_id=case_list["id"], position=position,
            added_at=case_list["built_at"],
            was_on_last=self.chance.often(0.5),
        )  # fmt: skip
        self._add(
            rows, "panel.ListingReason",
            child_id=child.id, listing_id=listing["id"], key="on-the-list", rank=50,
            words="On the exploitation list",
            found_at=case_list["built_at"],
        )  # fmt: skip
        self._answers(rows, child, listing, held)
        discussion = self._discussion(rows, child, listing, held, position)
        for worker in workers:
            if worker["from_on"] <= held.day:
                self._heard(rows, child, case_list, discussion, worker, held)

    def _answers(self, rows: Rows, child: PlannedChild, listing: dict[str, Any], held: Held) -> None:
        """Most agencies answer, most of them that they know nothing; one in six is silent."""
        for agency in self.agencies:
            if self.chance.often(0.16):
                continue
            is_nothing = self.chance.often(0.55)
            self._add(
                rows, "panel.Answer",
                child_id=child.id, listing_id=listing["id"], agency_id=agency.id,
                is_nothing_known=is_nothing,
                knows="" if is_nothing else self.chance.one_of(KNOWS),
                proposes="" if is_nothing else self.chance.one_of(PROPOSES),
                answered_at=held.ended_at - timedelta(hours=self.chance.between(20, 90)),
                answered_by_id=self.staff.coordinator.id,
            )  # fmt: skip

    def _discussion(
        self, rows: Rows, child: PlannedChild, listing: dict[str, Any], held: Held, position: int
    ) -> dict[str, Any]:
        begins = held.ended_at - timedelta(minutes=4 * max(1, 26 - position))
        item = self._add(
            rows, "meetings.AgendaItem",
            meeting_id=held.id, position=100 + position, title=f"Child {child.reference}", kind="business",
            opened_at=begins, closed_at=min(begins + timedelta(minutes=self.chance.between(2, 6)),
            held.ended_at),
        )  # fmt: skip
        discussion = self._add(
            rows, "panel.Discussion",
            child_id=child.id, listing_id=listing["id"], item_id=item["id"],
            relevance="Risk of exploitation.",
            summary=self.chance.one_of(DISCUSSED), outcome_sought=self.chance.one_of(SOUGHT),
            last_outcome=self.chance.one_of(("none", "partly", "achieved", "not-achieved")),
            concluded_at=item["closed_at"], is_without_voice=self.chance.often(0.2),
            changed_at=item["closed_at"], changed_by_id=self.staff.coordinator.id,
        )  # fmt: skip
        self._add(
            rows, "panel.CaseDecision",
            child_id=child.id, discussion_id=discussion["id"], kind="level", words="Level confirmed.",
            is_change=False, decided_at=item["closed_at"], decided_by_id=self.staff.coordinator.id,
        )  # fmt: skip
        return discussion

    def _heard(
        self,
        rows: Rows,
        child: PlannedChild,
        case_list: dict[str, Any],
        discussion: dict[str, Any],
        worker: dict[str, Any],
        held: Held,
    ) -> None:
        """One bundle for each person and meeting; only those with an account are told by name."""
        if worker["person_id"] is None:
            return
        bundle = self._bundle(rows, case_list, worker, held)
        self._add(
            rows, "panel.FeedbackPart",
            child_id=child.id, bundle_id=bundle["id"], discussion_id=discussion["id"],
            professional_id=worker["id"], text=discussion["summary"], changed_at=held.ended_at,
        )  # fmt: skip

    def _bundle(
        self, rows: Rows, case_list: dict[str, Any], worker: dict[str, Any], held: Held
    ) -> dict[str, Any]:
        key = (held.id, worker["person_id"])
        if key not in self._bundles:
            given = held.ended_at + timedelta(hours=self.chance.between(2, 46))
            is_given = self.chance.often(0.92) and given < self.ledger.now
            name = next(one.name for one in self.staff.practitioners if one.id == worker["person_id"])
            told = {"given_at": given, "how": "notice", "given_by_id": self.staff.coordinator.id}
            self._bundles[key] = self._add(
                rows, "panel.Bundle",
                case_list_id=case_list["id"], key=str(worker["person_id"]), person_id=worker["person_id"],
                agency_id=worker["agency_id"], name=name, drafted_at=held.ended_at,
                **(told if is_given else {}),
            )  # fmt: skip
        return self._bundles[key]


def _covers(entry: Mapping[str, Any], held: Held) -> bool:
    return bool(
        entry["from_at"] <= held.ended_at and (entry["to_at"] is None or held.ended_at < entry["to_at"])
    )
