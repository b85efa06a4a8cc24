"""Meeting dates from the schedule with their deadlines, moved off bank holidays and Board dates."""

from collections.abc import Iterable, Mapping
from datetime import date

from holdfast.kernel.finding import Finding
from holdfast.kernel.working_days import ENGLAND_AND_WALES, WorkingDays

from .findings import ProposedMeeting
from .model import Charter


def propose_meetings(
    charter: Charter,
    start: date,
    count: int,
    *,
    avoid: Mapping[date, str] | Iterable[date] = (),
    holidays: WorkingDays = ENGLAND_AND_WALES,
) -> tuple[ProposedMeeting, ...]:
    """The next `count` meetings on or after `start`; `avoid` are dates taken (by name, such as a Board's).

    Empty where the terms state no schedule.
    """
    raise NotImplementedError


def assess_extraordinary(
    charter: Charter,
    *,
    office: str | None = None,
    members_asking: int = 0,
    notice_on: date | None = None,
    meeting_on: date | None = None,
    reason: str = "",
    holidays: WorkingDays = ENGLAND_AND_WALES,
) -> Finding:
    """Whether an extra meeting may be called by this office or by so many members, with this notice."""
    raise NotImplementedError
