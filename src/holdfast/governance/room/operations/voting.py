"""Votes and elections: opened, cast and counted as the group's terms say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied

from holdfast.charter.deciding import assess_candidate, assess_vote_right
from holdfast.governance.meetings.models import AgendaItem
from holdfast.governance.room.models import Ballot, Candidate, SecretBallot, Vote
from holdfast.governance.room.operations.counting import conclude, count_vote
from holdfast.governance.room.operations.floor import (
    floor,
    item_of,
    require_chair,
    require_run,
)
from holdfast.governance.room.queries.facts import Facts, agency_key
from holdfast.governance.room.rules.deciding import (
    VOTE,
    assess_ballot_kind,
    assess_method,
    decisions_rule,
    vote_per,
    voter_keys,
)
from holdfast.governance.room.rules.sitting import Stay, room_at
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Person

CHOICES = {"for": "For", "against": "Against", "abstain": "Abstain"}


def open_vote(
    *,
    by: Actor,
    item: AgendaItem,
    question: str,
    is_secret: bool = False,
    office: str = "",
    candidates: Iterable[Person] = (),
    at: datetime | None = None,
) -> Vote:
    """Put a question to the vote, or open an election to `office` among `candidates`.

    Raises `Refused` without a quorum, where the terms leave no vote, or for a candidate who may not stand.
    """
    if not question.strip():
        refuse("Write down what is voted on.")
    with floor(item.meeting, by=by) as held:
        moment = held.within(at)
        require_run(held, moment)
        row = item_of(held, item)
        facts, standing = held.facts(), list(candidates)
        _require_votable(facts, row, office, is_secret)
        facts.quorum(moment, row).require()
        _require_candidates(facts, row, office, standing, moment)
        vote = Vote.objects.create(
            partnership_id=by.partnership_id,
            item=row,
            question=question.strip(),
            office=office,
            is_secret=is_secret,
            opened_at=moment,
            opened_by_id=by.person_id,
        )
        Candidate.objects.bulk_create(
            Candidate(partnership_id=by.partnership_id, vote=vote, person=person) for person in standing
        )
        held.write("opened the vote", vote, item=str(row.pk), office=office, is_secret=is_secret)
    return vote


def cast_ballot(*, by: Actor, vote: Vote, person: Person, choice: str, at: datetime | None = None) -> None:
    """Cast somebody's vote: one's own, or in an open vote what the recorder sees.

    Each voter (person, seat or agency, as the terms count) votes once. In an open vote the choice can be
    changed until it closes; in a secret one it cannot, for nobody knows whose it was.
    """
    with floor(vote.item.meeting, by=by) as held:
        moment = held.within(at)
        row = _open_vote(vote)
        if by.person_id != person.pk:
            if row.is_secret:
                raise PermissionDenied("In a secret vote everybody votes for themselves.")
            require_run(held, moment)
        facts = held.facts()
        item = str(row.item_id)
        room = room_at(facts.sitting, moment, item=item)
        if facts.charter is not None:
            assess_vote_right(facts.charter, room, str(person.pk), item=item).require()
        _require_choice(row, choice)
        keys = _free_keys(facts, row, person, moment)
        for key in keys:
            _cast(row, key, person, choice, moment)
        if row.is_secret:
            SecretBallot.objects.create(partnership_id=by.partnership_id, vote=row, choice=choice)
        held.write("voted", row, person=str(person.pk))


def close_vote(*, by: Actor, vote: Vote, at: datetime | None = None) -> Vote:
    """Close and count; what is carried becomes a decision, who is elected takes the office."""
    with floor(vote.item.meeting, by=by) as held:
        moment = held.within(at)
        require_run(held, moment)
        row = _open_vote(vote)
        item = item_of(held, row.item)
        facts = held.facts()
        row.closed_at = moment
        conclude(held, facts, row, item, count_vote(facts, row, item, moment))
    return row


def give_casting_vote(*, by: Actor, vote: Vote, choice: str) -> Vote:
    """Settle a tie as whoever chairs, where the terms give that office a casting vote."""
    with floor(vote.item.meeting, by=by) as held:
        require_chair(held, held.now)
        row: Vote = Vote.objects.select_for_update(of=("self",)).select_related("item").get(pk=vote.pk)
        if row.closed_at is None or not (row.outcome or {}).get("is_tied"):
            refuse("There is no tie to settle.")
        _require_choice(row, choice)
        item = item_of(held, row.item)
        facts = held.facts()
        counted = count_vote(facts, row, item, row.closed_at, casting=choice)
        if counted.is_tied:
            refuse(counted.finding.reason, *counted.finding.clauses)
        row.casting_choice = choice
        conclude(held, facts, row, item, counted)
        held.write("gave the casting vote", row)
    return row


def withdraw_vote(*, by: Actor, vote: Vote, reason: str) -> None:
    """End an open vote without counting it."""
    if not reason.strip():
        refuse("Say why the vote is withdrawn.")
    with floor(vote.item.meeting, by=by) as held:
        require_run(held, held.now)
        row = _open_vote(vote)
        row.withdrawn_at, row.withdrawn_reason = held.now, reason.strip()
        row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        held.write("withdrew the vote", row)


def _open_vote(vote: Vote) -> Vote:
    row: Vote = Vote.objects.select_for_update(of=("self",)).select_related("item").get(pk=vote.pk)
    if row.closed_at is not None or row.withdrawn_at is not None:
        refuse("This vote is closed.")
    return row


def _require_votable(facts: Facts, item: AgendaItem, office: str, is_secret: bool) -> None:
    kind = item.business_kind or None
    if not office:
        assess_method(facts.charter, kind, VOTE).require()
        assess_ballot_kind(decisions_rule(facts.charter, kind), is_secret=is_secret).require()
        return
    rule = facts.charter.office_by_key.get(office) if facts.charter else None
    if rule is None:
        refuse("These terms have no such office.")
    assess_ballot_kind(rule.election, is_secret=is_secret).require()


def _require_candidates(
    facts: Facts, item: AgendaItem, office: str, standing: list[Person], moment: datetime
) -> None:
    if not office:
        return
    if not standing:
        refuse("Choose at least one candidate.")
    room = room_at(facts.sitting, moment, item=str(item.pk))
    for person in standing:
        if facts.charter is not None:
            assess_candidate(facts.charter, room, str(person.pk), office).require()


def _require_choice(vote: Vote, choice: str) -> None:
    names = {str(pk) for pk in Candidate.objects.filter(vote=vote).values_list("person_id", flat=True)}
    if choice not in ({*names, "abstain"} if vote.office else set(CHOICES)):
        refuse("Choose one of the answers of this vote.")


def _free_keys(facts: Facts, vote: Vote, person: Person, moment: datetime) -> list[str]:
    """For whom this person can still vote; refused where somebody else has voted for them already."""
    stay = _stay(facts, str(person.pk), moment)
    keys = voter_keys(
        _per(facts, vote),
        person=str(person.pk),
        seats=stay.seats,
        agency=agency_key(person.agency_id, facts.membership) or str(person.agency_id),
    )
    cast = {b.voter_key: b for b in vote.ballots.select_related("cast_by").filter(voter_key__in=keys)}
    own = [key for key in keys if key not in cast or cast[key].cast_by_id == person.pk]
    if not own:
        other = next(iter(cast.values())).cast_by.name
        refuse(f"{other} has voted for this {_per(facts, vote)} already, and it has one vote.")
    if vote.is_secret and any(key in cast for key in own):
        refuse("You have voted. In a secret vote a vote cannot be changed.")
    return own


def _stay(facts: Facts, person: str, moment: datetime) -> Stay:
    stay = next((s for s in facts.sitting.present_at(moment) if s.person == person), None)
    if stay is None:
        refuse("Only people who are recorded as here can vote. Record the arrival first.")
    return stay


def _per(facts: Facts, vote: Vote) -> str:
    if not vote.office or facts.charter is None:
        return vote_per(decisions_rule(facts.charter, vote.item.business_kind or None))
    office = facts.charter.office_by_key.get(vote.office)
    return vote_per(office.election if office else None)


def _cast(vote: Vote, key: str, person: Person, choice: str, moment: datetime) -> None:
    Ballot.objects.update_or_create(
        vote=vote,
        voter_key=key,
        defaults={
            "partnership_id": vote.partnership_id,
            "cast_by_id": UUID(str(person.pk)),
            "choice": "" if vote.is_secret else choice,
            "cast_at": moment,
        },
    )
