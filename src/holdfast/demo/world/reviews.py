"""Reviews of a group's terms: those done when they were due, and in some groups one under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from holdfast.charter.meeting import Schedule
from holdfast.charter.quorum_rule import QuorumRule
from holdfast.demo.world.ledger import Ledger, Someone, at
from holdfast.demo.world.seating import GroupPlan
from holdfast.groups.rules.terms import next_review, review_after, terms_review

# Groups whose Board has asked for a review that is now open for comments.
UNDER_WAY = ("west-sussex-meog", "plymouth-mcse")
# Reviews due until so many days ago are done.
RECENT = timedelta(days=20)


@dataclass(frozen=True)
class Said:
    """A comment made so many days ago, on the clause of a kind of rule or on the whole."""

    days_ago: int
    about: type[Any] | None
    text: str
    reply: str = ""
    outcome: str = ""
    settled: str = ""


COMMENTS = (
    Said(
        9, QuorumRule,
        "Two of the agencies named here are hard to get in August. Could the summer meeting be moved instead"
        " of losing its quorum?",
        reply="It happened once in the last three years. I would rather move that one meeting.",
    ),
    Said(
        7, Schedule,
        "Our rotas are fixed three months ahead. It helps if all dates of the year are known in January.",
        outcome="answered", settled="The dates are proposed for the whole year already: see Meetings.",
    ),
    Said(4, None, "Please say in plain words, at the head of the terms, whom a parent can turn to."),
)  # fmt: skip


class TermsReviews:
    """The reviews of one group's terms."""

    def __init__(self, ledger: Ledger, plan: GroupPlan) -> None:
        self.ledger, self.plan = ledger, plan
        self.terms = next(row for row in ledger.rows["groups.Terms"] if row["id"] == plan.terms_id)
        self.clause = terms_review(plan.charter)

    def write(self) -> None:
        """Those done, when the next is due, and perhaps one under way."""
        adopted: date = self.terms["in_force_from"]
        due = next_review(self.plan.charter, adopted)
        while self.clause is not None and due is not None and due < self.ledger.today - RECENT:
            due = review_after(self.clause, self._done(due))
        self.terms["next_review_on"] = due
        if self.plan.area.charter in UNDER_WAY:
            self._under_way(due)

    def _done(self, due: date) -> date:
        """A review that found nothing to change; the day on which that was agreed."""
        opened, ended = due - timedelta(days=40), due - timedelta(days=5)
        chair = self.plan.chair_on(opened)
        closed = {
            "comments_closed_at": at(due - timedelta(days=18), time(16)),
            "comments_closed_by_id": chair.id,
        }
        row = self._review(
            opened, chair, "scheduled", due, due - timedelta(days=20), **closed,
            ended_as="no change", ended_on=ended, ended_at=at(ended, time(15, 30)), ended_by_id=chair.id,
            agreed_by="The group, at its meeting", outcome="The terms still fit what the group does.",
        )  # fmt: skip
        self._tell("ended without change", row["id"], chair, ended)
        return ended

    def _review(
        self, opened: date, chair: Someone, why: str, due: date | None, until: date, **more: Any
    ) -> dict[str, Any]:
        row = self.ledger.add(
            "terms_review.TermsReview",
            group_id=self.plan.id,
            base_id=self.plan.terms_id,
            clause=self.clause.clause if self.clause else "",
            why=why,
            due_on=due,
            comments_until=until,
            opened_at=at(opened, time(10)),
            opened_by_id=chair.id,
            **more,
        )
        self._tell("opened", row["id"], chair, opened)
        return row

    def _tell(self, verb: str, review: UUID, by: Someone, day: date) -> None:
        when = at(day, time(15, 30))
        self.ledger.tell(verb, "terms_review.TermsReview", review, by=by, when=when, group_id=self.plan.id)

    def _under_way(self, due: date | None) -> None:
        today = self.ledger.today
        opened = today - timedelta(days=12)
        board = self.ledger.rows["groups.Board"][0]["name"]
        chair = self.plan.chair_on(opened)
        review = self._review(opened, chair, "asked", due, today + timedelta(days=9), asked_by=board)
        members = [one.person for one in self.plan.tenures if one.covers(today) and one.person.id != chair.id]
        for number, said in enumerate(COMMENTS):
            self._comment(review["id"], said, members[number % len(members)], chair)
        for person in {one.id: one for one in members[len(COMMENTS) : len(COMMENTS) + 2]}.values():
            self.ledger.add(
                "terms_review.ReviewAnswer", review_id=review["id"], person_id=person.id,
                answered_at=at(today - timedelta(days=3), time(14)),
            )  # fmt: skip

    def _comment(self, review: UUID, said: Said, member: Someone, chair: Someone) -> None:
        day = self.ledger.today - timedelta(days=said.days_ago)
        rule = self.plan.charter.first(said.about) if said.about else None
        clause = rule.clause if rule else ""
        row = self._say(review, clause, said.text, member, day, None)
        if said.reply:
            self._say(review, clause, said.reply, chair, day + timedelta(days=1), row["id"])
        if said.outcome:
            self.ledger.add(
                "terms_review.CommentResolution", comment_id=row["id"], outcome=said.outcome,
                text=said.settled, resolved_at=at(day + timedelta(days=2), time(9, 40)),
                resolved_by_id=chair.id,
            )  # fmt: skip

    def _say(
        self, review: UUID, clause: str, text: str, by: Someone, day: date, answers: UUID | None
    ) -> dict[str, Any]:
        return self.ledger.add(
            "terms_review.TermsComment", review_id=review, clause=clause, text=text, author_id=by.id,
            author_name=by.name, made_at=at(day, time(11, 20)), recorded_by_id=by.id, answers_id=answers,
        )  # fmt: skip
