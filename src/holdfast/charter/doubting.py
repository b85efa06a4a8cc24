"""What a charter may say but a reader should look at again: attested rules, words with two meanings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .mechanism import Mechanism
from .membership import Chairing, Office, Seat
from .model import Charter, Clause
from .promises import Attested, Undertaking
from .quorum_rule import QuorumRule
from .words import plain

_CITED = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:sections?|s\.|articles?|parts?|regulations?|chapters?|paragraphs?|annex|clauses?)"
    r"\s*\d+(?:\.\d+)*",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d+|%|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|half|thirds?"
    r"|quarters?|once|twice|percent|per cent|majority|minimum|maximum)\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:hours?|days?|weeks?|fortnight(?:ly)?|months?|years?|daily|hourly|weekly|monthly|quarterly|yearly"
    r"|annual(?:ly)?|bi-?\s?(?:annual|month|week)\w*|termly|deadlines?)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:if|unless|until|except|provided that|subject to|in the absence of|whenever"
    r"|otherwise|at (?:least|most)"
    r"|no (?:more|fewer|less|later) than|only (?:when|if)|in the event|failing|when(?! possible))\b",
    re.IGNORECASE,
)
_IDIOM = re.compile(r"\b(?:day[- ]to[- ]day|every ?day|at once|once again)\b", re.IGNORECASE)
_TWO_WAYS = re.compile(r"\bbi-?\s?(?:annual|month|week|year)\w*", re.IGNORECASE)


@dataclass(frozen=True)
class Doubt:
    """Something to look at again, with its clause and line."""

    line: int
    clause: str | None
    says: str

    def __str__(self) -> str:
        clause = f", clause {self.clause}" if self.clause else ""
        return f"line {self.line}{clause}: {self.says}"


def doubts(charter: Charter) -> tuple[Doubt, ...]:
    """Everything in a charter to look at again."""
    found = [doubt for clause in charter.clauses for doubt in _of_clause(clause)]
    if charter.first(QuorumRule) is None:
        found.append(Doubt(1, None, 'no clause states a quorum, or that none is stated (quorum = "none")'))
    elif charter.first(Seat) is None and any(rule.needs for rule in charter.each(QuorumRule)):
        found.append(
            Doubt(1, None, "no seats are stated, so nobody can tell whether the quorum can be reached")
        )
    return (*found, *_of_sectors(charter), *_of_reporting(charter))


def _of_sectors(charter: Charter) -> Iterator[Doubt]:
    """Sectors from which someone is to be elected or named, but from which nobody comes."""
    known = {plain(seat.sector) for seat in charter.seats if seat.sector}
    known |= {plain(agency.sector) for agency in charter.agencies if agency.sector}
    for clause in charter.clauses:
        for each in clause.mechanisms:
            for sector in _sectors_named(each):
                if charter.seats and plain(sector) not in known:
                    words = f"no seat and no agency is of the sector '{sector}'"
                    yield Doubt(clause.line, clause.id, words)


def _sectors_named(mechanism: Mechanism) -> tuple[str, ...]:
    if isinstance(mechanism, Chairing):
        return mechanism.nominees_from_sectors
    return mechanism.election.eligible_sectors if isinstance(mechanism, Office) and mechanism.election else ()


def _of_reporting(charter: Charter) -> Iterator[Doubt]:
    """A reporting line that stops at a group of which nothing more is said."""
    for key in charter.reports_to:
        body = charter.body_by_key.get(plain(key))
        if body and body.kind == "group" and not body.reports_to:
            words = f"reports to '{key}', no board and reporting to nobody: say its kind or reports_to"
            yield Doubt(1, None, words)


def _of_clause(clause: Clause) -> Iterator[Doubt]:
    if any(isinstance(each, Attested) for each in clause.mechanisms) and all(
        isinstance(each, Attested | Undertaking) for each in clause.mechanisms
    ):
        holds = attested_holds(" ".join([clause.says, *_statements(clause)]))
        if holds:
            words = f"is attested but holds {' and '.join(holds)}: what can be a rule should be one"
            yield Doubt(clause.line, clause.id, words)
    two_ways = _TWO_WAYS.search(clause.says)
    if two_ways and not clause.readings:
        words = f"'{two_ways[0]}' can be read two ways: state the reading chosen with [[clause.reading]]"
        yield Doubt(clause.line, clause.id, words)


def _statements(clause: Clause) -> Iterator[str]:
    for each in clause.mechanisms:
        if isinstance(each, Attested) and each.statement:
            yield each.statement


def attested_holds(text: str) -> list[str]:
    """What a wording holds that could be a rule: a number, a period, a condition (each with the words)."""
    words = _IDIOM.sub("", _CITED.sub("", text))
    kinds = (("a number", _NUMBER), ("a period", _PERIOD), ("a condition", _CONDITION))
    return [f"{kind} ('{found[0]}')" for kind, pattern in kinds if (found := pattern.search(words))]
