"""A row of any file in one form: which child it is about, and what it says of one episode."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from holdfast.casework.missing.rules.reporting import FIELDS, EpisodeFacts
from holdfast.exchange.problems import Problem


@dataclass(frozen=True, slots=True)
class Number:
    """A number by which an agency knows a child; `value` as compared."""

    kind: str
    value: str
    written: str
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class FileChild:
    """A child as a file describes it. `key` is what all its rows in that file share."""

    key: str
    numbers: tuple[Number, ...] = ()
    reference: str = ""
    given_names: str = ""
    family_name: str = ""
    born_on: date | None = None
    sex: str = ""
    ethnic_group: str = ""
    is_looked_after: bool | None = None

    @property
    def has_name(self) -> bool:
        """Whether it is known by name and date of birth."""
        return bool(self.given_names and self.family_name and self.born_on)

    def as_json(self) -> dict[str, Any]:
        """As a waiting row keeps it."""
        return {**asdict(self), "born_on": self.born_on.isoformat() if self.born_on else None}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> FileChild:
        """From what a waiting row kept."""
        born = date.fromisoformat(data["born_on"]) if data["born_on"] else None
        numbers = tuple(Number(**one) for one in data["numbers"])
        return cls(**{**data, "born_on": born, "numbers": numbers})


@dataclass(slots=True)
class Incoming:
    """`label` is what the file calls the child, never a name; `facts` is None where none can be read."""

    number: int
    label: str
    child: FileChild
    facts: EpisodeFacts | None
    write: Callable[[], Mapping[str, str]]
    problems: list[Problem] = field(default_factory=list)

    @property
    def written(self) -> Mapping[str, str]:
        """Its cells by heading; asked only of rows that are kept."""
        return self.write()

    @property
    def waits(self) -> bool:
        """Whether somebody has to settle it first."""
        return self.facts is None or any(problem.makes_it_wait for problem in self.problems)

    @property
    def fingerprint(self) -> str:
        """The same for a row that says exactly the same in another file."""
        said = "\x1f".join(f"{name}\x1e{text}" for name, text in sorted(self.written.items()))
        return sha256(said.encode()).hexdigest()[:32]


def facts_as_json(facts: EpisodeFacts) -> dict[str, Any]:
    """What is not left empty, instants as ISO text."""
    said = {name: getattr(facts, name) for name in FIELDS}
    return {name: _plain(value) for name, value in said.items() if value not in ("", None, ())}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def facts_from_json(data: Mapping[str, Any]) -> EpisodeFacts:
    """What `facts_as_json` kept."""
    said: dict[str, Any] = {name: _read(name, value) for name, value in data.items()}
    return EpisodeFacts(**said)


def _read(name: str, value: Any) -> Any:
    if name.endswith("_at"):
        return datetime.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
