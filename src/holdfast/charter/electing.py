"""Elections: who may stand, who won, and what settles a tie."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from holdfast.kernel.clocks import add_calendar
from holdfast.kernel.finding import Finding, counted, listed

from .facts import Facts
from .findings import ElectionFinding
from .membership import Election, Office
from .model import Charter
from .room import Capacity, Room
from .standing import Standing, standings
from .voting import count_votes
from .words import plain, spoken


def assess_candidate(charter: Charter, room: Room, person: str, office: str) -> Finding:
    """Whether this person may stand for this elected office."""
    return _candidate(charter.facts, standings(charter.facts, room, None), person, _elected(charter, office))


def _elected(charter: Charter, key: str) -> Office:
    office = charter.office_by_key.get(plain(key))
    if office is None:
        raise KeyError(key)
    return office


def _candidate(facts: Facts, people: dict[str, Standing], person: str, office: Office) -> Finding:
    clauses = (office.clause,)
    name = facts.office_name(office.key)
    if not (office.election or any(held.elected for held in office.held_by)):
        return Finding(met=False, reason=f"{name} is not elected under these terms", clauses=clauses)
    rule = office.election or Election()
    one = people.get(person)
    if one is None:
        return Finding(met=False, reason=f"{person} is not here, so cannot be judged", clauses=clauses)
    missing = _unfit(facts, one, rule)
    if missing:
        reason = f"{one.called} may not stand for {name}: candidates {missing}"
        return Finding(met=False, reason=reason, clauses=clauses, missing=(missing,))
    return Finding(met=True, reason=f"{one.called} may stand for {name}", clauses=clauses)


def _unfit(facts: Facts, one: Standing, rule: Election) -> str | None:
    if rule.members_only and one.capacity is not Capacity.MEMBER:
        return "must be members"
    if rule.members_only and not one.is_counted:
        return "must be members, not officers in attendance"
    sectors = {plain(sector) for sector in rule.eligible_sectors}
    if sectors and not sectors & one.represents.sectors:
        return f"must come from {listed(map(spoken, rule.eligible_sectors), 'or')}"
    if rule.eligible_agencies and not one.represents.agencies & set(rule.eligible_agencies):
        return f"must come from {listed(map(facts.agency_name, rule.eligible_agencies), 'or')}"
    if rule.eligible_seats and not set(one.seats) & set(rule.eligible_seats):
        return f"must fill the seat of {listed(map(facts.seat_name, rule.eligible_seats), 'or')}"
    return None


@dataclass(frozen=True)
class Poll:
    """An election being counted."""

    charter: Charter
    office: Office
    rule: Election
    people: dict[str, Standing]
    casting: str | None
    on: date | None

    def called(self, person: str) -> str:
        """The candidate's name."""
        return self.people[person].called if person in self.people else person


def assess_election(
    charter: Charter,
    room: Room,
    office: str,
    ballots: Mapping[str, str],
    *,
    casting: str | None = None,
    on: date | None = None,
    totals: Mapping[str, int] | None = None,
) -> ElectionFinding:
    """Count an election (voter to candidate): who won, or who is tied and what settles it; the term's end.

    `totals` (candidate to votes) takes the place of `ballots` where a secret ballot was counted by hand.
    """
    found = _elected(charter, office)
    people = standings(charter.facts, room, None)
    rule = found.election or Election()
    poll = Poll(charter, found, rule, people, casting, on)
    refused: list[str] = []
    votes = Counter(totals or {})
    if totals is None:
        count = count_votes(charter.facts, people, ballots, rule.vote_per)
        votes, refused = Counter(count.votes), count.refused
    for candidate in list(votes):
        stands = _candidate(charter.facts, people, candidate, found)
        if not stands.met:
            refused.append(f"{counted(votes.pop(candidate), 'vote')} not counted: {stands.reason}")
    return _result(poll, votes, tuple(refused))


def _result(poll: Poll, votes: Counter[str], refused: tuple[str, ...]) -> ElectionFinding:
    ranked = tuple(sorted(votes.items(), key=lambda pair: (-pair[1], pair[0])))
    if not ranked or not ranked[0][1]:
        return _finding(poll, ranked, refused, None, "no valid vote was given")
    most = ranked[0][1]
    first = tuple(person for person, number in ranked if number == most)
    if poll.rule.wins == "more than half" and most * 2 <= sum(votes.values()):
        return _finding(
            poll, ranked, refused, None, "nobody has more than half of the votes: vote again", first
        )
    if len(first) == 1:
        return _finding(poll, ranked, refused, first[0], f"with {counted(most, 'vote')}")
    if poll.rule.tie == "casting vote" and poll.casting in first:
        return _finding(poll, ranked, refused, poll.casting, "by the casting vote", first)
    names = listed(map(poll.called, first))
    settles = {
        "fresh vote": "they vote again",
        "lot": "it is decided by lot",
        "casting vote": "the chair decides",
    }
    return _finding(poll, ranked, refused, None, f"{names} are tied: {settles[poll.rule.tie]}", first)


def _finding(
    poll: Poll,
    ranked: tuple[tuple[str, int], ...],
    refused: tuple[str, ...],
    winner: str | None,
    why: str,
    tied: tuple[str, ...] = (),
) -> ElectionFinding:
    name = poll.charter.facts.office_name(poll.office.key)
    until = add_calendar(poll.on, poll.office.term) if winner and poll.on and poll.office.term else None
    return ElectionFinding(
        met=winner is not None,
        reason=f"{poll.called(winner)} is elected {name.removeprefix('the ')} {why}" if winner else why,
        clauses=(poll.office.clause,),
        winner=winner,
        votes=ranked,
        tied=tied if winner is None else (),
        refused_ballots=refused,
        term_until=until,
    )
