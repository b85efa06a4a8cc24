"""What the ledger tells the apps above it: that somebody is to be reminded of what they owe."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.kernel.hooks import Hook

if TYPE_CHECKING:
    from holdfast.obligations.ledger.models import Obligation
    from holdfast.stewardship.access.actor import Actor
    from holdfast.stewardship.tenancy.models import Person


@dataclass(frozen=True)
class Reminder:
    """One person to be reminded, once, of everything of theirs that was chased."""

    person: Person
    obligations: tuple[Obligation, ...]


# Obligations were chased; in the same transaction.
on_chased: Hook[[Collection[Reminder], Actor], None] = Hook()
