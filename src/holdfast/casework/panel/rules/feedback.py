"""Who hears what after a meeting: bundles by person, and the words drafted for each child."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Somebody who works with a discussed child, as the child's record has them."""

    professional_id: UUID
    child_id: UUID
    agency_id: UUID
    person_id: UUID | None
    name: str
    email: str = ""
    telephone: str = ""

    @property
    def key(self) -> str:
        """What makes two rows the same person: the person, else the address, else the name in its agency."""
        if self.person_id is not None:
            return f"person {self.person_id}"
        if self.email:
            return f"email {self.email.strip().casefold()}"
        return f"name {self.agency_id} {' '.join(self.name.casefold().split())}"[:320]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One person's bundle: who they are, and which of the discussed children they work with."""

    key: str
    first: Worker
    of_children: tuple[Worker, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What may be passed on of one child's discussion."""

    decisions: tuple[str, ...] = ()
    outcome_sought: str = ""
    is_concluded: bool = True
    actions: tuple[tuple[UUID, str], ...] = field(default=(), metadata={"holds": "agency and words"})


def recipients(workers: Iterable[Worker], *, hidden: frozenset[tuple[UUID, UUID]]) -> list[Recipient]:
    """One for each person, each child once; `hidden` are (child, person) pairs kept apart by a conflict."""
    of: dict[str, dict[UUID, Worker]] = {}
    for worker in workers:
        if worker.person_id is not None and (worker.child_id, worker.person_id) in hidden:
            continue
        of.setdefault(worker.key, {}).setdefault(worker.child_id, worker)
    return [
        Recipient(key=key, first=next(iter(mine.values())), of_children=tuple(mine.values()))
        for key, mine in of.items()
    ]


def draft(heard: Heard, worker: Worker) -> str:
    """What one professional is told of one child: decisions, the outcome sought, their own agency's actions.

    What agencies contributed stays with the meeting; actions of other agencies are only counted.
    """
    own = [words for agency, words in heard.actions if agency == worker.agency_id]
    others = len(heard.actions) - len(own)
    lines = [
        *_part("Decided", heard.decisions or (_nothing(heard),)),
        *_part("What is hoped for", (heard.outcome_sought,) if heard.outcome_sought else ()),
        *_part("For your agency to do", own),
    ]
    if others:
        lines.append(f"Other agencies have {others} {'action' if others == 1 else 'actions'}.")
    return "\n".join(lines)


def _nothing(heard: Heard) -> str:
    return "Nothing was changed." if heard.is_concluded else "Nothing yet: the next meeting goes on with it."


def _part(title: str, words: Sequence[str]) -> list[str]:
    return [f"{title}:", *(f"- {one}" for one in words)] if words else []
