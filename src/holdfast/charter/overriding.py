"""The chair's override: whether the quorum may be set aside, by whom, and for what."""

from dataclasses import replace

from holdfast.kernel.finding import Finding

from .facts import Facts
from .findings import QuorumFinding
from .quorum_rule import Override, QuorumRule
from .room import Room, RoomOverride
from .standing import Standing
from .words import plain


def assess_override(
    facts: Facts,
    rule: QuorumRule,
    room: Room,
    people: dict[str, Standing],
    finding: QuorumFinding,
    item: str | None,
) -> QuorumFinding:
    """The finding as the chair's override leaves it: met, or not met and why the override does not help."""
    act = room.override
    if act is None or (act.item is not None and (item is None or plain(act.item) != plain(item))):
        return finding
    allowed = rule.override or facts.override
    may = _assess(facts, allowed, act, room, people, finding)
    if not may.met:
        return replace(finding, reason=f"{finding.reason}; {may.reason}", notes=(*finding.notes, may.reason))
    lacking = finding.reason.partition(": ")[2]
    return replace(
        finding,
        met=True,
        is_overridden=True,
        reason=f"quorate by decision of the chair, although {lacking}. Reason given: {act.reason or 'none'}",
        clauses=tuple(dict.fromkeys((*finding.clauses[:1], *may.clauses))),
        consequence=None,
        consequence_kind=None,
    )


def _assess(
    facts: Facts,
    rule: Override | None,
    act: RoomOverride,
    room: Room,
    people: dict[str, Standing],
    finding: QuorumFinding,
) -> Finding:
    if rule is None or not rule.allowed:
        return Finding(met=False, reason="these terms do not let the chair set the quorum aside")
    clauses = (rule.clause,)
    office = facts.office_name(rule.by)
    if not _is_by(rule, act.by, room, people, finding):
        reason = f"only {office} may set the quorum aside, and {_called(act.by, people)} is not"
        return Finding(met=False, reason=reason, clauses=clauses)
    if rule.scope == "item" and act.item is None:
        reason = f"{office} may set the quorum aside for one item at a time: say which"
        return Finding(met=False, reason=reason, clauses=clauses)
    if rule.reason and not act.reason.strip():
        return Finding(
            met=False, reason=f"{office} must give a reason to set the quorum aside", clauses=clauses
        )
    return Finding(met=True, reason=f"{office} has set the quorum aside", clauses=clauses)


def _called(by: str, people: dict[str, Standing]) -> str:
    return people[by].called if by in people else by


def _is_by(rule: Override, by: str, room: Room, people: dict[str, Standing], finding: QuorumFinding) -> bool:
    """Whether the act is the office holder's: by name of the office, by holding it, or by chairing now."""
    if plain(by) == rule.by or (by in people and rule.by in people[by].offices):
        return True
    if any(plain(office) == rule.by and person == by for office, person in room.offices.items()):
        return True
    chairing = finding.chair.person if finding.chair else None
    return rule.acting_chair and chairing is not None and by == chairing
