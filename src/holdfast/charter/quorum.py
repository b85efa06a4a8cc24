"""Whether there is a quorum, and if not who is missing and what follows."""

from dataclasses import replace

from .chairing import chair_of
from .facts import Facts
from .findings import ChairFinding, QuorumFinding
from .model import Charter
from .outcomes import Lack, Outcome, said_here, said_lacking
from .overriding import assess_override
from .quorum_rule import Counting, Inquorate, QuorumRule
from .room import Capacity, Room
from .tally import Tally
from .words import spoken


def assess_quorum(
    charter: Charter, room: Room, *, item: str | None = None, kind: str | None = None
) -> QuorumFinding:
    """Judge the quorum of the meeting, or of one `item` (people excluded from it do not count) of a `kind`.

    `met` is None when the terms state no quorum. An override by the chair that the terms allow makes it met,
    and `is_overridden` says so. `chair` says who chairs.
    """
    facts = charter.facts
    asked = (
        *(room.present, tuple(room.vacancies), tuple(room.offices.items()), room.override, room.chair),
        *(room.nominated, room.is_reconvened, room.quorum_was_met, item, kind),
    )
    return facts.findings.answer(asked, lambda: _assessed(facts, room, item, kind))


def _assessed(facts: Facts, room: Room, item: str | None, kind: str | None) -> QuorumFinding:
    rule = facts.rule_for(kind)
    tally = Tally(facts, room, item, rule.counting if rule else Counting())
    chair = chair_of(facts, room, tally.people)
    counted = tuple(one.person for one in tally.everyone)
    if rule is None or rule.needs is None:
        return _none_stated(rule, kind, counted, chair)
    outcome = tally.judge(rule.needs)
    inquorate = facts.inquorate_for(kind)
    if not outcome.met and room.is_reconvened and counted and _is_eased(inquorate):
        return _reconvened(inquorate, counted, chair)
    if outcome.met:
        reason = f"quorate{_about(item)}: {said_here(outcome.here)}"
        return QuorumFinding(met=True, reason=reason, clauses=(rule.clause,), counted=counted, chair=chair)
    finding = _not_met(facts, tally, rule, outcome, inquorate, item, room)
    finding = replace(finding, counted=counted, chair=chair)
    return assess_override(facts, rule, room, tally.people, finding, item) if room.override else finding


def _about(item: str | None) -> str:
    return " for this item" if item else ""


def _none_stated(
    rule: QuorumRule | None, kind: str | None, counted: tuple[str, ...], chair: ChairFinding
) -> QuorumFinding:
    about = f" for {spoken(kind)}" if kind and rule is None else ""
    reason = f"no quorum is stated{about}: the meeting may go ahead with whoever is here"
    clauses = (rule.clause,) if rule else ()
    return QuorumFinding(met=None, reason=reason, clauses=clauses, counted=counted, chair=chair)


def _is_eased(inquorate: Inquorate | None) -> bool:
    return inquorate is not None and inquorate.reconvened_quorum == "those present"


def _reconvened(inquorate: Inquorate | None, counted: tuple[str, ...], chair: ChairFinding) -> QuorumFinding:
    clauses = (inquorate.clause,) if inquorate else ()
    reason = "quorate: this meeting was reconvened, so the members present are its quorum"
    return QuorumFinding(met=True, reason=reason, clauses=clauses, counted=counted, chair=chair)


def _not_met(
    facts: Facts,
    tally: Tally,
    rule: QuorumRule,
    outcome: Outcome,
    inquorate: Inquorate | None,
    item: str | None,
    room: Room,
) -> QuorumFinding:
    lacks = outcome.lacks
    if room.is_reconvened and _is_eased(inquorate):
        only = "this meeting was reconvened, so the members present are its quorum, and none is here"
        lacks = (Lack(only, "a member"),)
    reason = f"not quorate{_about(item)}: {said_lacking(lacks)}"
    notes = tuple(why_not_counted(tally))
    clauses = [rule.clause, *([inquorate.clause] if inquorate else [])]
    return QuorumFinding(
        met=False,
        reason="; ".join([reason, *notes]),
        clauses=tuple(dict.fromkeys(clauses)),
        missing=tuple(lack.missing for lack in lacks),
        notes=notes,
        consequence=said_consequence(inquorate, room, item),
        consequence_kind=inquorate.then if inquorate else None,
    )


def why_not_counted(tally: Tally) -> list[str]:
    """Sentences on people who are here and do not count, by the reason."""
    counted = tally.counted(tally.counting)
    reasons: dict[str, list[str]] = {}
    for person, one in tally.people.items():
        if person not in counted:
            reasons.setdefault(_why_not(tally, one.person), []).append(one.called)
    return [
        f"{_names(names)} {'does' if len(names) == 1 else 'do'} not count{reason}"
        for reason, names in reasons.items()
    ]


def _names(names: list[str]) -> str:
    shown = names[:5]
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    from holdfast.kernel.finding import listed

    return (listed(shown) if not more else ", ".join(shown)) + more


def _why_not(tally: Tally, person: str) -> str:
    one = tally.people[person]
    if one.is_excluded and not tally.counting.excluded:
        return ", being excluded from this item"
    if one.is_remote and not tally.counting.remote:
        return ", being remote"
    if one.is_counted and one.seats and (one.capacity is not Capacity.DEPUTY or tally.counting.deputies):
        return " besides whoever else is here for that seat"
    if one.capacity is Capacity.MEMBER:
        return " to the quorum by these terms"
    if one.capacity is Capacity.DEPUTY and not tally.facts.deputies.allowed:
        return ", being here as deputy, whom these terms do not allow"
    return f", being here as {one.capacity.value}"


def said_consequence(inquorate: Inquorate | None, room: Room, item: str | None) -> str:
    """What follows, as a sentence to the chair."""
    if inquorate is None:
        return "the terms do not say what follows; nothing should be decided"
    if room.quorum_was_met and inquorate.lost_midway == "what began may finish":
        return "what has begun may finish; nothing new is started"
    what = "this item" if item and inquorate.then == "discussion only" else "the meeting"
    within = f" within {inquorate.within}" if inquorate.within else ""
    wait = f"if there is still no quorum {inquorate.wait} after the start, " if inquorate.wait else ""
    said = {
        "cancelled": f"{what} is cancelled",
        "adjourned": f"{what} is adjourned to another date{within}",
        "reconvened": f"{what} is reconvened{within}",
        "discussion only": f"{what} may be discussed, and nothing may be decided",
        "continues": f"{what} goes on, and its decisions wait to be confirmed by a quorate one",
    }[inquorate.then]
    also = f"; it may be adjourned to another date{within}" if inquorate.may_adjourn else ""
    return wait + said.replace("the meeting may be discussed", "discussion may go on") + also
