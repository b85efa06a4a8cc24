"""Where in a charter file something stands, and the faults found there, all collected."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

MOST_FAULTS = 500
Path = tuple[str | int, ...]


class _Invalid:
    """Stands for a value that could not be read; its fault is already recorded."""

    def __repr__(self) -> str:
        return "INVALID"


INVALID: Final[Any] = _Invalid()


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with a charter file, and what was expected there."""

    file: str
    line: int
    clause: str | None
    field: str
    expected: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        clause = f", clause {self.clause}" if self.clause else ""
        return f"{where}{clause}: {self.field + ': ' if self.field else ''}{self.expected}"


class FaultyCharter(Exception):
    """A charter file that cannot be used; `faults` has every reason, in the order of the lines."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True)
class Reference:
    """A name used in the file that must be defined in it."""

    kind: str
    key: str
    place: "Place"


@dataclass
class Findings:
    """What reading one file has found so far; where `is_numbered`, fields are said as 'people[2].seat'."""

    file: str
    lines: Mapping[Path, int]
    is_numbered: bool = False
    faults: list[Fault] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether there are more faults than anyone would read, so that a hostile file costs no more."""
        return len(self.faults) >= MOST_FAULTS


@dataclass(frozen=True)
class Place:
    """A place in the file being read."""

    findings: Findings
    path: Path = ()
    clause: str | None = None

    def at(self, step: str | int) -> "Place":
        """The place one step further in."""
        return replace(self, path=(*self.path, step))

    def in_clause(self, clause: str) -> "Place":
        """The same place, known to be in this clause."""
        return replace(self, clause=clause)

    @property
    def line(self) -> int:
        """The nearest known line, 1 for the first."""
        path = self.path
        while path and path not in self.findings.lines:
            path = path[:-1]
        return self.findings.lines.get(path, 1)

    @property
    def field(self) -> str:
        """The names that lead here, without the clause's own."""
        if self.findings.is_numbered:
            return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path).strip(
                "."
            )
        names = [step for step in self.path if isinstance(step, str) and step not in ("clause", "group")]
        return ".".join(names)

    def fault(self, expected: str) -> Any:
        """Record a fault here and return INVALID."""
        if not self.findings.is_full:
            fault = Fault(self.findings.file, self.line, self.clause, self.field[:200], expected[:2000])
            if fault not in self.findings.faults:
                self.findings.faults.append(fault)
        return INVALID

    def refer(self, kind: str, key: str) -> None:
        """Remember that `key` must be defined as a `kind` somewhere in the file."""
        self.findings.references.append(Reference(kind, key, self))
