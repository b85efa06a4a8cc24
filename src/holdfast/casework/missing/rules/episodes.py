"""What the times of an episode may be, and which episodes of one child cannot both be right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from holdfast.casework.children.rules.births import birthday
from holdfast.casework.children.rules.coming_of_age import ADULT
from holdfast.kernel.clock import LONDON, start_of
from holdfast.kernel.finding import Finding
from holdfast.web import words

GRADES = {
    "absent": "No apparent risk",
    "low": "Low risk",
    "medium": "Medium risk",
    "high": "High risk",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When an episode began and ended (UTC). Of a date alone it is that London day's midnight."""

    began_at: datetime
    is_began_known: bool = True
    ended_at: datetime | None = None
    is_ended_known: bool = True
    last_seen_at: datetime | None = None

    @classmethod
    def of(cls, row: Any) -> Times:
        """Those of an episode, or of what is reported of one."""
        return cls(
            began_at=row.began_at,
            is_began_known=row.is_began_known,
            ended_at=row.ended_at,
            is_ended_known=row.is_ended_known,
            last_seen_at=row.last_seen_at,
        )

    @property
    def began_on(self) -> date:
        """The London date on which it began."""
        return self.began_at.astimezone(LONDON).date()

    @property
    def ended_on(self) -> date | None:
        """The London date on which it ended."""
        return self.ended_at.astimezone(LONDON).date() if self.ended_at else None

    @property
    def latest_end(self) -> datetime | None:
        """The last moment at which it can have ended: of a date alone, the end of that day."""
        if self.ended_at is None or self.is_ended_known:
            return self.ended_at
        return midnight_of(self.ended_at.astimezone(LONDON).date() + timedelta(days=1))

    def __str__(self) -> str:
        began = _said(self.began_at, self.is_began_known)
        if self.ended_at is None:
            return f"from {began}, not found yet"
        return f"from {began} to {_said(self.ended_at, self.is_ended_known)}"

    @property
    def brief(self) -> str:
        """The same without days of the week, for lists."""
        began = _said(self.began_at, self.is_began_known, words.short_moment, words.short_day)
        if self.ended_at is None:
            return f"{began}, not found yet"
        return f"{began} to {_said(self.ended_at, self.is_ended_known, words.short_moment, words.short_day)}"


def midnight_of(day: date) -> datetime:
    """The instant (UTC) at which a London day begins."""
    return start_of(day).astimezone(UTC)


def _said(
    at: datetime,
    is_known: bool,
    moment: Callable[[datetime], str] = words.moment,
    day: Callable[[datetime], str] = words.day,
) -> str:
    return moment(at) if is_known else day(at)


@dataclass(frozen=True, slots=True)
class Span:
    """The time in which the child was missing for certain: what no other episode may touch.

    A date alone leaves open when on that day: two episodes of one day are real. `has_end`: the last instant
    belongs to it. The database's constraint asks the same (`models.CertainSpan`).
    """

    first: datetime
    last: datetime | None
    has_end: bool

    def touches(self, other: Span) -> bool:
        """Whether both cannot be right."""
        return self._reaches(other) and other._reaches(self)

    def _reaches(self, other: Span) -> bool:
        if self.last is None or other.first < self.last:
            return True
        return self.has_end and other.first == self.last


def certain_span(times: Times) -> Span | None:
    """The certain part of an episode; None where nothing is certain, as of dates alone on one day."""
    first = times.began_at
    if not times.is_began_known:
        first = midnight_of(times.began_on + timedelta(days=1))
    has_end = not times.is_ended_known
    if times.ended_at is None:
        return Span(first, None, False)
    if first > times.ended_at or (first == times.ended_at and not has_end):
        return None
    return Span(first, times.ended_at, has_end)


def assess_overlap(times: Times, others: Iterable[Times]) -> Finding:
    """Whether the child was not missing already at that time: episodes follow one another."""
    span = certain_span(times)
    for other in others if span else ():
        theirs = certain_span(other)
        if theirs is not None and span is not None and span.touches(theirs):
            return Finding(met=False, reason=_overlapping(times, other))
    return Finding(met=True, reason="No other episode of this child overlaps it.")


def _overlapping(times: Times, other: Times) -> str:
    if other.ended_at is None:
        how = "Record the return from that one first." if times.began_at >= other.began_at else "Give an end."
        return f"An episode {other} is open already, and a child has one at a time. {how}"
    return f"This overlaps the episode {other}. Correct one of them, or end the first when the second begins."


def assess_times(times: Times, now: datetime) -> Finding:
    """Whether the times can be right: nothing yet to come, found after last seen and after it began."""
    if times.began_at > now:
        return _refused("The episode begins in the future. Look at the date and time.")
    if times.last_seen_at is not None and times.last_seen_at > now:
        return _refused("The child was last seen in the future. Look at the date and time.")
    end = times.latest_end
    if times.ended_at is None or end is None:
        return Finding(met=True, reason="The times follow one another.")
    if times.ended_at > now:
        return _refused("The return is in the future. Look at the date and time.")
    if end < times.began_at or (times.ended_on or times.began_on) < times.began_on:
        return _refused("The child is found before the episode begins. Look at both times.")
    if times.last_seen_at is not None and end < times.last_seen_at:
        return _refused("The child is found before being last seen. Look at both times.")
    return Finding(met=True, reason="The times follow one another.")


def assess_grade(grade: str, from_at: datetime, times: Times, now: datetime) -> Finding:
    """Whether an episode can have been graded so from then on."""
    if grade not in GRADES:
        return _refused("Choose a grade.")
    if from_at > now:
        return _refused("The grade begins in the future. Look at the date and time.")
    end = times.latest_end
    if end is not None and from_at > end:
        return _refused("The grade begins after the child was found. Look at the date and time.")
    return Finding(met=True, reason="The grade is one of the list, and its time has come.")


def assess_birth(began_on: date, birth_on: date | None) -> Finding:
    """Whether the child was born by then: an episode cannot begin on or before the day of birth."""
    if birth_on is not None and began_on <= birth_on:
        return _refused(
            f"The episode begins on or before the child's date of birth ({words.day(birth_on)})."
            " Look at the date, or correct the date of birth first."
        )
    return Finding(met=True, reason="The child was born before it began.")


def turned_18_on(times: Times, birth_on: date | None, today: date) -> date | None:
    """The 18th birthday, if it came while the child was missing."""
    if birth_on is None:
        return None
    on = birthday(birth_on, ADULT)
    return on if times.began_on < on <= (times.ended_on or today) else None


def _refused(reason: str) -> Finding:
    return Finding(met=False, reason=reason)
