"""That a group which broke off for want of a quorum meets again within the time that its terms state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from holdfast.charter.model import Charter
from holdfast.charter.quorum_rule import Inquorate
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.promises import HELD
from holdfast.governance.meetings.promises.causes import WAS_HELD
from holdfast.governance.meetings.promises.ended import Ended, ended_meetings
from holdfast.governance.meetings.promises.owners import chair_or_group
from holdfast.governance.minutes.models import Minutes
from holdfast.kernel.clock import LONDON
from holdfast.obligations.ledger.kinds import Asked, Doing, Kind, Source, declare
from holdfast.obligations.ledger.parties import Directory
from holdfast.obligations.ledger.promises import Kept, Promise, Proof
from holdfast.obligations.ledger.versions import Version

MET_AGAIN = Kind(
    key="met-again",
    title="Meetings to hold again",
    keeps=("inquorate",),
    doing=lambda row: Doing("Open the meeting", reverse("meetings:meeting", args=[row.cause_id])),
)


@dataclass(frozen=True)
class BrokenOff:
    """The meetings that ended without a quorum, and the group's meetings that were held, in order."""

    meetings: tuple[Ended, ...]
    held: tuple[tuple[datetime, UUID], ...]
    directory: Directory


def register() -> None:
    """Declare it; called when the app is ready."""
    declare(Source(cause=HELD, kinds=(MET_AGAIN,), facts=_facts, promises=_promises))


def _rules(charter: Charter) -> Iterator[Inquorate]:
    """Those that say how soon the whole meeting, and not only some item, is taken up again."""
    return (rule for rule in charter.each(Inquorate) if rule.within is not None and not rule.kinds)


def _facts(asked: Asked) -> BrokenOff:
    """Three queries; none where the terms state no time."""
    directory = Directory(asked.group.pk, {}, {})
    if not any(True for one in asked.versions if one.charter for _ in _rules(one.charter)):
        return BrokenOff((), (), directory)
    meetings = ended_meetings(asked)
    spans = Minutes.objects.filter(meeting__in=[one.id for one in meetings])
    last = dict(spans.values_list("meeting_id", "record__quorum__-1__met"))
    broken = tuple(one for one in meetings if last.get(one.id) is False)
    if not broken:
        return BrokenOff((), (), directory)
    held = Meeting.objects.filter(
        WAS_HELD, group=asked.group, opened_at__gt=min(one.closed_at for one in broken)
    )
    return BrokenOff(broken, tuple(held.order_by("opened_at").values_list("opened_at", "pk")), directory)


def _promises(facts: BrokenOff, version: Version) -> Iterator[Promise]:
    if version.charter is None:
        return
    for rule in _rules(version.charter):
        owner = chair_or_group(version.charter, facts.directory)
        for meeting in facts.meetings:
            says, due = f"The group meets again after {meeting.named}", meeting.within(rule.within)
            kept = _kept(facts, meeting)
            yield meeting.owes(MET_AGAIN, rule.clause, owner, says, due, period=rule.within, kept=kept)


def _kept(facts: BrokenOff, meeting: Ended) -> Kept | None:
    found = next(((at, pk) for at, pk in facts.held if at > meeting.closed_at), None)
    if found is None:
        return None
    at, identity = found
    words = f"Meeting of {at.astimezone(LONDON):%-d %B %Y}"
    return Kept(at, (Proof("meetings.meeting", identity, words, at),))
