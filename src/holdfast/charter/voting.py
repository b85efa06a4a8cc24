"""Who may vote, and how ballots become votes: one per person, seat or agency."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfast.kernel.finding import Finding

from .facts import Facts
from .meeting import Declarations
from .model import Charter
from .room import Capacity, Room
from .standing import Standing, standings

CHOICES = ("for", "against", "abstain")


def assess_vote_right(charter: Charter, room: Room, person: str, *, item: str | None = None) -> Finding:
    """Whether this person may vote here (deputies, invitees, in-attendance and excluded people included)."""
    return vote_right(charter.facts, standings(charter.facts, room, item), person)


def vote_right(facts: Facts, people: dict[str, Standing], person: str) -> Finding:
    """As `assess_vote_right`, for people whose standing is known."""
    one = people.get(person)
    if one is None:
        return Finding(met=False, reason=f"{person} is not here")
    clauses = tuple(dict.fromkeys(facts.seats[seat].clause for seat in one.seats))
    refusal = _excluded(facts, one) or _deputy(facts, people, one) or _not_voting(facts, one)
    if refusal:
        return refusal
    return Finding(met=True, reason=f"{one.called} may vote as {one.capacity.value}", clauses=clauses)


def _excluded(facts: Facts, one: Standing) -> Finding | None:
    declared = facts.charter.first(Declarations)
    if not one.is_excluded or (declared and "vote" not in declared.excludes_from):
        return None
    clauses = (declared.clause,) if declared else ()
    reason = f"{one.called} may not vote on this item, being excluded from it by an interest"
    return Finding(met=False, reason=reason, clauses=clauses)


def _deputy(facts: Facts, people: dict[str, Standing], one: Standing) -> Finding | None:
    if one.capacity is not Capacity.DEPUTY:
        return None
    clauses = (facts.deputies.clause,) if facts.deputies.clause else ()
    if not facts.deputies.allowed or not facts.deputies.vote:
        return Finding(met=False, reason=f"{one.called} may not vote: deputies do not vote", clauses=clauses)
    for seat in one.seats:
        places = facts.seats[seat].places
        members = [x for x in people.values() if x.capacity is Capacity.MEMBER and seat in x.seats]
        if len(members) >= places:
            reason = f"{one.called} may not vote as deputy, because {members[0].called}, the member, is here"
            return Finding(met=False, reason=reason, clauses=clauses)
    return None


def _not_voting(facts: Facts, one: Standing) -> Finding | None:
    if one.is_voting:
        return None
    clauses = tuple(dict.fromkeys(facts.seats[seat].clause for seat in one.sits_in if seat in facts.seats))
    if one.capacity in (Capacity.MEMBER, Capacity.DEPUTY):
        reason = f"{one.called} may not vote: the seat has no vote"
        return Finding(met=False, reason=reason, clauses=clauses)
    if one.capacity is Capacity.INVITEE and facts.invitees:
        clauses = (facts.invitees.clause,)
    return Finding(
        met=False, reason=f"{one.called} may not vote, being here as {one.capacity.value}", clauses=clauses
    )


@dataclass
class Count:
    """Votes by choice, and the ballots that were refused with the reason."""

    votes: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def of(self, choice: str) -> int:
        """How many votes a choice has."""
        return self.votes.get(choice, 0)


def count_votes(facts: Facts, people: dict[str, Standing], ballots: Mapping[str, str], per: str) -> Count:
    """Count ballots; a seat or agency whose people disagree gives no vote."""
    count = Count()
    units: dict[str, list[str]] = {}
    for person, choice in ballots.items():
        right = vote_right(facts, people, person)
        if not right.met:
            count.refused.append(right.reason)
            continue
        for unit in units_of(people[person], per):
            units.setdefault(unit, []).append(choice)
    for unit, choices in units.items():
        if len(set(choices)) > 1:
            count.refused.append(f"the vote of {unit} is not counted: its people disagree")
            continue
        count.votes[choices[0]] = count.of(choices[0]) + 1
    return count


def units_of(one: Standing, per: str) -> list[str]:
    """What someone's ballot is a vote of."""
    if per == "seat" and one.seats:
        return [f"the seat {seat}" for seat in one.seats]
    if per == "agency" and one.represents.bodies:
        return sorted(one.represents.bodies)
    return [one.person]


def electorate(facts: Facts, people: dict[str, Standing], per: str) -> int:
    """How many votes those present have together."""
    able = [one for one in people.values() if vote_right(facts, people, one.person).met]
    return len({unit for one in able for unit in units_of(one, per)})
