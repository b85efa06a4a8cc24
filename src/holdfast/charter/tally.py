"""Counts who is in the room against each need of a quorum."""

from fractions import Fraction
from math import ceil, floor

from holdfast.kernel.finding import listed

from .different import judge_different
from .facts import Facts
from .outcomes import Lack, Outcome, away, one_of, so_many_kinds, someone_from, together
from .quorum_rule import (
    EVERY_MEMBER,
    AgencyPresent,
    AllOf,
    Among,
    AnyOf,
    Base,
    Counting,
    DistinctPresent,
    Kind,
    Leaf,
    MembersPresent,
    Need,
    OfficePresent,
    SeatPresent,
    SectorPresent,
    SharePresent,
)
from .room import Capacity, Room
from .seating import AGENCIES, VOTING, base_size, stands_among
from .standing import Standing, counted_people, seated, standings
from .wanting import BASE_WORDS, place_of, so_many, wanted
from .words import plain, spoken


class Tally:
    """One room at one moment (and for one item), counted as each need asks."""

    def __init__(self, facts: Facts, room: Room, item: str | None, counting: Counting) -> None:
        self.facts = facts
        self.room = room
        self.people = standings(facts, room, item)
        self.counting = merged(counting, facts.counting)
        self._counted: dict[Counting, dict[str, Standing]] = {}
        self.everyone = list(self.counted(self.counting).values())

    def switches(self, among: Among) -> Counting:
        """Who counts for a need that may state its own switches."""
        return self.counting if among is EVERY_MEMBER else merged(among.counting, self.counting)

    def counted(self, switches: Counting) -> dict[str, Standing]:
        """Everyone who counts."""
        if switches not in self._counted:
            self._counted[switches] = counted_people(self.facts, self.people, switches)
        return self._counted[switches]

    def among(self, among: Among) -> list[Standing]:
        """Those who count towards a need."""
        if among is EVERY_MEMBER:
            return self.everyone
        everyone = self.people if among.anyone else self.counted(self.switches(among))
        return [one for one in everyone.values() if _fits(one, among)]

    def judge(self, need: Need) -> Outcome:
        """Judge a need and everything inside it."""
        if isinstance(need, AllOf):
            return judge_different(self, need) if need.different_people else self.judge_all(need)
        return self._any(need) if isinstance(need, AnyOf) else self._leaf(need)

    def judge_all(self, need: AllOf) -> Outcome:
        """Judge each part by itself, whoever stands for it."""
        return together([self.judge(part) for part in need.parts])

    def _any(self, need: AnyOf) -> Outcome:
        outcomes = [self.judge(part) for part in need.parts]
        met = [outcome for outcome in outcomes if outcome.met]
        if len(met) >= need.count:
            return Outcome(True, tuple(dict.fromkeys(noun for outcome in met for noun in outcome.here)))
        lacking = [outcome.lacks for outcome in outcomes if not outcome.met]
        missing = listed((listed(lack.missing for lack in lacks) for lacks in lacking), "or")
        words = [wanted(self.facts, part) for part in need.parts]
        if need.count == 1:
            return Outcome(False, lacks=(one_of([x[0] for x in lacking if len(x) == 1], words, missing),))
        only = f"only {len(met)}" if met else "none"
        sentence = f"{only} of the {need.count} needed of these: {'; '.join(words)}"
        return Outcome(False, lacks=(Lack(sentence, f"{need.count - len(met)} more of: {missing}"),))

    def _leaf(self, need: Leaf) -> Outcome:
        match need:
            case MembersPresent():
                return self._number(len(self.people_for(need)), need.count, need.among)
            case SharePresent():
                return self._share(need)
            case DistinctPresent():
                return self._kinds(need.among, need.kind, need.count)
            case SectorPresent():
                return someone_from(place_of(self.facts, need), len(self.people_for(need)), need.count)
            case AgencyPresent():
                return self._agency(need)
        noun = wanted(self.facts, need)
        return Outcome(True, (noun,)) if self.people_for(need) else away(noun)

    def people_for(self, need: Leaf) -> list[Standing]:
        """The people who could stand for a need."""
        if isinstance(need, SeatPresent | OfficePresent):
            return [one for one in self.people.values() if self._is_here_for(one, need)]
        able = self.among(need.among)
        match need:
            case SectorPresent():
                return [one for one in able if plain(need.sector) in one.represents.sectors]
            case AgencyPresent():
                either = {need.agency, *need.substitutes}
                return [one for one in able if not either.isdisjoint(one.represents.agencies)]
            case SharePresent():
                return self._heads([one for one in able if one.is_voting or need.of not in VOTING])
            case MembersPresent():
                return self._heads(able)
        return able

    def _heads(self, people: list[Standing]) -> list[Standing]:
        """These people counted as members, of whom a seat shared by several gives only one."""
        shared = {one.person: one for one in people}
        return list(seated(self.facts, shared, self.facts.seats).values())

    def _is_here_for(self, one: Standing, need: SeatPresent | OfficePresent) -> bool:
        """Whether someone fills a named seat or office, which need not be one that counts or votes."""
        switches = self.switches(need.among)
        if (one.is_remote and not switches.remote) or (one.is_excluded and not switches.excluded):
            return False
        if isinstance(need, OfficePresent):
            return need.office in one.offices
        if one.capacity is Capacity.DEPUTY:
            return bool(switches.deputies) and need.seat in one.seats
        return one.capacity is not Capacity.INVITEE and need.seat in one.sits_in

    def _agency(self, need: AgencyPresent) -> Outcome:
        people = self.people_for(need)
        if people and need.count == 1:
            represented = frozenset().union(*(one.represents.agencies for one in people))
            used = next(each for each in (need.agency, *need.substitutes) if each in represented)
            return Outcome(True, (self.facts.agency_name(used),))
        return someone_from(place_of(self.facts, need), len(people), need.count)

    def _number(self, here: int, needed: int, among: Among, of: str = "") -> Outcome:
        if here >= needed:
            return Outcome(True, (so_many(self.facts, here, among) + of,))
        only = f"only {here}" if here else "none"
        verb = "is" if here < 2 else "are"
        sentence = f"{only} of the {so_many(self.facts, needed, among)} needed{of} {verb} here"
        if needed == 1:
            sentence = f"no {so_many(self.facts, 1, among)[2:]} is here{of}"
        return Outcome(False, lacks=(Lack(sentence, so_many(self.facts, needed - here, among, "more ")),))

    def _share(self, need: SharePresent) -> Outcome:
        base = base_size(self.facts, self.room, list(self.people.values()), need)
        needed = needed_of(need, base)
        if need.of in AGENCIES:
            kind = Kind.AGENCY if need.of is Base.AGENCIES else Kind.STATUTORY_AGENCY
            return self._kinds(need.among, kind, needed)
        return self._number(
            len(self.people_for(need)), needed, need.among, f" (of {base} {BASE_WORDS[need.of]})"
        )

    def _kinds(self, among: Among, kind: Kind, needed: int) -> Outcome:
        name = spoken if kind is Kind.SECTOR else self.facts.agency_name
        return so_many_kinds(sorted(map(name, self.slots(among, kind))), needed, kind.value)

    def slots(self, among: Among, kind: Kind) -> dict[str, list[str]]:
        """For each different agency or sector here, the people who could stand for it."""
        found: dict[str, list[str]] = {}
        for one in self.among(among):
            for each in _stands_for(one, kind):
                found.setdefault(each, []).append(one.person)
        return found

    def size_of(self, need: SharePresent) -> int:
        """How many people a share comes to here."""
        return needed_of(need, base_size(self.facts, self.room, list(self.people.values()), need))


def _fits(one: Standing, among: Among) -> bool:
    return (
        (not among.voting or one.is_voting)
        and (not among.seats or not set(among.seats).isdisjoint(one.seats))
        and (not among.besides or one.offices.isdisjoint(among.besides))
        and stands_among(one.represents, among)
    )


def _stands_for(one: Standing, kind: Kind) -> frozenset[str]:
    if kind is Kind.SECTOR:
        return one.represents.sectors
    return one.represents.bodies if kind is Kind.AGENCY else one.represents.statutory


def merged(own: Counting, general: Counting) -> Counting:
    """The switches that a rule states, over the general ones."""
    stated = {name: value for name, value in vars(own).items() if value is not None}
    return Counting(**{**vars(general), **stated}) if stated else general


def needed_of(need: SharePresent, base: int) -> int:
    """How many a share comes to: rounded up, or one more than the whole part of it; never none."""
    exact = need.share * Fraction(base)
    return max(1, floor(exact) + 1 if need.is_more_than else ceil(exact))
