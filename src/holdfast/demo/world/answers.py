"""What people said before a meeting: that they come, that they cannot, who comes in their place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from holdfast.demo.world.coming import ABSENT, COMES, DEPUTISED, EXCUSED, REASONS, Answer
from holdfast.demo.world.ledger import Ledger, Someone
from holdfast.demo.world.occasion import Occasion
from holdfast.demo.world.seating import GroupPlan


@dataclass(frozen=True)
class Beforehand:
    """Plans the answers to a meeting's invitation."""

    ledger: Ledger
    plan: GroupPlan
    recorder: Someone

    def answer(self, occasion: Occasion, share: float = 0.7) -> None:
        """Those who answer at all do so in the days before."""
        seats = {seat["key"]: seat["id"] for seat in self.plan.seats}
        for answer in occasion.answers:
            hours = occasion.chance.between(4, 150)
            when = occasion.meeting["starts_at"] - timedelta(hours=hours)
            if answer.outcome == ABSENT or when >= self.ledger.now:
                continue
            if answer.outcome == COMES:
                if occasion.chance.often(share):
                    self._accept(occasion, answer.person, when)
            elif answer.outcome == EXCUSED:
                self._apologise(occasion, answer.person, when)
            elif answer.outcome == DEPUTISED and answer.seat and answer.deputy:
                self._apologise(occasion, answer.person, when)
                self._name(occasion, answer, seats[answer.seat], when)

    def _accept(self, occasion: Occasion, person: Someone, when: datetime) -> None:
        self.ledger.add(
            "meetings.Acceptance",
            meeting_id=occasion.meeting["id"],
            person_id=person.id,
            said_at=when,
            recorded_by_id=person.id,
        )

    def _apologise(self, occasion: Occasion, person: Someone, when: datetime) -> None:
        self.ledger.add(
            "meetings.Apology",
            meeting_id=occasion.meeting["id"],
            person_id=person.id,
            reason=occasion.chance.one_of(REASONS),
            sent_at=when,
            recorded_by_id=person.id,
        )
        self.ledger.tell(
            "sent apologies", "meetings.Meeting", occasion.meeting["id"], by=person, when=when,
            group_id=self.plan.id, person=str(person.id),
        )  # fmt: skip

    def _name(self, occasion: Occasion, answer: Answer, seat: UUID, when: datetime) -> None:
        if answer.deputy is None:
            return
        self.ledger.add(
            "meetings.DeputyNaming",
            meeting_id=occasion.meeting["id"],
            seat_id=seat,
            deputy_id=answer.deputy.id,
            named_at=when,
            named_by_id=answer.person.id,
        )
