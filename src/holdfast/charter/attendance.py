"""Attendance against the expected share, absences in a row, and what follows step by step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .findings import AttendanceFinding
from .model import Charter
from .room import Presence


@dataclass(frozen=True, kw_only=True)
class PastMeeting:
    """Who came to one meeting. Seats in `vacant` are not judged; `apologies` are seats that sent theirs."""

    on: date
    present: tuple[Presence, ...] = ()
    apologies: frozenset[str] = frozenset()
    vacant: frozenset[str] = frozenset()
    is_extraordinary: bool = False
    was_held: bool = True


def assess_attendance(
    charter: Charter, history: Sequence[PastMeeting], *, as_of: date | None = None
) -> AttendanceFinding:
    """Judge every seat (or person, agency, group) against the share expected; absences judged per seat.

    `as_of` is the London date at which a rolling period ends, by default the last meeting's.
    """
    raise NotImplementedError
