"""The charter's quorum over the whole of a meeting: at any moment, and as stretches with their reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from holdfast.charter.chairing import derive_chair
from holdfast.charter.findings import ChairFinding, QuorumFinding
from holdfast.charter.model import Charter
from holdfast.charter.quorum import assess_quorum
from holdfast.charter.quorum_rule import Inquorate
from holdfast.charter.room import Room, RoomOverride

from .sitting import MINUTE, Sitting, room_at

NO_TERMS = "This group had adopted no terms of reference by this date, so no quorum is stated."


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the meeting with one answer; `to_at` is None while it lasts."""

    from_at: datetime
    to_at: datetime | None
    finding: QuorumFinding


def quorum_of(charter: Charter | None, room: Room, item: str | None, kind: str | None) -> QuorumFinding:
    """The charter's answer, or that there are no terms to ask."""
    if charter is None:
        return QuorumFinding(met=None, reason=NO_TERMS)
    return assess_quorum(charter, room, item=item, kind=kind or None)


def quorum_at(
    charter: Charter | None,
    sitting: Sitting,
    at: datetime,
    *,
    item: str | None = None,
    kind: str | None = None,
    since: datetime | None = None,
) -> QuorumFinding:
    """Whether there was a quorum at a moment; `since` is when the meeting opened."""
    was_met = _was_met(charter, sitting, at, since)
    return quorum_of(charter, room_at(sitting, at, item=item, was_met=was_met), item, kind)


def _was_met(charter: Charter | None, sitting: Sitting, at: datetime, since: datetime | None) -> bool:
    if charter is None or since is None or not _lets_begun_business_finish(charter):
        return False
    moments = [since, *(moment for moment in sitting.changes() if since < moment < at)]
    return any(
        bool(quorum_of(charter, room_at(sitting, moment), None, None).met)
        for moment in moments
        if moment < at
    )


def _lets_begun_business_finish(charter: Charter) -> bool:
    return any(rule.lost_midway != "business stops" for rule in charter.each(Inquorate))


def best_moment(
    charter: Charter | None, sitting: Sitting, minute: datetime, **asked: Any
) -> tuple[datetime, QuorumFinding]:
    """For a time typed as a whole minute: the first moment within it at which there was a quorum.

    Arrivals carry seconds when they were pressed; a decision typed for that minute is not refused.
    """
    within = [m for m in sitting.changes() if minute < m < minute + MINUTE]
    first = quorum_at(charter, sitting, minute, **asked)
    if first.met is not False:
        return minute, first
    for moment in within:
        finding = quorum_at(charter, sitting, moment, **asked)
        if finding.met is not False:
            return moment, finding
    return minute, first


def quorum_spans(
    charter: Charter | None,
    sitting: Sitting,
    opened_at: datetime,
    until: datetime | None,
    *,
    item: str | None = None,
    kind: str | None = None,
) -> tuple[Span, ...]:
    """The quorum from opening to `until` (to now, and on, when None), as stretches with one answer each."""
    moments = [opened_at, *(m for m in sitting.changes() if opened_at < m and (until is None or m < until))]
    spans: list[Span] = []
    was_met = False
    for moment in moments:
        finding = quorum_of(charter, room_at(sitting, moment, item=item, was_met=was_met), item, kind)
        was_met = was_met or bool(finding.met)
        if spans and _same(spans[-1].finding, finding):
            continue
        if spans:
            spans[-1] = Span(spans[-1].from_at, moment, spans[-1].finding)
        spans.append(Span(moment, None, finding))
    spans[-1] = Span(spans[-1].from_at, until, spans[-1].finding)
    return tuple(span for span in spans if _is_noticeable(span))


def _same(one: QuorumFinding, other: QuorumFinding) -> bool:
    if one.met is False or other.met is False:
        return (one.met, one.missing) == (other.met, other.missing)
    return (one.met, one.is_overridden) == (other.met, other.is_overridden)


def _is_noticeable(span: Span) -> bool:
    """A stretch without a quorum of less than a second comes of one person leaving as another arrives."""
    return span.to_at is None or bool(span.finding.met) or span.to_at - span.from_at >= timedelta(seconds=1)


def with_override(
    charter: Charter | None, sitting: Sitting, at: datetime, act: RoomOverride, kind: str | None
) -> QuorumFinding:
    """What the quorum would be if the chair set it aside."""
    room = replace(room_at(sitting, at, item=act.item), override=act)
    return quorum_of(charter, room, act.item, kind)


def chair_at(
    charter: Charter | None, sitting: Sitting, at: datetime, item: str | None = None
) -> ChairFinding:
    """Who chairs at a moment and by which rule."""
    if charter is None:
        return ChairFinding(met=None, reason=NO_TERMS)
    return derive_chair(charter, room_at(sitting, at, item=item), item=item)
