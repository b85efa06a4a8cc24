"""The kinds of thing that people are told of: their titles are all the words that a message can hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from holdfast.obligations.ledger.kinds import Kind, kinds

_TITLE = re.compile(r"[A-Z][A-Za-z0-9 ,’'()/-]{1,78}")
_SLUG = re.compile(r"[a-z][a-z0-9-]{0,59}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKind:
    """A kind of thing to be told of, declared once by the app that owns it, in words fixed in its code.

    `title` is its name in lists of counts ('Minutes to check'). `route` is the page of one of it, which takes
    the subject's id as its only argument; none leads to the list of everything. `always_at_once`: nobody can
    put it off to the morning (casework's most pressing).
    """

    key: str
    title: str
    route: str = ""
    always_at_once: bool = False

    def __post_init__(self) -> None:
        """Refuse at start-up what could hardly be a title, such as a sentence about somebody."""
        if not _SLUG.fullmatch(self.key) or not _TITLE.fullmatch(self.title):
            raise ValueError(f"{self.key!r} needs a short plain title, not {self.title!r}")


# For rows of a kind that a newer or older version of the product knew.
UNKNOWN = NoticeKind(key="other", title="Something else")
_kinds: dict[str, NoticeKind] = {}


def register_notice_kind(kind: NoticeKind) -> NoticeKind:
    """Make a kind known; called in an app's `ready`. Twice the same changes nothing."""
    if _kinds.setdefault(kind.key, kind) != kind:
        raise ValueError(f"two kinds of notice are called {kind.key}")
    return kind


def known_kind(key: str) -> NoticeKind:
    """The kind with this key, of notice or of obligation; KeyError when no app declared it."""
    return _kinds[key] if key in _kinds else _of_ledger(kinds()[key])


def kind_for(key: str) -> NoticeKind:
    """The kind with this key, or `UNKNOWN`."""
    try:
        return known_kind(key)
    except KeyError:
        return UNKNOWN


def _of_ledger(kind: Kind) -> NoticeKind:
    """A kind of obligation is one of notice too; what is urgent there cannot be put off here."""
    return NoticeKind(
        key=kind.key, title=kind.title, route="ledger:obligation", always_at_once=kind.is_urgent
    )
