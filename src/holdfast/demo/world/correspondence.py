"""What the group has been sent and has sent: a task from above, a late answer, and some that are settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from holdfast.demo.world.ledger import Ledger, Someone, at
from holdfast.demo.world.seating import GroupPlan


@dataclass(frozen=True)
class Letter:
    """One thing sent, and what became of it: so many days ago each; None did not happen."""

    kind: str
    title: str
    text: str
    is_sent_by_us: bool
    with_board: bool
    sent: int
    wanted: int
    received: int | None = None
    answered: int | None = None
    closed: int | None = None
    answer: str = ""


LETTERS = (
    Letter(
        "task", "Map the hotels that host unaccompanied young people",
        "List the hotels and short-let flats that agencies worry about, and say which of them had a visit"
        " since the summer.",
        is_sent_by_us=False, with_board=False, sent=9, wanted=-12,
    ),
    Letter(
        "request", "How quickly feedback reaches practitioners",
        "The Board asks how often practitioners hear back within two working days, and what is in the way.",
        is_sent_by_us=False, with_board=True, sent=33, wanted=6, received=31,
    ),
    Letter(
        "concern", "Return interviews are held too late",
        "Fewer than half of the interviews that fell due in the last quarter were held in time. The group"
        " cannot mend this by itself: the contract needs more interviewers at weekends.",
        is_sent_by_us=True, with_board=True, sent=41, wanted=2, received=38, answered=3,
        answer="The Board has agreed two more weekend interviewers from next month, and wants the figures"
        " again in three months.",
    ),
    Letter(
        "learning", "What the summer's audit taught us about taxi firms",
        "Drivers recognised the signs, but did not know whom to ring. A card with one number worked.",
        is_sent_by_us=True, with_board=False, sent=70, wanted=50, received=66, answered=60, closed=55,
        answer="Thank you. The card goes into the licensing pack.",
    ),
)  # fmt: skip


class Correspondence:
    """The matters of one group, with the group above it where there is one, and its Board."""

    def __init__(self, ledger: Ledger, plan: GroupPlan, manager: Someone) -> None:
        self.ledger, self.plan, self.manager = ledger, plan, manager
        groups = [row["id"] for row in ledger.rows["groups.Group"]]
        self.above: UUID | None = groups[-2] if len(groups) > 1 else None
        self.board: UUID = ledger.rows["groups.Board"][0]["id"]

    def write(self) -> None:
        """Everything sent, and that other partnerships can write to the group."""
        for letter in LETTERS:
            if letter.with_board or self.above is not None:
                self._letter(letter)
        opened_at = at(self.ledger.today - timedelta(days=120), time(10, 30))
        self.ledger.add(
            "concerns.PublishedGroup", group_id=self.plan.id, opened_at=opened_at,
            opened_by_id=self.manager.id, closed_at=None, closed_by_id=None,
        )  # fmt: skip

    def _letter(self, letter: Letter) -> None:
        there = {"board_id": self.board} if letter.with_board else {"group_id": self.above}
        here: dict[str, UUID | None] = {"group_id": self.plan.id}
        ways = ("from", "to") if letter.is_sent_by_us else ("to", "from")
        sides = {f"{way}_{name}": pk for way, side in zip(ways, (here, there), strict=True)
                 for name, pk in side.items()}  # fmt: skip
        steps = self._steps(letter)
        instants: dict[str, Any] = {name: when for name, when, _, _ in steps}
        row = self.ledger.add(
            "concerns.Matter", kind=letter.kind, title=letter.title, text=letter.text, clause="",
            wanted_on=self.ledger.today - timedelta(days=letter.wanted), state=steps[-1][0],
            sent_at=instants["sent"], received_at=instants.get("received"),
            answered_at=instants.get("answered"), ended_at=instants.get("closed"),
            version=len(steps) - 1, **sides,
        )  # fmt: skip
        for name, when, by, text in steps:
            self._enter(row["id"], name, when, by, text)

    def _steps(self, letter: Letter) -> list[tuple[str, Any, Someone, str]]:
        """Each step with its instant and whoever took it."""
        days = {"sent": letter.sent, "received": letter.received, "answered": letter.answered}
        steps = []
        for name, ago in {**days, "closed": letter.closed}.items():
            if ago is not None:
                day = _working_day(self.ledger.today - timedelta(days=ago))
                is_ours = letter.is_sent_by_us == (name in ("sent", "closed"))
                by = self.plan.chair_on(day) if is_ours else self.manager
                steps.append((name, at(day, time(10, 5)), by, letter.answer if name == "answered" else ""))
        return steps

    def _enter(self, matter: UUID, name: str, when: Any, by: Someone, text: str) -> None:
        self.ledger.add(
            "concerns.MatterEntry", matter_id=matter, kind=name, text=text, before={}, after={}, at=when,
            by_id=by.id, recorded_at=when,
        )  # fmt: skip
        self.ledger.tell(name, "concerns.Matter", matter, by=by, when=when, group_id=self.plan.id)


def _working_day(day: date) -> date:
    """The day, or the Friday before."""
    return day - timedelta(days=max(0, day.weekday() - 4))
