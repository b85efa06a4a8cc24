"""Compares an incoming episode with those on record: new, the same, a change, or in conflict with one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from holdfast.casework.missing.rules.episodes import Times, assess_birth, assess_overlap, midnight_of
from holdfast.casework.missing.rules.reporting import EpisodeFacts
from holdfast.exchange.problems import Problem
from holdfast.kernel.clock import LONDON
from holdfast.web import words

_A_DAY = timedelta(days=1)
# What ended so long before, or begins so long after, is neither the same episode nor touched by it.
NEAR = timedelta(days=2)


class Outcome(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    MATCHED = "matched"
    CHANGED = "changed"
    TRAY = "tray"
    REFUSED = "refused"

    @property
    def words(self) -> str:
        """As a person reads it."""
        said = {"matched": "On record already", "tray": "Waits", "refused": "Refused"}
        return said.get(self.value, self.value.capitalize())


@dataclass(frozen=True, slots=True)
class OnRecord:
    """An episode of the child as it stands; `is_import` while nobody has touched what an import brought.

    `pk` is None for one that an earlier row of the same file will bring.
    """

    pk: UUID | None
    kind: str
    times: Times
    is_import: bool
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """The answer: the outcome, the episode it is about, what it should say, and what is in the way."""

    outcome: Outcome
    episode_id: UUID | None = None
    facts: EpisodeFacts | None = None
    problem: Problem | None = None


def compare(facts: EpisodeFacts, record: Sequence[OnRecord], born_on: date | None) -> Compared:
    """What becomes of the incoming `facts`, given the child's episodes and date of birth on record."""
    times = facts.times
    record = _near(times, record)
    if not record and (born_on is None or times.began_at - _A_DAY > midnight_of(born_on)):
        return Compared(Outcome.ADDED, facts=facts)
    if assess_birth(times.began_on, born_on).met is False:
        return _conflict("start-before-birth", "It starts on or before the date of birth on record.")
    same = _the_same(facts, record)
    if same is not None:
        return _with(facts, same, record)
    standing = [one for one in record if not one.is_withdrawn]
    if (clash := _clash(times, standing)) is not None:
        return clash
    return Compared(Outcome.ADDED, facts=facts)


def _near(times: Times, record: Sequence[OnRecord]) -> list[OnRecord]:
    """Those that may be the same or be touched: the others ended days before, or begin days after."""
    first, last = times.began_at - NEAR, (times.ended_at or times.began_at) + NEAR
    return [
        one
        for one in record
        if (one.times.ended_at is None or one.times.ended_at >= first)
        and (times.ended_at is None or one.times.began_at <= last)
    ]


def _the_same(facts: EpisodeFacts, record: Iterable[OnRecord]) -> OnRecord | None:
    """The episode that begins at the same time, or on the same day where one of them knows only the day.

    Of several the one that is alike in all, then one that was not withdrawn. A row before this one in the
    same file is the same only when it says the same: two rows of one day are two episodes.
    """
    found = [one for one in record if _is_start(facts.times, one.times)]
    found = [one for one in found if one.pk or _is_alike(facts, one)]
    return min(found, key=lambda one: (not _is_alike(facts, one), one.is_withdrawn), default=None)


def _is_alike(facts: EpisodeFacts, one: OnRecord) -> bool:
    return facts.kind == one.kind and _is_end(facts.times, one.times)


def _is_start(one: Times, other: Times) -> bool:
    if one.is_began_known and other.is_began_known:
        return one.began_at == other.began_at
    return one.began_on == other.began_on


def _is_end(one: Times, other: Times) -> bool:
    if one.ended_at is None or other.ended_at is None:
        return one.ended_at is other.ended_at
    if one.is_ended_known and other.is_ended_known:
        return one.ended_at == other.ended_at
    return one.ended_on == other.ended_on


def _with(facts: EpisodeFacts, same: OnRecord, record: Sequence[OnRecord]) -> Compared:
    """What the row says of an episode that is on record."""
    times, held = facts.times, same.times
    if same.is_withdrawn and _is_end(times, held):
        words_ = "This episode was recorded before and withdrawn as an error."
        return _conflict("withdrawn-on-record", words_, same)
    if _is_other_of_the_day(facts, same):
        standing = [one for one in record if not one.is_withdrawn]
        return _clash(times, standing) or Compared(Outcome.ADDED, facts=facts)
    if facts.kind != same.kind:
        return _conflict("kind-differs", "The record has the other type: missing or away.", same)
    if times.ended_at is None and held.ended_at is not None:
        return _conflict("ended-on-record", f"On record it ended on {_day(held.ended_at)}.", same)
    if _is_end(times, held):
        return _finer(facts, same)
    if held.ended_at is None or same.is_import:
        return _changed(facts, same, record)
    return _conflict("differs-from-record", f"On record it ended on {_said(held)}.", same)


def _is_other_of_the_day(facts: EpisodeFacts, same: OnRecord) -> bool:
    """Whether both began on one day, known as dates, and one was over before the other began."""
    times, held = facts.times, same.times
    if times.is_began_known and held.is_began_known:
        return False
    if facts.kind != same.kind and held.ended_on == held.began_on:
        return True
    if times.ended_at is None or held.ended_at is None:
        return False
    return not _is_end(times, held) and any(one.ended_on == one.began_on for one in (times, held))


def _finer(facts: EpisodeFacts, same: OnRecord) -> Compared:
    """The same days: a row that knows the hour refines a record that does not."""
    times, held = facts.times, same.times
    knows_more = (times.is_began_known and not held.is_began_known) or (
        times.ended_at is not None and times.is_ended_known and not held.is_ended_known
    )
    if not knows_more or same.pk is None:
        return Compared(Outcome.MATCHED, same.pk)
    return Compared(Outcome.CHANGED, same.pk, facts)


def _changed(facts: EpisodeFacts, same: OnRecord, record: Sequence[OnRecord]) -> Compared:
    """A new end; a start whose hour the record knows stays."""
    if same.times.is_began_known and not facts.is_began_known:
        facts = replace(facts, began_at=same.times.began_at, is_began_known=True)
    others = [one for one in record if one is not same and not one.is_withdrawn]
    return _clash(facts.times, others) or Compared(Outcome.CHANGED, same.pk, facts)


def _clash(times: Times, others: Sequence[OnRecord]) -> Compared | None:
    if assess_overlap(times, [one.times for one in others]).met is not False:
        return None
    other = next(one for one in others if assess_overlap(times, [one.times]).met is False)
    if other.times.ended_at is None and times.began_at >= other.times.began_at:
        words_ = f"It starts while the episode on record from {_day(other.times.began_at)} is still open."
        return _conflict("new-while-open-on-record", words_, other)
    return _conflict("overlaps-record", f"It overlaps the episode on record {other.times}.", other)


def _conflict(code: str, sentence: str, about: OnRecord | None = None) -> Compared:
    return Compared(Outcome.TRAY, about.pk if about else None, None, Problem(code, sentence))


def _day(at: datetime) -> str:
    return words.short_day(at.astimezone(LONDON).date())


def _said(times: Times) -> str:
    return _day(times.ended_at) if times.ended_at else "no day yet"
