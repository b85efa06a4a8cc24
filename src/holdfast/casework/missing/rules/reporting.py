"""Everything that is said of an episode when it is recorded or corrected, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, Self

from holdfast.casework.missing.rules.episodes import GRADES, Times
from holdfast.kernel.causes_and_risks import TITLES
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import Finding, listed


@dataclass(frozen=True, kw_only=True)
class EpisodeFacts:
    """What is known of an episode; instants in UTC, a date alone as midnight in London.

    An end before its beginning, in the hour that comes twice in an autumn night, is of the second time.
    """

    began_at: datetime
    is_began_known: bool = True
    kind: str = "missing"
    gone_from: str = "not-known"
    reported_at: datetime | None = None
    reported_by: str = ""
    last_seen_at: datetime | None = None
    last_seen_where: str = ""
    ended_at: datetime | None = None
    is_ended_known: bool = True
    found_where: str = ""
    found_by: str = ""
    found_state: str = ""
    circumstances: str = ""
    reasons: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    grade: str = ""
    external_reference: str = ""

    def __post_init__(self) -> None:
        if self.ended_at is not None and self.ended_at < self.began_at:
            object.__setattr__(self, "ended_at", _in_turn(self.began_at, self.ended_at))

    @property
    def times(self) -> Times:
        """When it began and ended, for the rules."""
        return Times.of(self)

    @classmethod
    def of(cls, row: Any) -> Self:
        """Those of a row as it stands."""
        said: dict[str, Any] = {name: getattr(row, name) for name in FIELDS}
        for name, value in said.items():
            said[name] = tuple(value) if isinstance(value, list) else value
        return cls(**said)

    def columns(self) -> dict[str, Any]:
        """As the columns of a row."""
        said = ((name, getattr(self, name)) for name in FIELDS)
        return {name: list(value) if isinstance(value, tuple) else value for name, value in said}


def _in_turn(began_at: datetime, ended_at: datetime) -> datetime:
    second = ended_at.astimezone(LONDON).replace(fold=1).astimezone(UTC)
    return second if second >= began_at else ended_at


FIELDS = tuple(field.name for field in fields(EpisodeFacts))


def changes(before: EpisodeFacts, after: EpisodeFacts) -> tuple[dict[str, Any], dict[str, Any]]:
    """What differs, as JSON values: what stood before, and what stands after."""
    old, new = before.columns(), after.columns()
    differing = [name for name in FIELDS if old[name] != new[name]]
    return _as_json(old, differing), _as_json(new, differing)


def as_json(facts: EpisodeFacts) -> dict[str, Any]:
    """Everything that was said, without what was left empty."""
    return columns_as_json(facts.columns())


def columns_as_json(columns: Mapping[str, Any]) -> dict[str, Any]:
    """The same, of the columns of a row."""
    return {name: _plain(value) for name, value in columns.items() if value not in ("", None, [])}


def _as_json(values: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: _plain(values[name]) for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def assess_codes(facts: EpisodeFacts) -> Finding:
    """Whether the reasons and the grade are ones that the lists have."""
    unknown = [key for key in facts.reasons if key not in TITLES]
    if facts.grade and facts.grade not in GRADES:
        unknown.append(facts.grade)
    if unknown:
        return Finding(met=False, reason=f"The lists of codes do not have {listed(unknown)}.")
    return Finding(met=True, reason="Every code is in its list.")
