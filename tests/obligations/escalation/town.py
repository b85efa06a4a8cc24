"""Something missed by Paul of the police in Harbour group, chaired by Grace; Bola keeps the ladders."""

from __future__ import annotations

from datetime import date

from holdfast.kernel import clock
from holdfast.obligations.escalation.models import Escalation, Rung, Step
from holdfast.obligations.escalation.operations import add_rung, send_step
from holdfast.obligations.escalation.operations.ladders import Contact
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.operations import settle
from holdfast.obligations.ledger.promises import Party
from holdfast.obligations.ledger.sweeping import sweep
from holdfast.stewardship.access.actor import Actor, Standing
from holdfast.stewardship.access.permissions import Role
from tests.factories import give_office, make_actor
from tests.groups.world import Fernshire
from tests.obligations.ledger.invented import Facts, Promised, later


class Town:
    """The place, its facts, and what is done again and again."""

    def __init__(self, place: Fernshire, facts: Facts) -> None:
        self.place, self.facts = place, facts
        give_office(place.grace, place.group, "chair")

    @property
    def chair(self) -> Actor:
        return make_actor(self.place.grace, Standing(Role.CHAIR, self.place.group.pk))

    def rung(self, step: Step, name: str, **extra: object) -> Rung:
        """Somebody on the ladder of the police, or as the Independent Chair."""
        agency = None if step == Step.INDEPENDENT_CHAIR else self.place.police
        return add_rung(
            by=self.place.manager, agency=agency, step=step,
            contact=Contact(name=name, **extra), from_on=date(2025, 1, 1),  # type: ignore[arg-type]
        )  # fmt: skip

    def missed(self, owner: Party | None = None) -> tuple[Promised, Obligation]:
        """Something owed by Paul, in two working days."""
        paul = Party(agency_id=self.place.police.pk, person_id=self.place.paul.pk)
        one = self.facts.add(owner=owner or paul)
        settle("invented", [one.id], group=self.facts.group, by=None)
        return one, Obligation.objects.get(cause_id=one.id)

    def swept(self, days: float) -> list[Escalation]:
        """The sweep so many days on, and every step since."""
        with clock.fixed_at(later(days=days)):
            sweep()
        return list(Escalation.objects.order_by("proposed_at"))

    def send(self, step: Escalation, day: date | None = None) -> Escalation:
        """The chair sends a step as it was drafted."""
        return send_step(
            step.pk, by=self.chair, addressee=step.addressee or "Somebody", title="", email="",
            subject=step.subject, body=step.body, how="email", sent_on=day or clock.today(),
            reply_due_on=None,
        )  # fmt: skip
