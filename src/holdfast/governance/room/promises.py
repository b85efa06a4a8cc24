"""What a meeting owes once it was held: interests asked for, what is passed on, what people attest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from holdfast.charter.meeting import Declarations
from holdfast.charter.model import Charter
from holdfast.charter.promises import Attested, Undertaking
from holdfast.governance.actions.promises import ACTION
from holdfast.governance.meetings.promises import HELD
from holdfast.governance.meetings.promises.ended import Ended, ended_meetings
from holdfast.governance.meetings.promises.owners import chair_or_group, directory_for, means_members
from holdfast.governance.meetings.promises.sitting import MembersByDay, members_by_day
from holdfast.governance.room.asking import Asking, Taken, asked_in
from holdfast.governance.room.hooks import shown_after
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import Clock, Due
from holdfast.obligations.ledger.kinds import Asked, Doing, Kind, Source, declare
from holdfast.obligations.ledger.parties import Directory
from holdfast.obligations.ledger.promises import Kept, Party, Promise, Proof
from holdfast.obligations.ledger.versions import Version

EACH = "each meeting"

INTERESTS = Kind(
    key="interests-asked",
    title="Interests to ask for",
    keeps=("declarations",),
    # One row for each item: somebody excluded from the item sees neither.
    row_condition=ACTION.row_condition,
    doing=lambda row: Doing("Open the room", reverse("room:room", args=[row.cause_id])),
)
PASSED_ON = Kind(
    key="after-meeting", title="To do after each meeting", keeps=("after each meeting",), may_be_stated=True
)
ATTESTED = Kind(key="attested", title="To attest after each meeting", keeps=("attested",), may_be_stated=True)


@dataclass(frozen=True)
class RoomFacts:
    """The meetings asked about, who was asked for interests, who sat where, what shows what was done."""

    meetings: tuple[Ended, ...]
    asking: Mapping[UUID, Asking]
    members: MembersByDay
    directory: Directory
    shown: Mapping[tuple[Undertaking, UUID], Proof]


def register() -> None:
    """Declare them; called when the app is ready."""
    declare(Source(cause=HELD, kinds=(INTERESTS, PASSED_ON, ATTESTED), facts=_facts, promises=_promises))


def _facts(asked: Asked) -> RoomFacts:
    """No query where the terms ask for none of it."""
    charters = [version.charter for version in asked.versions if version.charter]
    any_owed = any(_is_owed(charter) for charter in charters)
    meetings = ended_meetings(asked) if any_owed else ()
    asks = any(charter.first(Declarations) for charter in charters)
    after = {rule for charter in charters for rule in _after_each(charter)}
    return RoomFacts(
        meetings,
        asked_in(meetings) if asks and meetings else {},
        members_by_day(asked.group) if after and meetings else MembersByDay(()),
        directory_for(asked, _words),
        _shown(after, meetings),
    )


def _shown(
    rules: Iterable[Undertaking], meetings: tuple[Ended, ...]
) -> dict[tuple[Undertaking, UUID], Proof]:
    ids = [meeting.id for meeting in meetings]
    return {
        (rule, meeting_id): proof
        for rule in rules if ids
        for meeting_id, proof in shown_after(rule, ids).items()
    }  # fmt: skip


def _is_owed(charter: Charter) -> bool:
    found = [charter.first(Declarations), next(_after_each(charter), None), next(_attested(charter), None)]
    return any(found)


def _after_each(charter: Charter) -> Iterator[Undertaking]:
    return (rule for rule in charter.each(Undertaking) if rule.after_each_meeting)


def _attested(charter: Charter) -> Iterator[Attested]:
    return (rule for rule in charter.each(Attested) if EACH in rule.when)


def _words(charter: Charter) -> Iterator[str]:
    for after in _after_each(charter):
        yield from after.by
    for attested in _attested(charter):
        yield from attested.by


def _promises(facts: RoomFacts, version: Version) -> Iterator[Promise]:
    if version.charter is None:
        return
    for meeting in facts.meetings:
        for rule in version.charter.each(Declarations):
            yield from _interests(facts, version.charter, rule, meeting)
        for after in _after_each(version.charter):
            yield from _passed_on(facts, version.charter, after, meeting)
        for attested in _attested(version.charter):
            yield _attestation(facts, version.charter, attested, meeting)


def _interests(facts: RoomFacts, charter: Charter, rule: Declarations, meeting: Ended) -> Iterator[Promise]:
    asking, owner = facts.asking[meeting.id], chair_or_group(charter, facts.directory)
    members_only = rule.who == "members"
    if rule.when == EACH:
        at = asking.answered_at(members_only)
        yield Promise(
            kind=INTERESTS.key,
            clause=rule.clause,
            cause_id=meeting.id,
            occasion=f"meeting {meeting.id}",
            owner=owner,
            says=f"Interests asked for at {meeting.named}",
            began_at=meeting.opened_at,
            began_with="the meeting was opened",
            due=Due(meeting.closed_at, Clock.CALENDAR, "by the end of the meeting"),
            kept=_answered(meeting, at),
        )
    for item in asking.business() if rule.when == "each item" else ():
        at = asking.answered_at(members_only, item)
        yield _for_item(rule, meeting, item, owner, _answered(meeting, at))


def _for_item(rule: Declarations, meeting: Ended, item: Taken, owner: Party, kept: Kept | None) -> Promise:
    """Without the item's title: the ledger is read more widely than an item."""
    return Promise(
        kind=INTERESTS.key,
        clause=rule.clause,
        cause_id=meeting.id,
        occasion=f"item {item.id}",
        owner=owner,
        says=f"Interests asked for at item {item.position} of {meeting.named}",
        began_at=item.opened_at,
        began_with="the item was begun",
        due=Due(item.closed_at, Clock.CALENDAR, "by the end of the item"),
        subject=("meetings.agendaitem", item.id),
        kept=kept,
    )


