"""What the facts say should stand in the ledger, as plain values: sources answer with these, rows follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from holdfast.kernel.clocks import Due


@dataclass(frozen=True, slots=True)
class Party:
    """Who owes, or to whom it is owed: an office, seat, agency, person, group or a body outside.

    An office or seat is one of the obligation's own group, unless `group_id` names another. With neither, and
    a `group_id`, the whole group is meant. An action has both an agency and, as a rule, a person of it.
    """

    office: str = ""
    seat: str = ""
    agency_id: UUID | None = None
    person_id: UUID | None = None
    group_id: UUID | None = None
    body: str = ""

    @property
    def key(self) -> str:
        """One text for one party, by which an obligation is found again."""
        parts = (
            ("office", self.office),
            ("seat", self.seat),
            ("agency", self.agency_id),
            ("person", self.person_id),
            ("group", self.group_id),
            ("body", self.body),
        )
        return " ".join(f"{name}:{value}" for name, value in parts if value)


NOBODY = Party()


@dataclass(frozen=True, slots=True)
class Proof:
    """One row that proves it: `kind` is a model's label such as 'minutes.minutes', `words` how it is said.

    No name, note or other text of a child may stand in `words`: the ledger is read more widely than a record.
    """

    kind: str
    id: UUID | None
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """When a promise was kept (UTC), and what proves it: at least one row."""

    at: datetime
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One promise on one occasion to be kept by one owner.

    `cause_id` is the row whose operations raise and meet it (a meeting, an action, the group). `occasion`
    tells apart the occasions of one kind, clause and owner in a group and never changes for one occasion.
    `due` is None where neither the terms nor anybody has set a time. `says` is what is owed, as a sentence
    without a full stop, without a child's identity. `subject` is what it is about, as (label, id).
    """

    kind: str
    cause_id: UUID
    occasion: str
    owner: Party
    says: str
    began_at: datetime
    began_with: str
    due: Due | None = None
    period: str = ""
    clause: str = ""
    owed_to: Party = NOBODY
    subject: tuple[str, UUID] | None = None
    kept: Kept | None = None

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What makes it the same obligation however its words, times and state change."""
        return (self.kind, self.clause, self.occasion, self.owner.key)


@dataclass(frozen=True, slots=True)
class Governed:
    """A promise with the version of the terms that it is judged by (None where the group has none)."""

    promise: Promise
    terms_id: UUID | None = field(default=None)
