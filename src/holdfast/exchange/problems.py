"""What can be wrong with a row that comes in: a stable code, a sentence, and whether it has to wait."""

from __future__ import annotations

from dataclasses import dataclass

# With one of these a row cannot become an episode until a person has settled it; with any other it is taken
# as it stands, and the problem is named beside it.
WAITS = frozenset(
    {
        "child-missing", "child-not-in-header", "child-unknown", "child-unclear", "child-may-be-on-record",
        "child-not-seen", "birth-bad", "birth-differs", "birth-differs-from-record", "end-in-future",
        "found-before-last-seen", "start-missing", "start-bad", "end-bad", "type-missing", "type-bad",
        "date-unclear",
        "end-before-start", "start-before-birth", "start-in-future", "overlap", "new-while-open",
        "overlaps-record", "new-while-open-on-record", "ended-on-record", "withdrawn-on-record",
        "kind-differs", "differs-from-record", "not-recorded",
    }
)  # fmt: skip
EMPTY = "empty-row"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a row: `code` never changes, `sentence` is for a person to read."""

    code: str
    sentence: str

    @property
    def makes_it_wait(self) -> bool:
        """Whether somebody has to settle it before the row can be taken."""
        return self.code in WAITS

    def as_json(self) -> dict[str, str]:
        """As reports and tables keep it."""
        return {"code": self.code, "sentence": self.sentence}
