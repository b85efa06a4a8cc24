"""What every rule answers with: met or not, why, and by which clause."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn, Self


class Refused(Exception):
    """A rule does not allow an act; the message is the sentence that the user reads."""

    def __init__(self, finding: "Finding") -> None:
        super().__init__(finding.reason)
        self.finding = finding


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A rule's answer. `met` is None where the terms state no rule; such a finding refuses nothing."""

    met: bool | None
    reason: str
    clauses: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def require(self) -> Self:
        """Return this finding, or raise `Refused` with its reason when the rule is not met."""
        if self.met is False:
            raise Refused(self)
        return self


def refuse(reason: str, *clauses: str) -> NoReturn:
    """Raise `Refused` with the sentence that the user reads."""
    raise Refused(Finding(met=False, reason=reason, clauses=clauses))


def listed(parts: Iterable[str], last: str = "and") -> str:
    """Join words as a person says them: 'police, health and social care'."""
    words = list(parts)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, thing: str, things: str | None = None) -> str:
    """Say a number with its thing: '1 member', '2 members', '2 agencies'."""
    if number == 1:
        return f"1 {thing}"
    return f"{number} {things or plural(thing)}"


def plural(thing: str) -> str:
    """The plural of an ordinary English noun of this field."""
    if thing.endswith("y") and thing[-2:] not in ("ay", "ey", "oy"):
        return f"{thing[:-1]}ies"
    return f"{thing}es" if thing.endswith(("s", "x", "ch", "sh")) else f"{thing}s"
