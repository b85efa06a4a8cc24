"""What happens under an item: talk, decisions with the quorum of the moment, votes, elections, interests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from holdfast.charter.deciding import assess_decision, assess_election, assess_vote_right
from holdfast.charter.meeting import Declarations
from holdfast.charter.words import plain
from holdfast.demo.world import wording
from holdfast.demo.world.agenda import election_title
from holdfast.demo.world.coming import Stayed
from holdfast.demo.world.deeds import Deeds
from holdfast.demo.world.ledger import Ledger, Someone
from holdfast.demo.world.occasion import Occasion
from holdfast.demo.world.offices import Offices
from holdfast.governance.room.operations.judging import as_json
from holdfast.governance.room.rules.deciding import allowed_methods, decisions_rule
from holdfast.governance.room.rules.sitting import room_at

Item = dict[str, Any]


class Business:
    """Draws what is said and decided under the items of a group's meetings."""

    def __init__(self, ledger: Ledger, deeds: Deeds, offices: Offices) -> None:
        self.ledger, self.deeds, self.offices = ledger, deeds, offices

    def conduct(self, occasion: Occasion, item: Item, approves: bool, next_date: str) -> None:
        """One item from beginning to end, and what the minutes will say of it."""
        says: dict[str, Callable[[], str]] = {
            "apologies": lambda: _welcome(occasion),
            "declarations": lambda: self._declarations(occasion, item),
            "last-minutes": lambda: _approval(occasion, item, approves),
            "matters-arising": lambda: "There was nothing that is not on the agenda.",
            "open-actions": lambda: self._review(occasion, item),
            "election": lambda: self._election(occasion, item),
            "business": lambda: self._business(occasion, item),
            "any-other": lambda: "There was no other business.",
            "next-meeting": lambda: f"The group meets next on {next_date}." if next_date else "To be set.",
        }
        if item["kind"] in ("business", "election"):
            self._ask_for_interests(occasion, item)
        text = says[item["kind"]]()
        self.ledger.add(
            "room.MinuteText",
            item_id=item["id"],
            text=text,
            version=1,
            held_by_id=None,
            held_until=None,
            changed_at=item["closed_at"],
        )

    def _review(self, occasion: Occasion, item: Item) -> str:
        count = self.deeds.review(occasion, _moment(item, 0.5))
        return f"Open actions were gone through: {count}." if count else "There are no open actions."

    def _business(self, occasion: Occasion, item: Item) -> str:
        chance = occasion.chance
        said = chance.some_of(wording.TALK, 2)
        moment = _moment(item, 0.6)
        quorum = occasion.quorum(moment, item["id"])
        if chance.often(0.3):
            self._note(occasion, item, said[0])
        if quorum.met is False:
            return " ".join([*said, "There was no quorum, so nothing was decided."])
        decision = self._decide(occasion, item, moment)
        for number in range(chance.between(0, 2)):
            from_decision = decision if number == 0 and chance.often(0.5) else None
            self.deeds.allocate(occasion, item, _moment(item, 0.8), from_decision)
        return " ".join(said)

    def _note(self, occasion: Occasion, item: Item, text: str) -> None:
        self.ledger.add(
            "room.Note",
            item_id=item["id"],
            author_id=occasion.minute_taker.id,
            text=text,
            version=1,
            changed_at=_moment(item, 0.5),
        )

    def _decide(self, occasion: Occasion, item: Item, moment: datetime) -> UUID | None:
        methods = allowed_methods(decisions_rule(occasion.plan.charter, None))
        if "vote" in methods and occasion.chance.often(0.08):
            return self._vote(occasion, item, moment)
        if occasion.chance.often(0.5):
            method = next(way for way in methods if way != "vote")
            return self._keep(occasion, item, moment, occasion.chance.one_of(wording.DECISIONS), method)
        return None

    def _keep(self, occasion: Occasion, item: Item, moment: datetime, text: str, method: str) -> UUID | None:
        quorum = occasion.quorum(moment, item["id"])
        if quorum.met is False:
            return None
        row = self.ledger.add(
            "room.Decision",
            item_id=item["id"],
            text=text,
            method=method,
            decided_at=moment,
            recorded_at=moment,
            recorded_by_id=occasion.minute_taker.id,
            quorum=as_json(quorum),
            is_without_quorum=False,
        )
        self._tell("recorded the decision", "room.Decision", row, occasion, moment, method=method)
        identity: UUID = row["id"]
        return identity

    def _vote(self, occasion: Occasion, item: Item, moment: datetime) -> UUID | None:
        """A question put to the vote, counted by the charter's rule."""
        voters = self._voters(occasion, item, moment)
        ballots = {
            str(person.id): "for"
            if occasion.chance.often(0.75)
            else occasion.chance.one_of(("against", "abstain"))
            for person in voters
        }
        room = room_at(occasion.sitting, moment, item=str(item["id"]))
        found = assess_decision(occasion.plan.charter, room, ballots, item=str(item["id"]))
        if found.outcome == "refused":
            return None
        is_carried = found.outcome == "carried"
        question = occasion.chance.one_of(wording.QUESTIONS)
        decision = self._keep(occasion, item, moment, question, "vote") if is_carried else None
        outcome = {**asdict(found), "is_tied": found.outcome == "tied", "is_carried": is_carried}
        self._ballots(occasion, item, moment, question, "", outcome, decision, ballots, voters)
        return decision

    def _voters(self, occasion: Occasion, item: Item, moment: datetime) -> list[Someone]:
        room = room_at(occasion.sitting, moment, item=str(item["id"]))
        return [
            each.person
            for each in occasion.stayed
            if each.arrived_at <= moment < each.left_at
            and each.capacity in ("member", "deputy")
            and assess_vote_right(occasion.plan.charter, room, str(each.person.id), item=str(item["id"])).met
        ]

    def _ballots(
        self,
        occasion: Occasion,
        item: Item,
        moment: datetime,
        question: str,
        office: str,
        outcome: dict[str, Any],
        decision: UUID | None,
        ballots: dict[str, str],
        voters: list[Someone],
    ) -> dict[str, Any]:
        vote = self.ledger.add(
            "room.Vote",
            item_id=item["id"],
            question=question,
            office=office,
            is_secret=False,
            opened_at=moment - timedelta(minutes=2),
            closed_at=moment,
            outcome=outcome,
            decision_id=decision,
            opened_by_id=occasion.minute_taker.id,
        )
        for person in voters:
            if str(person.id) in ballots:
                self.ledger.add(
                    "room.Ballot",
                    vote_id=vote["id"],
                    voter_key=f"person:{person.id}",
                    cast_by_id=person.id,
                    choice=ballots[str(person.id)],
                    cast_at=moment - timedelta(minutes=1),
                )
        self._tell("closed the vote", "room.Vote", vote, occasion, moment)
        return vote

    def _election(self, occasion: Occasion, item: Item) -> str:
        """An office is elected for its term, among those who may stand and are there."""
        charter, moment = occasion.plan.charter, _moment(item, 0.6)
        office = next(o for o in charter.offices if item["title"] == election_title(o))
        there = {person.id for person in occasion.members_at(moment)}
        standing = [p for p in self.offices.candidates(office, occasion.day) if p.id in there]
        if occasion.quorum(moment, item["id"]).met is False or not standing:
            return "The election could not be held, and is put off to the next meeting."
        voters = self._voters(occasion, item, moment)
        favourite = standing[-1]
        ballots = {
            str(p.id): str((favourite if occasion.chance.often(0.8) else standing[0]).id) for p in voters
        }
        room = room_at(occasion.sitting, moment, item=str(item["id"]))
        found = assess_election(charter, room, office.key, ballots, on=occasion.day)
        winner = next((person for person in standing if str(person.id) == found.winner), None)
        if winner is None:
            return "The votes were equal. The election is held again at the next meeting."
        question = f"Who is to be {office.name} for the next term"
        self.offices.elect(office, occasion.day, winner, f"Elected: {question}")
        occasion.seat()
        decision = self._keep(occasion, item, moment, found.reason, "vote")
        outcome = {**asdict(found), "is_tied": False, "is_carried": True}
        outcome["term_until"] = found.term_until.isoformat() if found.term_until else None
        vote = self._ballots(
            occasion, item, moment, question, plain(office.key), outcome, decision, ballots, voters
        )
        for person in standing:
            self.ledger.add("room.Candidate", vote_id=vote["id"], person_id=person.id)
        return f"{winner.name} was elected {office.name}."

    def _declarations(self, occasion: Occasion, item: Item) -> str:
        """Now and then somebody has an interest in a piece of business, and loses it."""
        rule = occasion.plan.charter.first(Declarations)
        chance, moment = occasion.chance, _moment(item, 0.5)
        there = occasion.members_at(moment)
        topics = [other for other in occasion.items if other["kind"] == "business"]
        if not there or not topics or not chance.often(0.45 if rule else 0.1):
            return "Nobody had an interest to declare."
        person, topic = chance.one_of(there), chance.one_of(topics)
        row = self.ledger.add(
            "room.Declaration",
            meeting_id=occasion.meeting["id"],
            item_id=topic["id"],
            person_id=person.id,
            nature="actual",
            text=chance.one_of(wording.INTERESTS),
            declared_at=moment,
            recorded_by_id=occasion.minute_taker.id,
        )
        self.ledger.add(
            "room.Exclusion",
            item_id=topic["id"],
            person_id=person.id,
            declaration_id=row["id"],
            reason="Declared an interest.",
            from_at=moment,
            recorded_by_id=occasion.minute_taker.id,
            lifted_at=None,
            lifted_reason="",
        )
        occasion.excuse_from(topic["id"], person, moment)
        self._tell("recorded the declaration", "room.Declaration", row, occasion, moment)
        return "An interest was declared; see the item concerned."

    def _ask_for_interests(self, occasion: Occasion, item: Item) -> None:
        """Where the terms have interests asked for, people say there is none; now and then nobody asks."""
        chance = occasion.chance.part(f"interests/{item['id']}")
        if occasion.plan.charter.first(Declarations) is None or not chance.often(0.93):
            return
        excused = {
            row["person_id"] for row in self.ledger.rows["room.Exclusion"] if row["item_id"] == item["id"]
        }
        for there in occasion.stayed:
            if there.person.id in excused or not _overlaps(there, item):
                continue
            excused.add(there.person.id)
            self.ledger.add(
                "room.Declaration", meeting_id=occasion.meeting["id"], item_id=item["id"],
                person_id=there.person.id, nature="none", text="",
                declared_at=max(there.arrived_at, item["opened_at"]), recorded_by_id=occasion.minute_taker.id,
            )  # fmt: skip

    def _tell(
        self, verb: str, label: str, row: dict[str, Any], occasion: Occasion, when: datetime, **details: Any
    ) -> None:
        self.ledger.tell(
            verb, label, row["id"], by=occasion.minute_taker, when=when, group_id=occasion.plan.id, **details
        )


def _moment(item: Item, share: float) -> datetime:
    """A moment within an item's time."""
    begins: datetime = item["opened_at"]
    moment: datetime = begins + (item["closed_at"] - begins) * share
    return moment.replace(microsecond=0)


def _welcome(occasion: Occasion) -> str:
    away = [answer.person.name for answer in occasion.answers if answer.outcome == "excused"]
    if not away:
        return "The chair welcomed everybody. There were no apologies."
    return f"The chair welcomed everybody. Apologies came from {', '.join(away)}."


def _approval(occasion: Occasion, item: Item, approves: bool) -> str:
    if approves and occasion.quorum(item["opened_at"]).met is not False:
        return "The minutes of the last meeting were agreed as a true record."
    if approves:
        return "Without a quorum the minutes of the last meeting could not be agreed."
    return "There were no minutes to agree."


def _overlaps(there: Stayed, item: Item) -> bool:
    """Whether somebody was there for some of an item."""
    return bool(there.arrived_at < item["closed_at"] and there.left_at > item["opened_at"])
