"""Today's meeting, ready to run, and the dates ahead: one confirmed, the rest proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from holdfast.demo.world.agenda import agenda_of, give_leads
from holdfast.demo.world.answers import Beforehand
from holdfast.demo.world.coming import COMES, EXCUSED, Answer, answers_for
from holdfast.demo.world.dates import Calendar, Slot
from holdfast.demo.world.ledger import Ledger, Someone
from holdfast.demo.world.occasion import Occasion
from holdfast.demo.world.papers import Papers
from holdfast.demo.world.seating import GroupPlan


@dataclass(frozen=True)
class Upcoming:
    """Plans what has not taken place yet."""

    ledger: Ledger
    plan: GroupPlan
    papers: Papers
    minute_taker: Someone

    def arrange(self, calendar: Calendar) -> dict[str, Any]:
        """Today's meeting, which is answered."""
        today = self._meeting(calendar.today, "confirmed")
        self._prepare(today, calendar.today)
        for number, slot in enumerate(calendar.ahead):
            self._meeting(slot, "confirmed" if number == 0 else "proposed")
        return today

    def _meeting(self, slot: Slot, state: str) -> dict[str, Any]:
        now = self.ledger.now
        is_told = state == "confirmed"
        return self.ledger.add(
            "meetings.Meeting",
            group_id=self.plan.id,
            terms_id=self.plan.terms_id if is_told else None,
            kind="ordinary",
            state=state,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            place=self.plan.area.venue,
            date_reason=slot.reason[:500],
            notice_given_at=min(slot.starts_at - timedelta(days=12), now) if is_told else None,
            version=1,
        )

    def _prepare(self, meeting: dict[str, Any], slot: Slot) -> None:
        chance = self.ledger.chance.part(f"{self.plan.charter.key} today")
        occasion = Occasion(self.plan, chance, meeting, slot.day, self.minute_taker)
        items = agenda_of(self.ledger, self.plan, meeting, chance)
        answers = answers_for(self.plan, chance, slot.day)
        occasion.answers = tuple(self._kept(answer) for answer in answers)
        Beforehand(self.ledger, self.plan, self.minute_taker).answer(occasion, share=0.6)
        coming = [answer.person.id for answer in occasion.answers if answer.outcome == COMES]
        give_leads(items, coming, chance)
        for item in items:
            if item["kind"] == "business":
                self.papers.pin(item, meeting, chance)
        meeting["agenda_drafted_at"] = slot.starts_at - timedelta(days=9)
        meeting["agenda_confirmed_at"] = slot.starts_at - timedelta(days=6)
        meeting["agenda_confirmed_by_id"] = self.plan.chair_on(slot.day).id

    def _kept(self, answer: Answer) -> Answer:
        """Whoever chairs, and the services that a quorum usually needs, mean to come today."""
        chairs = {person.id for _, person in self.plan.office_holders(self.ledger.today)}
        if answer.person.id in chairs and answer.outcome != COMES:
            return Answer(answer.person, answer.seat, COMES)
        return answer if answer.outcome != EXCUSED or answer.seat else Answer(answer.person, None, COMES)
