"""Counts a vote by the group's terms, and does what the result says."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from holdfast.charter.deciding import assess_decision, assess_election
from holdfast.charter.findings import DecisionFinding, ElectionFinding
from holdfast.governance.meetings.models import AgendaItem
from holdfast.governance.room.models import Ballot, SecretBallot, Vote
from holdfast.governance.room.operations.decisions import Method, keep_decision
from holdfast.governance.room.operations.floor import Floor, acting_as
from holdfast.governance.room.queries.facts import Facts
from holdfast.governance.room.rules.sitting import room_at
from holdfast.groups.models import OfficeHolding
from holdfast.groups.operations.offices import end_office, give_office
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.permissions import Role


@dataclass(frozen=True, slots=True)
class Counted:
    """What a vote came to."""

    finding: DecisionFinding | ElectionFinding
    is_tied: bool
    is_carried: bool
    winner: str | None = None


def count_vote(
    facts: Facts, vote: Vote, item: AgendaItem, moment: datetime, *, casting: str | None = None
) -> Counted:
    """The result by the terms, as at `moment`. Raises `Refused` without a quorum then."""
    if facts.charter is None:
        refuse("This group has adopted no terms of reference, so nothing says how to count a vote.")
    room = room_at(facts.sitting, moment, item=str(item.pk))
    ballots = _ballots(vote)
    if vote.office:
        facts.quorum(moment, item).require()
        named = {voter: choice for voter, choice in ballots.items() if choice != "abstain"}
        day = moment.astimezone(LONDON).date()
        found = assess_election(facts.charter, room, vote.office, named, casting=casting, on=day)
        return Counted(
            found, bool(found.tied) and found.winner is None, found.winner is not None, found.winner
        )
    kind = item.business_kind or None
    finding = assess_decision(facts.charter, room, ballots, item=str(item.pk), kind=kind, casting=casting)
    if finding.outcome == "refused":
        finding.require()
    return Counted(finding, finding.outcome == "tied", finding.outcome == "carried")


def conclude(held: Floor, facts: Facts, vote: Vote, item: AgendaItem, counted: Counted) -> None:
    """Keep the result; what is carried becomes a decision, and who is elected takes the office."""
    moment = vote.closed_at or held.now
    vote.outcome = _as_json(counted)
    if counted.winner is not None:
        _give_office(held, vote, UUID(counted.winner), counted.finding, moment)
    if counted.is_carried:
        text = vote.question if not vote.office else counted.finding.reason
        vote.decision = keep_decision(held, item, text, Method.VOTE, moment)
    vote.save()
    held.write("closed the vote", vote, is_carried=counted.is_carried, is_tied=counted.is_tied)


def _ballots(vote: Vote) -> dict[str, str]:
    """Person to choice. In a secret vote who voted and what was voted are joined only by number."""
    rows = list(Ballot.objects.filter(vote=vote).order_by("cast_by_id"))
    people = list(dict.fromkeys(str(row.cast_by_id) for row in rows))
    if not vote.is_secret:
        return {str(row.cast_by_id): row.choice for row in rows}
    choices = SecretBallot.objects.filter(vote=vote).order_by("choice").values_list("choice", flat=True)
    return dict(zip(people, choices, strict=True))


def _as_json(counted: Counted) -> dict[str, Any]:
    finding = asdict(counted.finding)
    if finding.get("term_until"):
        finding["term_until"] = finding["term_until"].isoformat()
    return {**finding, "is_tied": counted.is_tied, "is_carried": counted.is_carried}


def _give_office(
    held: Floor, vote: Vote, winner: UUID, finding: DecisionFinding | ElectionFinding, moment: datetime
) -> None:
    """The former holder's last day is the day before; the election is the authority."""
    group_id = held.meeting.group_id
    by = acting_as(held.by, Role.BUSINESS_MANAGER, group_id)
    day = moment.astimezone(LONDON).date()
    reason = f"Elected: {vote.question}"[:500]
    current = OfficeHolding.objects.filter(group_id=group_id, office=vote.office, to_on__isnull=True)
    for holding in current.filter(from_on__lt=day):
        end_office(holding.pk, by=by, on=day - timedelta(days=1), reason=reason)
    give_office(
        group_id,
        vote.office,
        winner,
        by=by,
        how=OfficeHolding.How.ELECTED,
        from_on=day,
        term_ends_on=getattr(finding, "term_until", None),
        reason=reason,
    )