def _answered(meeting: Ended, at: datetime | None) -> Kept | None:
    if at is None:
        return None
    words = f"Everybody had answered by {at.astimezone(LONDON):%H:%M}"
    return Kept(at, (Proof("meetings.meeting", meeting.id, words, at),))


def _passed_on(facts: RoomFacts, charter: Charter, rule: Undertaking, meeting: Ended) -> Iterator[Promise]:
    """Owed by each member's seat that was filled, where the terms mean the members."""
    proof = facts.shown.get((rule, meeting.id))
    kept = Kept(proof.at, (proof,)) if proof else None
    for owner in _owners(facts, charter, rule.by, meeting):
        says = f"After {meeting.named}: {rule.what}"
        yield meeting.owes(PASSED_ON, rule.clause, owner, says.rstrip("."), meeting.by_the_next(), kept=kept)


def _owners(facts: RoomFacts, charter: Charter, words: tuple[str, ...], meeting: Ended) -> Iterator[Party]:
    for word in words:
        if not means_members(word):
            yield facts.directory.party(charter, word)
            continue
        filled = facts.members.seats_on(meeting.day)
        yield from (
            Party(seat=key)
            for key, seat in charter.seat_by_key.items()
            if seat.status.is_member and key in filled
        )


def _attestation(facts: RoomFacts, charter: Charter, rule: Attested, meeting: Ended) -> Promise:
    """One for each clause and meeting: by whom the terms name, by the chair where they mean all members."""
    word = rule.by[0]
    chair = chair_or_group(charter, facts.directory)
    owner = chair if means_members(word) else facts.directory.party(charter, word)
    statement = rule.statement or charter.clause(rule.clause).says
    says = f"Confirm, after {meeting.named}: {statement}".rstrip(".")
    return meeting.owes(ATTESTED, rule.clause, owner, says, meeting.by_the_next())
