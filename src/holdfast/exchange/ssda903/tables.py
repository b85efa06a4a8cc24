"""The three tables of an SSDA903 return that matter here, as they stand in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from holdfast.exchange.problems import Problem

MISSING_COLUMNS = ("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END")
HEADER_COLUMNS = ("CHILD", "DOB")
EPISODE_COLUMNS = ("CHILD", "DECOM", "DEC")
TYPES = {"M": "missing", "A": "away"}


@dataclass(slots=True)
class MissingRow:
    """A row of `Missing` as written, what could be read of it, and everything that is wrong with it."""

    number: int
    child: str
    birth: str
    kind: str
    start: str
    end: str
    born_on: date | None = None
    began_on: date | None = None
    ended_on: date | None = None
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, number: int, cells: Sequence[str]) -> MissingRow:
        """From its five cells, in the order of the official columns."""
        child, birth, kind, start, end = cells
        return cls(number, child, birth, kind, start, end)

    @property
    def is_period(self) -> bool:
        """Whether start and end are days in their order, so that it can be compared with others."""
        return self.began_on is not None and (
            self.ended_on >= self.began_on if self.ended_on else not self.end
        )

    def as_written(self) -> dict[str, str]:
        """Its cells by column."""
        cells = (self.child, self.birth, self.kind, self.start, self.end)
        return dict(zip(MISSING_COLUMNS, cells, strict=True))

    def add(self, code: str, sentence: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(code, sentence))


@dataclass(slots=True)
class HeaderRow:
    """A child in the header: `sex` and `ethnic` as coded there."""

    number: int
    child: str
    birth: str
    born_on: date | None
    sex: str = ""
    ethnic: str = ""
    upn: str = ""
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CareEpisode:
    """A child in one placement under one legal status, from a day and perhaps to one."""

    child: str
    from_on: date
    to_on: date | None


@dataclass(frozen=True)
class Return:
    """What was given; `header` and `care` are None where there was no such file."""

    missing: Sequence[MissingRow]
    header: Mapping[str, HeaderRow] | None = None
    care: Mapping[str, Sequence[CareEpisode]] | None = None
