"""What comes in about invented children: screenings that a meeting confirmed, referrals and their outcome."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from itertools import count
from typing import Any
from uuid import UUID

from holdfast.casework.screening.rules.scoring import Facts, assess, is_pressing
from holdfast.casework.screening.rules.shipped import shipped_source, shipped_tool
from holdfast.demo.world.chance import Chance
from holdfast.demo.world.childhood.children import PlannedChild
from holdfast.demo.world.childhood.listing import Held
from holdfast.demo.world.childhood.people import CaseStaff
from holdfast.demo.world.childhood.records import Rows
from holdfast.demo.world.childhood.wording import OUTCOMES, REFERRED_BECAUSE, TURNED_AWAY_BECAUSE, WORRIES
from holdfast.demo.world.ledger import Ledger, Someone

# So many children were screened or referred at some time; the latest of it waits still.
_SCREENED, _REFERRED, _JUST_NOW = 0.4, 0.25, 0.05


@dataclass
class Incoming:
    """Writes down what came in about one child after the other. `meetings` are in order."""

    ledger: Ledger
    chance: Chance
    staff: CaseStaff
    meetings: Sequence[Held]
    group_id: UUID
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @cached_property
    def tool_id(self) -> UUID:
        """The version of the shipped tool that everybody fills in."""
        return self.chance.part("tool").identity()

    def tool(self) -> Rows:
        """The shipped tool, in use since the first meeting."""
        rows: Rows = defaultdict(list)
        tool, source = shipped_tool(), shipped_source()
        own = {"partnership_id": self.ledger.partnership_id}
        began = self.meetings[0].ended_at - timedelta(days=30)
        by = self.staff.coordinator.id
        rows["screening.ToolVersion"].append(
            own | {
                "id": self.tool_id, "key": tool.key, "number": tool.version, "title": tool.title,
                "source": source, "digest": sha256(source.encode()).hexdigest(), "added_at": began,
                "added_by_id": by,
            }
        )  # fmt: skip
        use = {"id": self.chance.identity(), "version_id": self.tool_id, "key": tool.key}
        rows["screening.ToolUse"].append(own | use | {"from_at": began, "from_by_id": by})
        return rows

    def of(self, child: PlannedChild) -> Rows:
        """What came in about a child: nothing for most."""
        rows: Rows = defaultdict(list)
        area = next((one for one in child.areas if one != "missing"), "")
        known = [held for held in self.meetings if held.day > child.known_since]
        if not known:
            return rows
        if area and self.chance.often(_SCREENED):
            self._screening(rows, child, area, self._received(known))
        if self.chance.often(_REFERRED):
            self._referral(rows, child, area or "missing", self._received(known))
        return rows

    def _add(self, rows: Rows, label: str, **values: Any) -> dict[str, Any]:
        row = {"id": self.chance.identity(), "partnership_id": self.ledger.partnership_id} | values
        rows[label].append(row)
        return row

    def _received(self, known: Sequence[Held]) -> datetime:
        """On a working day between two meetings, sometimes since the last one."""
        held = known[-1] if self.chance.often(_JUST_NOW) else self.chance.one_of(known)
        received = held.ended_at + timedelta(days=self.chance.between(1, 6), hours=self.chance.between(-3, 5))
        while received.weekday() > 4:
            received -= timedelta(days=1)
        return min(received, self.ledger.now - timedelta(hours=self.chance.between(9, 70)))

    def _next(self, moment: datetime) -> Held | None:
        return next((held for held in self.meetings if held.ended_at > moment), None)

    def _screening(self, rows: Rows, child: PlannedChild, area: str, received: datetime) -> None:
        answers = self._answers()
        age = (received.date() - child.birth_on).days // 365
        found = assess(shipped_tool(), answers, Facts(age, child.has_learning_disability))
        sender = self.chance.one_of(self.staff.practitioners)
        submission = self._add(
            rows, "screening.Submission",
            child_id=child.id, tool_id=self.tool_id, source="person", by_id=sender.id,
            sender_name=sender.name, sender_agency=sender.agency.short_name, area=area, answers=answers,
            worries=self.chance.one_of(WORRIES), started_at=received - timedelta(minutes=25),
            saved_at=received,
            received_at=received, score=found.score, band=found.band.key, level=found.level,
            is_pressing=is_pressing(shipped_tool(), found, found.level, is_immediate=False),
            has_learning_disability=child.has_learning_disability, matched_at=received,
            matched_by_id=self.staff.coordinator.id, reference=self._reference(),
        )  # fmt: skip
        if held := self._next(received):
            self._confirmed(rows, child, submission, held)

    def _confirmed(self, rows: Rows, child: PlannedChild, submission: dict[str, Any], held: Held) -> None:
        before = submission["level"]
        level = before if self.chance.often(0.8) else self.chance.one_of(("low", "medium", "high"))
        self._add(
            rows, "screening.ScreeningOutcome",
            child_id=child.id, submission_id=submission["id"], kind="confirmed", area=submission["area"],
            level=level, before=before, meeting_id=held.id, at=held.ended_at, by_id=self.staff.coordinator.id,
            reason="" if level == before else "What police and school know changes the picture.",
        )  # fmt: skip

    def _answers(self) -> dict[str, list[str]]:
        tool = shipped_tool()
        windows = [window.key for window in tool.windows]
        heat = self.chance.random.random() ** 2
        answers = {}
        for item in tool.items():
            drawn = self.chance.random.random()
            if item.is_abuse and drawn > heat / 4:
                answers[item.key] = ["no"]
            elif drawn < heat * 0.7:
                answers[item.key] = [self.chance.one_of(windows)]
            else:
                answers[item.key] = ["not-known" if drawn > 0.85 else "no"]
        return answers

    def _reference(self) -> str:
        return f"S{next(self._numbers):04d}{self.chance.between(10, 99)}"

    def _referral(self, rows: Rows, child: PlannedChild, area: str, received: datetime) -> None:
        sender = self.chance.one_of(self.staff.practitioners)
        held = self._next(received)
        is_away = held is not None and self.chance.often(0.2)
        row = self._add(
            rows, "referrals.Referral",
            group_id=self.group_id, child_id=child.id, reference=next(self._numbers), referrer_id=sender.id,
            referrer_name=sender.name, referrer_agency=sender.agency.short_name,
            referrer_role=sender.job_title,
            given_names=child.given_names, family_name=child.family_name, birth_on=child.birth_on,
            areas=[area], concern=self.chance.one_of(REFERRED_BECAUSE), received_at=received,
            **(self._settled(received, held, is_away=is_away) if held else {}),
        )  # fmt: skip
        self._entry(rows, row, "received", received, sender)
        if held:
            kind = "turned-away" if is_away else "decided"
            self._entry(rows, row, kind, row["triaged_at"], self.staff.coordinator)

    def _settled(self, received: datetime, held: Held, *, is_away: bool) -> dict[str, Any]:
        """Looked at the day after; decided at the next meeting, and the referrer told nearly always."""
        triaged = received + timedelta(hours=self.chance.between(2, 30))
        outcome = self.chance.one_of(TURNED_AWAY_BECAUSE if is_away else OUTCOMES)
        settled: dict[str, Any] = {"state": "turned-away" if is_away else "decided", "triaged_at": triaged}
        settled |= {"outcome": outcome, "reason": outcome if is_away else "For the meeting."}
        if not is_away:
            settled |= {"meeting_id": held.id, "decided_at": held.ended_at}
        told = (triaged if is_away else held.ended_at) + timedelta(hours=self.chance.between(3, 60))
        if self.chance.often(0.9) and told < self.ledger.now:
            settled |= {"told_at": told, "told_by_id": self.staff.coordinator.id, "told_how": "secure"}
        return settled

    def _entry(self, rows: Rows, row: dict[str, Any], kind: str, at: datetime, by: Someone) -> None:
        self._add(rows, "referrals.ReferralEntry", referral_id=row["id"], kind=kind, at=at, by_id=by.id)
