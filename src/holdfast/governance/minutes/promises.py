"""What is owed of minutes: drafted, checked, approved, sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from holdfast.charter.meeting import Minutes as MinutesRule
from holdfast.charter.model import Charter
from holdfast.governance.meetings.promises import HELD
from holdfast.governance.meetings.promises.ended import Ended, ended_meetings
from holdfast.governance.meetings.promises.owners import chair_or_group, directory_for, means_members
from holdfast.governance.meetings.promises.sitting import MembersByDay, members_by_day
from holdfast.governance.minutes.models import Distribution, Minutes
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import said_day
from holdfast.obligations.ledger.kinds import Asked, Doing, Kind, Source, declare
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.parties import Directory
from holdfast.obligations.ledger.promises import Kept, Promise, Proof
from holdfast.obligations.ledger.versions import Version


def _open_minutes(row: Obligation) -> Doing:
    return Doing("Open the minutes", reverse("minutes:minutes", args=[row.cause_id]))


def _kind(key: str, title: str) -> Kind:
    return Kind(key=key, title=title, keeps=("minutes",), doing=_open_minutes)


DRAFTED = _kind("minutes-drafted", "Minutes to draft")
CHECKED = _kind("minutes-checked", "Minutes to check")
APPROVED = _kind("minutes-approved", "Minutes to approve")
SENT = _kind("minutes-sent", "Minutes to send")


@dataclass(frozen=True)
class Written:
    """The minutes of one meeting: when each step was taken that still stands, and who was given them."""

    id: UUID | None = None
    drafted_at: datetime | None = None
    checked_at: datetime | None = None
    approved_at: datetime | None = None
    given_at: dict[UUID, datetime] = field(default_factory=dict)


_NOT_YET = Written()


@dataclass(frozen=True)
class MinutesFacts:
    """The meetings asked about, their minutes, and who belonged to the group when."""

    meetings: tuple[Ended, ...]
    minutes: Mapping[UUID, Written]
    members: MembersByDay
    directory: Directory


def register() -> None:
    """Declare them; called when the app is ready."""
    kinds = (DRAFTED, CHECKED, APPROVED, SENT)
    declare(Source(cause=HELD, kinds=kinds, facts=_facts, promises=_promises))


def _rules(asked: Asked) -> list[MinutesRule]:
    return [rule for one in asked.versions if one.charter for rule in one.charter.each(MinutesRule)]


def _facts(asked: Asked) -> MinutesFacts:
    """Two queries; three more where the terms say who receives them, or name a body outside."""
    rules = _rules(asked)
    meetings = ended_meetings(asked) if rules else ()
    minutes = _written(meetings)
    are_sent = any(rule.to for rule in rules)
    if are_sent:
        _add_given(minutes)
    members = members_by_day(asked.group) if are_sent and meetings else MembersByDay(())
    return MinutesFacts(meetings, minutes, members, directory_for(asked, _words))


def _words(charter: Charter) -> Iterator[str]:
    for rule in charter.each(MinutesRule):
        yield from rule.by
        yield from filter(None, [rule.checked_by])


def _written(meetings: tuple[Ended, ...]) -> dict[UUID, Written]:
    if not meetings:
        return {}
    rows = Minutes.objects.filter(meeting__in=[one.id for one in meetings])
    columns = ("meeting_id", "pk", "drafted_at", "checked_at", "approved_at")
    return {meeting: Written(*row) for meeting, *row in rows.values_list(*columns)}


def _add_given(minutes: dict[UUID, Written]) -> None:
    """When each person was first given them."""
    given: defaultdict[UUID, dict[UUID, datetime]] = defaultdict(dict)
    rows = Distribution.objects.filter(minutes__in=[one.id for one in minutes.values() if one.id]).order_by(
        "sent_at"
    )
    for minutes_id, person_id, at in rows.values_list("minutes_id", "person_id", "sent_at"):
        given[minutes_id].setdefault(person_id, at)
    for one in minutes.values():
        one.given_at.update(given[one.id] if one.id else {})


def _promises(facts: MinutesFacts, version: Version) -> Iterator[Promise]:
    if version.charter is None:
        return
    for meeting in facts.meetings:
        for rule in version.charter.each(MinutesRule):
            yield from _of_meeting(facts, version.charter, rule, meeting)


def _of_meeting(
    facts: MinutesFacts, charter: Charter, rule: MinutesRule, meeting: Ended
) -> Iterator[Promise]:
    written, named = facts.minutes.get(meeting.id, _NOT_YET), f"Minutes of {meeting.named}"
    owners, within = facts.directory.parties(charter, rule.by), rule.within
    if within is not None:
        kept = _kept(written, written.drafted_at, "drafted")
        for owner in owners:
            due = meeting.within(within)
            yield meeting.owes(DRAFTED, rule.clause, owner, f"{named} drafted", due, period=within, kept=kept)
    checked = _kept(written, written.checked_at, "checked")
    if rule.checked_by is not None:
        owner, due = facts.directory.party(charter, rule.checked_by), meeting.by_the_next()
        yield meeting.owes(CHECKED, rule.clause, owner, f"{named} checked", due, kept=checked)
    yield _approval(facts, charter, rule, meeting)
    for owner in owners if rule.to else ():
        due, kept = meeting.within(within), _given(facts, rule, meeting)
        yield meeting.owes(SENT, rule.clause, owner, f"{named} sent", due, period=within, kept=kept)


def _approval(facts: MinutesFacts, charter: Charter, rule: MinutesRule, meeting: Ended) -> Promise:
    """By the next meeting, which is the group's act; or by the chair, whose check it then is."""
    written, says = facts.minutes.get(meeting.id, _NOT_YET), f"Minutes of {meeting.named} approved"
    if rule.approved == "next meeting":
        owner, kept = (
            facts.directory.party(charter, "group"),
            _kept(written, written.approved_at, "approved"),
        )
        return meeting.owes(APPROVED, rule.clause, owner, says, meeting.at_the_next(), kept=kept)
    kept = _kept(written, written.checked_at, "checked by the chair, which approves them,")
    owner, due = chair_or_group(charter, facts.directory), meeting.within(rule.within)
    return meeting.owes(APPROVED, rule.clause, owner, says, due, period=rule.within, kept=kept)


def _given(facts: MinutesFacts, rule: MinutesRule, meeting: Ended) -> Kept | None:
    """When the last of the members of that day was given them; else whoever was given them first."""
    written = facts.minutes.get(meeting.id, _NOT_YET)
    if not written.given_at:
        return None
    members = facts.members.on(meeting.day) if any(map(means_members, rule.to)) else frozenset()
    if not members:
        return _kept(written, min(written.given_at.values()), "given")
    if not members <= written.given_at.keys():
        return None
    return _kept(written, max(written.given_at[one] for one in members), "given to every member, the last")


def _kept(written: Written, at: datetime | None, words: str) -> Kept | None:
    if at is None:
        return None
    said = f"Minutes {words} on {said_day(at.astimezone(LONDON).date())}"
    return Kept(at, (Proof("minutes.minutes", written.id, said, at),))
