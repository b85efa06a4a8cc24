"""Which services the charter's pathway offers at a level of risk, and whether a choice keeps to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from holdfast.charter.promises import Pathway, PathwayStep
from holdfast.charter.words import plain
from holdfast.kernel.finding import Finding, listed

# By what a level is called where no pathway names its own.
USUAL_LEVELS = ("low", "medium", "high")


@dataclass(frozen=True)
class Eligible:
    """A service of the pathway that takes a child at this level, and by which clause."""

    name: str
    clause: str
    when: str | None

    @property
    def key(self) -> str:
        """The name as it is compared with the register's."""
        return plain(self.name)


def eligible(
    pathways: Iterable[Pathway], level: str, circumstances: Iterable[str] = ()
) -> tuple[Eligible, ...]:
    """The services that the pathway offers at the level, in its order.

    A step with a `when` takes only those with that circumstance; one without takes everybody at its levels.
    """
    present = {plain(each) for each in circumstances}
    found: dict[str, Eligible] = {}
    for pathway in pathways:
        for step in pathway.steps:
            if _takes(step, plain(level), present):
                one = Eligible(step.to, pathway.clause, step.when)
                found.setdefault(one.key, one)
    return tuple(found.values())


def _takes(step: PathwayStep, level: str, present: set[str]) -> bool:
    at_level = level in {plain(each) for each in step.levels}
    return at_level and (step.when is None or plain(step.when) in present)


def circumstances_asked(pathways: Iterable[Pathway], level: str | None = None) -> tuple[str, ...]:
    """What the pathway asks about besides the level (at that level, if one is given), in its words."""
    asked = (
        step.when
        for pathway in pathways
        for step in pathway.steps
        if step.when and (level is None or plain(level) in {plain(each) for each in step.levels})
    )
    return tuple(dict.fromkeys(asked))


def levels_named(pathways: Iterable[Pathway]) -> tuple[str, ...]:
    """The levels that the pathway speaks of, the usual ones first and in their order."""
    named = dict.fromkeys(level for each in pathways for step in each.steps for level in step.levels)
    known = {plain(level): level for level in named}
    usual = [known[level] for level in USUAL_LEVELS if level in known]
    return (*usual, *(level for level in named if level not in usual)) or USUAL_LEVELS


def assess_choice(
    pathways: Iterable[Pathway],
    service: str,
    level: str,
    circumstances: Iterable[str] = (),
    reason: str = "",
) -> Finding:
    """Whether a child at this level may be offered this service.

    Met where the pathway offers it, or allows another with a reason and one is given. `met` is None where
    the terms state no pathway.
    """
    pathways = tuple(pathways)
    if not pathways:
        return Finding(met=None, reason="The terms state no pathway: any service may be offered.")
    clauses = tuple(each.clause for each in pathways)
    offered = eligible(pathways, level, circumstances)
    chosen = next((each for each in offered if each.key == plain(service)), None)
    if chosen is not None:
        told = f"{chosen.name} takes children at {level}" + (f" {chosen.when}" if chosen.when else "")
        return Finding(met=True, reason=f"{told}.", clauses=(chosen.clause,))
    return _outside(pathways, offered, service, level, reason, clauses)


def _outside(
    pathways: tuple[Pathway, ...],
    offered: tuple[Eligible, ...],
    service: str,
    level: str,
    reason: str,
    clauses: tuple[str, ...],
) -> Finding:
    instead = f"At {level} it offers {listed([one.name for one in offered], 'or')}." if offered else ""
    told = f"{service} is not on the terms' pathway at {level}. {instead or f'It offers nothing at {level}.'}"
    if not all(each.others_with_reason for each in pathways):
        return Finding(met=False, reason=f"{told} They allow no other choice.", clauses=clauses)
    if not reason.strip():
        return Finding(met=False, reason=f"{told} Say why you choose it all the same.", clauses=clauses)
    return Finding(
        met=True, reason=f"{told} Another choice needs a reason: {reason.strip()}", clauses=clauses
    )


def assess_place(service: str, capacity: int | None, taken: int, reason: str = "") -> Finding:
    """Whether the service has a place for one more; past its capacity only with a reason."""
    if capacity is None:
        return Finding(met=None, reason=f"{service} has stated no number of places.")
    if taken < capacity:
        return Finding(met=True, reason=f"{taken} of {capacity} places at {service} are taken.")
    told = f"All {capacity} places at {service} are taken."
    if not reason.strip():
        return Finding(met=False, reason=f"{told} Put the child on its waiting list, or say why it starts.")
    return Finding(met=True, reason=f"{told} Started all the same: {reason.strip()}")
