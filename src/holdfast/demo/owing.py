"""Fills the ledger of a written world from its facts, and has people say what they did, in time or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from holdfast.demo.world.chance import Chance
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.obligations.escalation.models import Escalation, EscalationEntry
from holdfast.obligations.escalation.proposing import follow_up
from holdfast.obligations.ledger.kinds import kind_of
from holdfast.obligations.ledger.models import Evidence, Obligation, ObligationEntry
from holdfast.obligations.ledger.operations import settle_everything
from holdfast.obligations.ledger.sweeping import sweep
from holdfast.obligations.ledger.writing import STATEMENT

Entry = ObligationEntry.Kind
# Of what people say that they did: in time, late, waived by the chair; the rest is still open.
IN_TIME, LATE, WAIVED = 0.82, 0.09, 0.02
# What was missed longer ago than this was made good or waived: only lately missed things are still open.
FORGIVING = timedelta(days=100)
SAID = {
    "report": ("Sent to the Board's office.", "Given at the Board's meeting.", "Sent with the papers."),
    "review": ("Gone through; two seats to be looked at again.", "Reviewed, nothing to change."),
    "attestation": ("I confirm it.", "Yes.", "Read and confirmed."),
    "attested": ("Asked of everybody at the end of the meeting.", "Confirmed at the meeting."),
    "after-meeting": ("Told the team at its meeting.", "Sent round to managers.", "In the weekly bulletin."),
    "absences": ("Wrote to the Board member.", "Rang, then wrote."),
}
WAIVERS = ("Agreed with the Board that it comes with the next one.", "Overtaken by the review of the group.")
TOO_LATE = ("It cannot be made good any more; noted at the next meeting.",)
DECLINED = "They rang me: it waits for the court's decision."
REPLY = "Thank you for writing. It will be done by the end of next week."
_COLUMNS = [
    *("met_at", "ended_at", "stated_at", "stated_by", "statement"),
    *("waived_at", "waived_by", "waiver_reason"),
]


@dataclass
class Owing:
    """What one partnership owes as of `now`; `chair` waives and decides."""

    chance: Chance
    now: datetime
    chair: UUID
    rows: list[Obligation] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    entries: list[ObligationEntry] = field(default_factory=list)

    def fill(self, groups: Iterable[Group]) -> None:
        """Settle every group, and have people state and waive."""
        with clock.fixed_at(self.now):
            for group in groups:
                settle_everything(group, as_it_happened=True)
        owed = Obligation.objects.filter(ended_at=None, due_at__lt=self.now)
        for row in owed.order_by("due_at", "occasion", "clause"):
            self._draw(row)
        Obligation.objects.bulk_update(self.rows, _COLUMNS, batch_size=1000)
        Evidence.objects.bulk_create(self.evidence, batch_size=1000)
        ObligationEntry.objects.bulk_create(self.entries, batch_size=1000)

    def _draw(self, row: Obligation) -> None:
        stream = self.chance.part(f"{row.kind}/{row.clause}/{row.occasion}/{row.owner_key}")
        drawn = stream.random.random()
        due_at = row.due_at or self.now
        is_old = due_at < self.now - FORGIVING
        if kind_of(row.kind).may_be_stated and drawn < IN_TIME + LATE:
            hours = stream.between(2, 60)
            is_late = drawn > IN_TIME
            at = due_at + timedelta(hours=hours * 3) if is_late else due_at - timedelta(hours=hours)
            self._state(row, stream, min(max(at, row.began_at), self.now))
        elif is_old or (kind_of(row.kind).may_be_stated and drawn < IN_TIME + LATE + WAIVED):
            self._waive(row, stream, due_at + timedelta(days=stream.between(1, 20)))

    def _state(self, row: Obligation, stream: Chance, at: datetime) -> None:
        row.stated_at = row.met_at = row.ended_at = at
        row.stated_by_id = row.owner_person_id or self.chair
        row.statement = stream.one_of(SAID.get(row.kind, ("Done.",)))
        self.rows.append(row)
        tenant = row.partnership_id
        self.evidence.append(
            Evidence(partnership_id=tenant, obligation=row, kind=STATEMENT, words="a statement", at=at)
        )
        self._enter(row, Entry.STATED, at, row.stated_by_id, row.statement)
        self._enter(row, Entry.MET, at, row.stated_by_id)

    def _waive(self, row: Obligation, stream: Chance, at: datetime) -> None:
        row.waived_at = row.ended_at = min(at, self.now)
        row.waived_by_id = self.chair
        row.waiver_reason = stream.one_of(WAIVERS if kind_of(row.kind).may_be_stated else TOO_LATE)
        self.rows.append(row)
        self._enter(row, Entry.WAIVED, row.waived_at, self.chair, row.waiver_reason)

    def _enter(self, row: Obligation, kind: Entry, at: datetime, by: UUID | None, text: str = "") -> None:
        self.entries.append(
            ObligationEntry(
                partnership_id=row.partnership_id, obligation=row, kind=kind, at=at, by_id=by, text=text
            )
        )

    def go_up(self) -> None:
        """What is still missed is proposed for the ladder; some of that was decided, sent and answered."""
        for days in range(FORGIVING.days, -1, -1):
            with clock.fixed_at(self.now - timedelta(days=days)):
                sweep()
        steps = Escalation.objects.filter(state="proposed")
        steps = steps.select_related("obligation")
        for number, step in enumerate(steps.order_by("obligation__due_at", "obligation__occasion")):
            if number % 3 < 2:
                self._decided(step, is_declined=number % 6 == 1, is_answered=number % 6 == 3)

        with clock.fixed_at(self.now):
            follow_up()

    def _decided(self, step: Escalation, *, is_declined: bool, is_answered: bool) -> None:
        at = min(step.proposed_at + timedelta(days=1, hours=10), self.now)
        step.decided_at, step.decided_by_id = at, self.chair
        step.state, step.version = Escalation.State.SENT, 1
        if is_declined:
            step.state, step.decline_reason = Escalation.State.DECLINED, DECLINED
        else:
            step.sent_at, step.sent_how = at, Escalation.How.EMAIL
            step.again_on = (at + timedelta(days=14)).date()
            step.addressee = step.addressee or "The duty manager"
        if is_answered:
            step.state, step.reply = Escalation.State.REPLIED, REPLY
            step.acknowledged_at = step.replied_at = min(at + timedelta(days=1), self.now)
        step.save()
        text = DECLINED if is_declined else f"By email to {step.addressee}"
        self._step_entry(step, "declined" if is_declined else "sent", at, text)
        if is_answered and step.replied_at is not None:
            self._step_entry(step, "replied", step.replied_at, REPLY)

    def _step_entry(self, step: Escalation, what: str, at: datetime, text: str) -> None:
        EscalationEntry.objects.create(
            partnership_id=step.partnership_id, escalation=step, what=what, text=text, at=at, by_id=self.chair
        )
