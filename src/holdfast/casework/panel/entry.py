"""The rules by which children come onto a case list: each app below answers with children and reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from holdfast.casework.panel.rules.listing import Reason

# (child, key of the reason, its words without a name); a key says more after a colon: `missing:3`.
EntryReasons = Callable[[datetime, datetime], Iterable[tuple[UUID, str, str]]]


@dataclass(frozen=True, slots=True)
class EntryRule:
    """Where reasons come from. `ranks` says which keys are taken earlier; others have the source's own."""

    name: str
    reasons: EntryReasons
    rank: int
    ranks: tuple[tuple[str, int], ...] = ()

    def rank_of(self, key: str) -> int:
        """How early a reason of this key is taken."""
        return next((rank for start, rank in self.ranks if key.startswith(start)), self.rank)


_rules: dict[str, EntryRule] = {}


def register_entry_rule(
    name: str, reasons: EntryReasons, *, rank: int = 50, ranks: Sequence[tuple[str, int]] = ()
) -> None:
    """Let an app name children for the list; the same name again replaces the rule."""
    _rules[name] = EntryRule(name, reasons, rank, tuple(ranks))


def entry_reasons(since: datetime, until: datetime) -> list[Reason]:
    """Every reason of every rule, each key once a child."""
    found: dict[tuple[UUID, str], Reason] = {}
    for rule in sorted(_rules.values(), key=lambda one: (one.rank, one.name)):
        for child_id, key, words in rule.reasons(since, until):
            reason = Reason(child_id, f"{rule.name}:{key}"[:60], words[:500], rule.rank_of(key))
            found.setdefault((child_id, reason.key), reason)
    return list(found.values())
