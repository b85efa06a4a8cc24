"""Meetings that have taken place: opened, chaired, with or without a quorum, closed or broken off."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from holdfast.charter.quorum_rule import QuorumRule
from holdfast.demo.world import wording
from holdfast.demo.world.agenda import agenda_of, give_leads, take_in_turn
from holdfast.demo.world.answers import Beforehand
from holdfast.demo.world.business import Business
from holdfast.demo.world.coming import answers_for, arrivals, attending
from holdfast.demo.world.dates import Slot
from holdfast.demo.world.ledger import Ledger, Someone, minutes_after
from holdfast.demo.world.occasion import Occasion
from holdfast.demo.world.offices import Offices
from holdfast.demo.world.papers import Papers
from holdfast.demo.world.seating import GroupPlan
from holdfast.kernel.clocks import said_day


@dataclass
class MinutesPlan:
    """The minutes of one meeting: when each state was reached, by whom. Their text comes from the rows."""

    id: UUID
    meeting: dict[str, Any]
    drafted_at: datetime
    checked_at: datetime | None = None
    checked_by: Someone | None = None
    approved_at: datetime | None = None
    approved_by: Someone | None = None
    approved_at_meeting: UUID | None = None
    chance_name: str = ""


@dataclass
class Conduct:
    """Holds the meetings of a group one after another, as they were held."""

    ledger: Ledger
    plan: GroupPlan
    offices: Offices
    business: Business
    papers: Papers
    minute_taker: Someone
    minutes: list[MinutesPlan] = field(default_factory=list)

    def hold(
        self,
        slot: Slot,
        following: Slot | None,
        *,
        kind: str = "ordinary",
        continues: dict[str, Any] | None = None,
        called_by: Someone | None = None,
    ) -> dict[str, Any]:
        """One meeting from its notice to its end; its row."""
        chance = self.ledger.chance.part(f"{self.plan.charter.key} {slot.starts_at:%Y-%m-%d %H:%M}")
        meeting = self._meeting(slot, kind, continues, called_by)
        occasion = Occasion(self.plan, chance, meeting, slot.day, self.minute_taker)
        if kind == "ordinary" and chance.often(0.025):
            self._call_off(occasion, slot)
            return meeting
        meeting["opened_at"] = minutes_after(slot.starts_at, chance.between(0, 5))
        meeting["closed_at"] = minutes_after(slot.ends_at, chance.between(-25, 8))
        occasion.answers = answers_for(self.plan, chance, slot.day)
        self._fill_the_room(occasion)
        elections = self._elections_due(following.day if following else slot.day)
        occasion.items = agenda_of(self.ledger, self.plan, meeting, chance, elections)
        Beforehand(self.ledger, self.plan, self.minute_taker).answer(occasion)
        self._chair(occasion)
        self._judge(occasion)
        if meeting["state"] in ("closed", "adjourned"):
            self._go_through(occasion, following)
        self._end(occasion)
        return meeting

    def _meeting(
        self, slot: Slot, kind: str, continues: dict[str, Any] | None, called_by: Someone | None
    ) -> dict[str, Any]:
        notice = slot.starts_at - timedelta(days=12 if kind == "ordinary" else 5)
        chair = self.plan.chair_on(slot.day)
        why = wording.EXTRAORDINARY if kind == "extraordinary" else ""
        if continues is not None:
            why = f"Continues the meeting of {continues['starts_at']:%-d %B %Y}."
        return self.ledger.add(
            "meetings.Meeting",
            group_id=self.plan.id,
            terms_id=self.plan.terms_id,
            kind=kind,
            state="closed",
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            place=self.plan.area.venue,
            online_link="",
            why_called=why,
            called_by_id=called_by.id if called_by else None,
            date_reason=slot.reason[:500],
            continues_id=continues["id"] if continues else None,
            notice_given_at=notice,
            agenda_drafted_at=notice + timedelta(hours=2),
            agenda_confirmed_at=notice + timedelta(days=2),
            agenda_confirmed_by_id=chair.id,
            opened_at=None,
            closed_at=None,
            end_reason="",
            entered_afterwards=False,
            version=1,
        )

    def _call_off(self, occasion: Occasion, slot: Slot) -> None:
        meeting, chair = occasion.meeting, self.plan.chair_on(slot.day)
        meeting["state"] = "cancelled"
        meeting["end_reason"] = occasion.chance.one_of(wording.CANCELLED[:2])
        when = slot.starts_at - timedelta(hours=5)
        self._tell("cancelled", meeting, chair, when)

    def _fill_the_room(self, occasion: Occasion) -> None:
        opened, closed = occasion.opened_at, occasion.closed_at
        members = arrivals(occasion.answers, occasion.chance, opened, closed)
        clerk = attending(occasion.chance, self.minute_taker, opened, closed)
        occasion.stayed = (*members, clerk)
        occasion.seat()

    def _elections_due(self, by: date) -> tuple[str, ...]:
        """The elected offices whose term runs out before the next meeting."""
        due = []
        for office in self.plan.charter.offices:
            if any(way.elected for way in office.held_by):
                held = [o for o in self.plan.offices if o.office == office.key and o.to_on is None]
                if not held or (held[0].term_ends_on or by) < by:
                    due.append(office.key)
        return tuple(due)

    def _chair(self, occasion: Occasion) -> None:
        """Where nobody may take the chair by office, those present name one of them if the terms let them."""
        moment = minutes_after(occasion.opened_at, 1)
        found = occasion.chair(moment)
        if found.person is not None or not found.nominees:
            return
        there = [p for p in occasion.members_at(moment) if str(p.id) in found.nominees]
        if there:
            person = occasion.chance.one_of(there)
            occasion.nominate(person, moment)
            row = self.ledger.add(
                "room.Nomination",
                meeting_id=occasion.meeting["id"],
                person_id=person.id,
                from_at=moment,
                recorded_by_id=self.minute_taker.id,
            )
            self.ledger.tell(
                "nominated to chair", "room.Nomination", row["id"], by=self.minute_taker, when=moment,
                group_id=self.plan.id,
            )  # fmt: skip

    def _judge(self, occasion: Occasion) -> None:
        """Once the late have come: go on, set the quorum aside, adjourn or cancel, as the terms say."""
        moment = minutes_after(occasion.opened_at, 20)
        found = occasion.quorum(moment)
        if found.met is not False or self._set_aside(occasion, moment):
            return
        if found.consequence_kind == "cancelled":
            self._break_off(occasion, "cancelled", moment)
        elif occasion.chance.often(0.3) and self.plan.charter.first(QuorumRule):
            self._break_off(occasion, "adjourned", minutes_after(moment, 10))

    def _set_aside(self, occasion: Occasion, moment: datetime) -> bool:
        rule = self.plan.charter.first(QuorumRule)
        chair = occasion.chair(moment).person
        is_allowed = rule is not None and rule.override is not None and rule.override.allowed
        if not is_allowed or chair is None or occasion.chance.often(0.35):
            return False
        before, person = occasion.sitting, occasion.chairing(moment)
        reason = occasion.chance.one_of(wording.OVERRIDES)
        occasion.override(person, reason, moment)
        if occasion.quorum(moment).met is False:
            occasion.sitting = before
            return False
        row = self.ledger.add(
            "room.Override",
            meeting_id=occasion.meeting["id"],
            item_id=None,
            chair_id=person.id,
            reason=reason,
            from_at=moment,
            recorded_by_id=self.minute_taker.id,
        )
        self._tell_of("set the quorum aside", "room.Override", row["id"], person, moment)
        return True

    def _break_off(self, occasion: Occasion, state: str, moment: datetime) -> None:
        meeting = occasion.meeting
        lacking = ", ".join(occasion.quorum(moment).missing) or "a quorum"
        meeting["state"], meeting["closed_at"] = state, moment
        meeting["end_reason"] = f"There was no quorum; missing: {lacking}."[:1000]
        occasion.stayed = tuple(
            replace(there, left_at=min(there.left_at, moment))
            for there in occasion.stayed
            if there.arrived_at < moment
        )
        occasion.seat()

    def _go_through(self, occasion: Occasion, following: Slot | None) -> None:
        """Item by item; a meeting that was adjourned gets through its first items only."""
        items = occasion.items
        if occasion.meeting["state"] == "adjourned":
            items = items[:2]
        take_in_turn(items, occasion.opened_at, occasion.closed_at)
        leads = [p.id for p in occasion.members_at(minutes_after(occasion.opened_at, 20))]
        give_leads(occasion.items, leads, occasion.chance)
        next_date = said_day(following.day) if following else ""
        pending = [m for m in self.minutes if m.approved_at is None and m.checked_at]
        for item in items:
            if item["kind"] == "business" and occasion.chance.often(0.6):
                self.papers.pin(item, occasion.meeting, occasion.chance)
            self.business.conduct(occasion, item, bool(pending), next_date)
            if item["kind"] == "last-minutes":
                self._approve(occasion, pending, item["opened_at"])

    def _approve(self, occasion: Occasion, pending: list[MinutesPlan], moment: datetime) -> None:
        if occasion.quorum(moment).met is False:
            return
        chair = occasion.chairing(moment)
        for plan in pending:
            plan.approved_at, plan.approved_by = moment, chair
            plan.approved_at_meeting = occasion.meeting["id"]
            self._tell_of("approved minutes", "minutes.Minutes", plan.id, chair, moment)

    def _end(self, occasion: Occasion) -> None:
        meeting = occasion.meeting
        for there in occasion.stayed:
            self._presence(occasion, there)
        meeting["version"] = 20 + len(occasion.stayed)
        self._tell("opened", meeting, self.minute_taker, occasion.opened_at)
        self._tell(meeting["state"], meeting, occasion.chairing(occasion.opened_at), occasion.closed_at)
        self.minutes.append(self._minutes(occasion))

    def _presence(self, occasion: Occasion, there: Any) -> None:
        seats = {seat["key"]: seat["id"] for seat in self.plan.seats}
        self.ledger.add(
            "room.Presence",
            id=there.id,
            meeting_id=occasion.meeting["id"],
            person_id=there.person.id,
            agency_id=there.person.agency.id,
            seat_id=seats.get(there.seat) if there.seat else None,
            capacity=there.capacity,
            is_remote=there.is_remote,
            arrived_at=there.arrived_at,
            left_at=there.left_at,
            recorded_at=there.arrived_at,
            recorded_by_id=self.minute_taker.id,
        )
        self.ledger.tell(
            "recorded the arrival", "room.Presence", there.id, by=self.minute_taker,
            when=there.arrived_at, group_id=self.plan.id, person=str(there.person.id),
            capacity=there.capacity,
        )  # fmt: skip

    def _minutes(self, occasion: Occasion) -> MinutesPlan:
        """Drafted at once; the chair checks them some days later, if the world has come so far."""
        chance, closed = occasion.chance, occasion.closed_at
        plan = MinutesPlan(chance.identity(), occasion.meeting, closed, chance_name=chance.name)
        checked = closed + timedelta(days=chance.between(2, 5), hours=chance.between(1, 6))
        is_latest_draft = self.ledger.today - occasion.day <= timedelta(days=8)
        if checked < self.ledger.now and not is_latest_draft:
            plan.checked_at, plan.checked_by = checked, self.plan.chair_on(checked.date())
            self._tell_of("checked minutes", "minutes.Minutes", plan.id, plan.checked_by, checked)
        return plan

    def _tell(self, verb: str, meeting: dict[str, Any], by: Someone, when: datetime) -> None:
        self._tell_of(verb, "meetings.Meeting", meeting["id"], by, when)

    def _tell_of(self, verb: str, label: str, subject: UUID, by: Someone, when: datetime) -> None:
        self.ledger.tell(verb, label, subject, by=by, when=when, group_id=self.plan.id)
