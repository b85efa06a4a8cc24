"""Who chairs: the holder of the office, else whoever the terms put in their place."""

from holdfast.kernel.finding import listed

from .facts import Facts, Step
from .findings import ChairFinding
from .membership import Chairing
from .model import Charter
from .room import Capacity, Room
from .standing import Standing, standings
from .words import plain

NOMINATION = "nomination"


def derive_chair(charter: Charter, room: Room, *, item: str | None = None) -> ChairFinding:
    """Who chairs and by which rule; `nominees` where those present must name one of themselves.

    `met` is False while nobody may chair, None where the terms name no chair. People excluded from `item`
    by a conflict of interest do not chair it.
    """
    return chair_of(charter.facts, room, standings(charter.facts, room, item))


def chair_of(facts: Facts, room: Room, people: dict[str, Standing]) -> ChairFinding:
    """As `derive_chair`, for people whose standing is known."""
    first, then = facts.ladder
    if not first and not then:
        return ChairFinding(met=None, reason="the terms do not say who chairs")
    able = {person: one for person, one in people.items() if not one.is_excluded}
    found = _holder(facts, room, able, first, is_acting=False)
    clauses = tuple(dict.fromkeys(step.clause for step in first))
    absent = listed(facts.office_name(step.office) for step in first) or "the chair"
    for step in then:
        if found:
            return found
        clauses = tuple(dict.fromkeys((*clauses, step.clause)))
        if step.office == NOMINATION:
            return _nomination(room, able, step, absent, clauses)
        found = _holder(facts, room, able, [step], is_acting=True, absent=absent, clauses=clauses)
        absent = f"{absent} and {facts.office_name(step.office)}" if not found else absent
    return found or _nobody(absent, clauses)


def _nobody(absent: str, clauses: tuple[str, ...]) -> ChairFinding:
    verb = "are" if " and " in absent else "is"
    reason = f"no one may chair: {absent} {verb} not here, and the terms do not say who chairs then"
    return ChairFinding(met=False, reason=reason, clauses=clauses, missing=(absent,))


def _holder(
    facts: Facts,
    room: Room,
    able: dict[str, Standing],
    steps: list[Step],
    *,
    is_acting: bool,
    absent: str = "",
    clauses: tuple[str, ...] = (),
) -> ChairFinding | None:
    offices = [step.office for step in steps]
    holders = [one for office in offices for one in able.values() if office in one.offices]
    if not holders:
        return None
    chosen = next((one for one in holders if one.person == room.chair), holders[0])
    office = next(office for office in offices if office in chosen.offices)
    name = facts.office_name(office)
    others = [one.called for one in dict.fromkeys(holders) if one is not chosen]
    rule = f"{name}, because {absent} is not here" if is_acting else name
    notes: tuple[str, ...] = (f"{listed(others, 'or')} may chair as well",) if others else ()
    if others and not room.chair and facts.charter.office_by_key[office].in_turn:
        notes = (f"{name} is held in turn by {listed([chosen.called, *others])}: say whose turn it is",)
    if room.chair and room.chair != chosen.person:
        notes += (f"{room.chair} was said to be in the chair but does not hold the office",)
    clause = next(step.clause for step in steps if step.office == office)
    return ChairFinding(
        met=True,
        reason=f"{chosen.called} chairs as {rule}",
        clauses=clauses or (clause,),
        person=chosen.person,
        office=office,
        rule=rule,
        is_acting=is_acting,
        notes=notes,
    )


def _nomination(
    room: Room, able: dict[str, Standing], step: Step, absent: str, clauses: tuple[str, ...]
) -> ChairFinding:
    nominees = [one for one in able.values() if step.rule and _may_be_named(one, step.rule)]
    names = tuple(one.person for one in nominees)
    verb = "are" if " and " in absent else "is"
    rule = f"nomination by those present, because {absent} {verb} not here"
    named = able.get(room.nominated) if room.nominated else None
    if named in nominees and named is not None:
        reason = f"{named.called} chairs this meeting only, named by those present: {absent} {verb} not here"
        return ChairFinding(
            met=True,
            reason=reason,
            clauses=clauses,
            person=named.person,
            rule=rule,
            is_acting=True,
            nominees=names,
        )
    if not nominees:
        reason = f"no one may chair: {absent} {verb} not here, and no one here may be named in their place"
        return ChairFinding(met=False, reason=reason, clauses=clauses, rule=rule, missing=(absent,))
    reason = f"{absent} {verb} not here: those present name one of themselves to chair this meeting only"
    if room.nominated:
        reason = f"{named.called if named else room.nominated} may not be named to chair; {reason}"
    missing = ("a nomination by those present",)
    return ChairFinding(met=False, reason=reason, clauses=clauses, rule=rule, nominees=names, missing=missing)


def _may_be_named(one: Standing, rule: Chairing) -> bool:
    if not one.is_counted or (one.capacity is Capacity.DEPUTY and not rule.deputies_may_chair):
        return False
    sectors = {plain(sector) for sector in rule.nominees_from_sectors}
    return (not sectors or bool(sectors & one.represents.sectors)) and (
        one.is_voting or not rule.nominees_vote
    )
