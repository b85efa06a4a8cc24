"""One NRM referral with its decisions and their clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from holdfast.casework.referrals.models import MechanismEntry, MechanismReferral
from holdfast.casework.referrals.promises import clocks_in_use
from holdfast.casework.referrals.queries.of_child import entry_words
from holdfast.casework.referrals.rules import trafficking
from holdfast.kernel.clocks import Due
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


@dataclass(frozen=True)
class DecisionShown:
    """One of the two decisions: what it was, or when it is due and how that was counted."""

    title: str
    decision: str
    decided_on: date | None
    due: Due | None
    not_before: date | None
    is_owed: bool

    @property
    def is_late(self) -> bool:
        """Whether it came after the day on which it was due."""
        return bool(self.due and self.decided_on and self.decided_on > self.due.on)


@dataclass(frozen=True)
class MechanismPage:
    """What the page prints."""

    mechanism: MechanismReferral
    decisions: tuple[DecisionShown, ...]
    entries: tuple[tuple[str, MechanismEntry], ...]
    may_keep: bool
    may_conclude: bool


def mechanism_page(actor: Actor, row: MechanismReferral) -> MechanismPage:
    """Two queries."""
    clocks = clocks_in_use()
    may_keep = actor.may(Permission.KEEP_REFERRALS, row.group_id) and row.withdrawn_on is None
    entries = row.entries.select_related("by")
    return MechanismPage(
        mechanism=row,
        decisions=(_reasonable(row, clocks), _conclusive(row, clocks)),
        entries=tuple((entry_words(entry.kind), entry) for entry in entries),
        may_keep=may_keep,
        may_conclude=may_keep and row.reasonable == trafficking.Decision.POSITIVE,
    )


def _reasonable(row: MechanismReferral, clocks: trafficking.Clocks) -> DecisionShown:
    return DecisionShown(
        title="Reasonable grounds",
        decision=row.get_reasonable_display(),
        decided_on=row.reasonable_on,
        due=trafficking.reasonable_due(row.route, row.referred_at, clocks),
        not_before=None,
        is_owed=not row.reasonable and row.withdrawn_on is None,
    )


def _conclusive(row: MechanismReferral, clocks: trafficking.Clocks) -> DecisionShown:
    is_owed = trafficking.is_conclusive_owed(row.route, row.reasonable)
    return DecisionShown(
        title="Conclusive grounds",
        decision=row.get_conclusive_display(),
        decided_on=row.conclusive_on,
        due=trafficking.conclusive_due(row.route, row.referred_at, clocks),
        not_before=trafficking.not_before(row.route, row.reasonable_on, clocks),
        is_owed=is_owed and not row.conclusive and row.withdrawn_on is None,
    )
