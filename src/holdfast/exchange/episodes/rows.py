"""A row of a spreadsheet of episodes: as written, what could be read of it, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from holdfast.exchange.episodes.maps import WHO
from holdfast.exchange.problems import Problem


@dataclass(slots=True)
class EpisodeRow:
    """`written` are its cells by heading; `who` the numbers and names that say which child it is about.

    Instants are in UTC; where only a day is known it is that London day's first moment, and `is_..._known`
    is false.
    """

    number: int
    written: dict[str, str] = field(default_factory=dict)
    who: dict[str, str] = field(default_factory=dict)
    born_on: date | None = None
    kind: str = ""
    began_at: datetime | None = None
    is_began_known: bool = True
    ended_at: datetime | None = None
    is_ended_known: bool = True
    is_open: bool = True
    last_seen_at: datetime | None = None
    more: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def child(self) -> str:
        """What the file calls the child: a number or reference, never a name."""
        return next((self.who[key] for key in WHO if self.who.get(key)), "")

    @property
    def child_key(self) -> str:
        """What rows about the same child share, as far as one file tells."""
        if self.child:
            return self.child.casefold()
        name = " ".join(self.who.get(key, "") for key in ("given_names", "family_name")).casefold()
        return f"{name} {self.born_on}" if name.strip() else ""

    def as_written(self) -> dict[str, str]:
        """Its cells by heading."""
        return self.written

    def add(self, code: str, sentence: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(code, sentence))
