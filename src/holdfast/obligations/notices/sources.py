"""Who knows what people owe: a source asked for each person when their digest is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from holdfast.stewardship.tenancy.models import Person


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that a person owes: a kind of notice by its key, which one, and when it is due (UTC).

    Without a due time it is merely new.
    """

    kind: str
    subject_id: UUID
    due_at: datetime | None

    def is_overdue(self, now: datetime) -> bool:
        """Whether its time has passed."""
        return self.due_at is not None and self.due_at < now


# Asked within the person's own need-to-know context: what is hidden from them is not even counted.
OwedBefore = Callable[[Person, datetime], Iterable[Owed]]
_sources: dict[str, OwedBefore] = {}


def register_notice_source(name: str, owed_before: OwedBefore) -> None:
    """Have a source asked: all that the person owes still, overdue or due before the instant."""
    _sources[name] = owed_before


def owed_by(person: Person, until: datetime) -> list[Owed]:
    """What every source says that the person owes, each thing of a kind once."""
    found = {(one.kind, one.subject_id): one for ask in _sources.values() for one in ask(person, until)}
    return list(found.values())
