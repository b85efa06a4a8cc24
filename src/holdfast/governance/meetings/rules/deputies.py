"""Whether somebody may stand in for a member at one meeting."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.charter.membership import Deputies
from holdfast.charter.model import Charter
from holdfast.kernel.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The facts of a proposed deputy, for one seat at one meeting."""

    deputy: str
    seat: str
    is_the_member: bool = False
    is_member: bool = False
    has_left: bool = False
    is_of_the_agency: bool = True
    is_standing_deputy: bool = False
    stands_in_for: str = ""


def assess_deputy(charter: Charter | None, proposal: Proposal) -> Finding:
    """Whether the terms and plain sense let this person stand in; met is None where the terms are silent."""
    rule = charter.first(Deputies) if charter else None
    clauses = (rule.clause,) if rule else ()
    if reason := _against(rule, proposal):
        return Finding(met=False, reason=reason, clauses=clauses)
    said = f"{proposal.deputy} may stand in for {proposal.seat}."
    if rule is None:
        return Finding(met=None, reason="The terms say nothing of deputies.")
    level = (f"The terms ask for this level: {rule.seniority}.",) if rule.seniority else ()
    return Finding(met=True, reason=said, clauses=clauses, notes=level)


def _against(rule: Deputies | None, proposal: Proposal) -> str:
    who = proposal.deputy
    if proposal.is_the_member:
        return "Nobody can be their own deputy. Choose somebody else."
    if proposal.has_left:
        return f"{who} has left. Choose somebody else."
    if rule is not None and not rule.allowed:
        return "The terms of this group allow no deputies."
    if proposal.stands_in_for:
        return f"{who} is already standing in for {proposal.stands_in_for} at this meeting."
    if proposal.is_member and not (rule and rule.members_may_deputise):
        return (
            f"{who} is a member and will be there in their own right, so cannot stand in for {proposal.seat}."
        )
    if rule is not None and rule.same_agency and not proposal.is_of_the_agency:
        return f"A deputy comes from the member's own agency; {who} does not."
    if rule is not None and rule.named == "standing" and not proposal.is_standing_deputy:
        return f"Only a standing deputy of this seat may stand in; {who} is not one."
    return ""
