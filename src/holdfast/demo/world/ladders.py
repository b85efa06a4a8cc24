"""Whom each agency's ladder leads to, up to its Board member, and the Independent Chair above all."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from holdfast.demo.world.cast import Cast
from holdfast.demo.world.ledger import Ledger
from holdfast.demo.world.names import Names, mailbox

TITLES = {1: "Line manager", 2: "Assistant director", 3: "Director, and member of the Board"}


class Ladders:
    """The rungs of one partnership; one agency has not said who its higher manager is."""

    def __init__(self, ledger: Ledger, cast: Cast) -> None:
        self.ledger, self.cast = ledger, cast
        self.names = Names(ledger.chance.part("ladders"))

    def write(self, from_on: date) -> None:
        """Everybody on every ladder, from a day on."""
        for number, agency in enumerate(self.cast.agencies.values()):
            for step, title in TITLES.items():
                if (number, step) != (2, 2):
                    self._rung(agency.id, step, title, from_on)
        self._rung(None, 4, "Independent Chair", from_on)

    def _rung(self, agency_id: UUID | None, step: int, title: str, from_on: date) -> None:
        name = self.names.draw()
        self.ledger.add(
            "escalation.Rung", agency_id=agency_id, step=step, person_id=None, name=name, job_title=title,
            email=f"{mailbox(name)}@managers.example", telephone="", answers_for_id=None, from_on=from_on,
            to_on=None, version=0,
        )  # fmt: skip
