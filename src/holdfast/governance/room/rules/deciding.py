"""In which ways the terms let this group decide, and how it votes."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.charter.meeting import Decisions
from holdfast.charter.membership import Election
from holdfast.charter.model import Charter
from holdfast.kernel.finding import Finding

CONSENSUS, VOTE, CHAIR = "consensus", "vote", "chair"
_NAMES = {CONSENSUS: "by consensus", VOTE: "by vote", CHAIR: "by the chair"}


def decisions_rule(charter: Charter | None, kind: str | None) -> Decisions | None:
    """The rule for this kind of item, else the general one."""
    rules = list(charter.each(Decisions)) if charter is not None else []
    special = [rule for rule in rules if kind and kind in rule.kinds]
    general = [rule for rule in rules if not rule.kinds]
    return next(iter((*special, *general)), None)


def allowed_methods(rule: Decisions | None) -> tuple[str, ...]:
    """The ways of deciding that the rule leaves open; without one, consensus and vote."""
    if rule is None:
        return (CONSENSUS, VOTE)
    if rule.by != "consensus":
        return (VOTE, CONSENSUS)
    if rule.failing_consensus in ("majority", "unanimity"):
        return (CONSENSUS, VOTE)
    return (CONSENSUS, CHAIR) if rule.failing_consensus == "the chair decides" else (CONSENSUS,)


def assess_method(charter: Charter | None, kind: str | None, method: str) -> Finding:
    """Whether the group may decide in this way."""
    rule = decisions_rule(charter, kind)
    allowed = allowed_methods(rule)
    clauses = (rule.clause,) if rule and rule.clause else ()
    if method in allowed:
        return Finding(met=True, reason=f"The terms let it be decided {_NAMES[method]}.", clauses=clauses)
    ways = " or ".join(_NAMES[way] for way in allowed)
    return Finding(met=False, reason=f"Under these terms it is decided {ways}.", clauses=clauses)


def vote_per(rule: Decisions | Election | None) -> str:
    """One vote per person, seat or agency."""
    return rule.vote_per if rule is not None else "person"


def assess_ballot_kind(rule: Decisions | Election | None, *, is_secret: bool) -> Finding:
    """Whether the vote may be open, or secret."""
    stated = rule.ballot if rule is not None else "open or secret"
    if stated == "open" and is_secret:
        return Finding(met=False, reason="Under these terms votes are open, not secret.")
    if stated == "secret" and not is_secret:
        return Finding(met=False, reason="Under these terms the vote is secret.")
    return Finding(met=True, reason="The terms allow it.")


def voter_keys(per: str, *, person: str, seats: Iterable[str], agency: str) -> tuple[str, ...]:
    """For whom a person votes: themselves, each of their seats, or their agency.

    Somebody with a vote and no seat (a chair by office) votes as a person where votes are counted by seat.
    """
    if per == "seat":
        return tuple(f"seat:{seat}" for seat in sorted(seats)) or (f"person:{person}",)
    if per == "agency":
        return (f"agency:{agency}",)
    return (f"person:{person}",)
