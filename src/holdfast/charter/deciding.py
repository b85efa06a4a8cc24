"""Decisions: what the votes, or the lack of an objection, come to under the charter's rule."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from holdfast.kernel.finding import counted

from .electing import assess_candidate, assess_election
from .facts import Facts
from .findings import DecisionFinding
from .meeting import Decisions
from .model import Charter
from .quorum import assess_quorum
from .quorum_rule import Among, Base, SharePresent
from .room import Room
from .seating import base_size
from .standing import Standing, standings
from .voting import CHOICES, Count, assess_vote_right, count_votes, electorate
from .wanting import said_share
from .words import plain

__all__ = ["assess_candidate", "assess_decision", "assess_election", "assess_vote_right"]

UNSTATED = Decisions(by="consensus", failing_consensus="majority")


@dataclass(frozen=True)
class Question:
    """One decision: the rule, those present, the votes counted, and the casting vote if one was given."""

    facts: Facts
    rule: Decisions
    room: Room
    people: dict[str, Standing]
    count: Count
    casting: str | None


def assess_decision(
    charter: Charter,
    room: Room,
    ballots: Mapping[str, str],
    *,
    item: str | None = None,
    kind: str | None = None,
    casting: str | None = None,
    between_meetings: bool = False,
) -> DecisionFinding:
    """What the ballots (person to 'for', 'against' or 'abstain') come to under the rule for this kind.

    Empty ballots under consensus mean that nobody objected. `casting` is the casting vote for a tie.
    Refused (`met` False, outcome 'refused') while there is no quorum.
    """
    rule = _rule_for(charter, kind)
    unknown = [
        choice
        for choice in (*ballots.values(), *([casting] if casting else []))
        if plain(choice) not in CHOICES
    ]
    if unknown:
        raise ValueError(f"a ballot says 'for', 'against' or 'abstain', not '{unknown[0]}'")
    refused = _refused(charter, room, rule, item, kind, between_meetings)
    if refused:
        return refused
    people = standings(charter.facts, room, item)
    plainly = {person: plain(choice) for person, choice in ballots.items()}
    count = count_votes(charter.facts, people, plainly, rule.vote_per)
    question = Question(charter.facts, rule, room, people, count, plain(casting) if casting else None)
    finding = _by_consensus(question) if rule.by == "consensus" else _by_vote(question)
    return replace(finding, clauses=(rule.clause,) if rule.clause else ())


def _rule_for(charter: Charter, kind: str | None) -> Decisions:
    rules = list(charter.each(Decisions))
    own = [rule for rule in rules if kind and plain(kind) in map(plain, rule.kinds)]
    return next(iter([*own, *(rule for rule in rules if not rule.kinds)]), UNSTATED)


def _refused(
    charter: Charter, room: Room, rule: Decisions, item: str | None, kind: str | None, between: bool
) -> DecisionFinding | None:
    if between:
        if rule.between_meetings:
            return None
        reason = "the terms do not say that this may be decided between meetings"
        clauses = (rule.clause,) if rule.clause else ()
        return DecisionFinding(met=False, reason=reason, clauses=clauses, outcome="refused")
    quorum = assess_quorum(charter, room, item=item, kind=kind)
    inquorate = charter.facts.inquorate_for(kind)
    may_finish = room.quorum_was_met and inquorate and inquorate.lost_midway == "what began may finish"
    if quorum.met is not False or may_finish:
        return None
    reason = f"nothing may be decided: {quorum.reason}"
    return DecisionFinding(
        met=False, reason=reason, clauses=quorum.clauses, missing=quorum.missing, outcome="refused"
    )


def _finding(
    question: Question, met: bool, outcome: str, reason: str, needed: int | None = None
) -> DecisionFinding:
    count = question.count
    notes = () if question.rule.clause else ("the terms do not say how decisions are made",)
    return DecisionFinding(
        met=met,
        reason=reason,
        outcome=outcome,
        votes_for=count.of("for"),
        votes_against=count.of("against"),
        abstentions=count.of("abstain"),
        needed=needed,
        refused_ballots=tuple(count.refused),
        notes=notes,
    )


def _by_consensus(question: Question) -> DecisionFinding:
    against = question.count.of("against")
    if not against:
        return _finding(question, True, "carried", "agreed by consensus: nobody objected")
    objected = f"{counted(against, 'objection')}, so there is no consensus"
    failing = question.rule.failing_consensus
    if failing in ("majority", "unanimity"):
        voted = _by_vote(replace(question, rule=replace(question.rule, by=failing)))
        return replace(voted, reason=f"{objected}; {voted.reason}")
    if failing == "the chair decides" and question.casting in ("for", "against"):
        carried = question.casting == "for"
        reason = f"{objected}; the chair decides {question.casting}"
        return _finding(question, carried, "carried" if carried else "lost", reason)
    then = "; the chair decides" if failing == "the chair decides" else ""
    return _finding(question, False, "no consensus", objected + then)


def _by_vote(question: Question) -> DecisionFinding:
    rule, count = question.rule, question.count
    base, of = _base(question)
    needed = _needed(rule, base)
    votes = (
        f"{count.of('for')} for, {count.of('against')} against, {counted(count.of('abstain'), 'abstention')}"
    )
    asks = f"{_asked(rule)} of {of} is {needed}"
    if count.of("for") >= needed and count.of("for"):
        return _finding(question, True, "carried", f"carried: {votes} ({asks})", needed)
    if rule.by == "majority" and rule.of == "votes cast" and count.of("for") == count.of("against") > 0:
        return _tied(question, votes, needed)
    return _finding(question, False, "lost", f"not carried: {votes} ({asks})", needed)


def _asked(rule: Decisions) -> str:
    if rule.by == "share":
        return said_share(rule.share or Fraction(1))
    return "a majority" if rule.by == "majority" else "all"


def _base(question: Question) -> tuple[int, str]:
    rule, count = question.rule, question.count
    if rule.of == "votes cast":
        cast = count.of("for") + count.of("against")
        return cast, counted(cast, "vote cast", "votes cast")
    if rule.of == "those present":
        here = electorate(question.facts, question.people, rule.vote_per)
        return here, f"the {counted(here, 'vote')} present"
    share = SharePresent(share=Fraction(1), of=Base(rule.of), among=Among(voting=True))
    size = base_size(question.facts, question.room, list(question.people.values()), share)
    return size, f"the {size} {rule.of}"


def _needed(rule: Decisions, base: int) -> int:
    if rule.by == "majority":
        return floor(Fraction(base, 2)) + 1
    if rule.by == "share":
        return max(1, ceil((rule.share or Fraction(1)) * base))
    return max(1, base)


def _tied(question: Question, votes: str, needed: int) -> DecisionFinding:
    office = question.rule.casting_vote or next(
        (each.key for each in question.facts.charter.offices if each.casting_vote), None
    )
    if office is None:
        return _finding(question, False, "tied", f"tied, so not carried: {votes}", needed)
    who = question.facts.office_name(office)
    if question.casting not in ("for", "against"):
        tied = _finding(question, False, "tied", f"tied: {votes}; {who} has the casting vote", needed)
        return replace(tied, missing=(f"the casting vote of {who}",))
    carried = question.casting == "for"
    word = "carried" if carried else "lost"
    return _finding(question, carried, word, f"{word} by the casting vote of {who}: {votes}", needed)
