"""What a quorum asks for, in words: 'the chair', 'someone from health', 'at least 4 members'."""

from fractions import Fraction

from holdfast.kernel.finding import counted, listed, plural

from .facts import Facts
from .quorum_rule import (
    AgencyPresent,
    AllOf,
    Among,
    AnyOf,
    Base,
    DistinctPresent,
    MembersPresent,
    Need,
    OfficePresent,
    SeatPresent,
    SectorPresent,
    SharePresent,
)
from .words import spoken

BASE_WORDS = {
    Base.ALL_SEATS: "seats",
    Base.FILLED_SEATS: "filled seats",
    Base.VOTING_SEATS: "voting seats",
    Base.FILLED_VOTING_SEATS: "filled voting seats",
    Base.AGENCIES: "agencies",
    Base.STATUTORY_AGENCIES: "statutory agencies",
}

COUNTED_AS = {
    "deputies": "deputies",
    "invitees": "invitees",
    "in_attendance": "officers in attendance",
    "remote": "people who join remotely",
    "excluded": "people excluded from an item",
}


def wanted(facts: Facts, need: Need) -> str:
    """What one need asks for, as a noun."""
    if isinstance(need, AllOf):
        different = ", all different people" if need.different_people and _is_several(need) else ""
        return listed(_parts(facts, need)) + different
    if isinstance(need, AnyOf):
        if need.count == 1:
            return listed(_parts(facts, need), "or")
        return f"at least {need.count} of: {'; '.join(_parts(facts, need))}"
    return _leaf(facts, need)


def _is_several(need: AllOf) -> bool:
    return len(need.parts) > 1


def _parts(facts: Facts, need: AllOf | AnyOf) -> list[str]:
    words = [wanted(facts, part) for part in need.parts]
    nested = [isinstance(part, AllOf | AnyOf) and len(part.parts) > 1 for part in need.parts]
    return [f"({word})" if inside else word for word, inside in zip(words, nested, strict=True)]


def _leaf(facts: Facts, need: Need) -> str:
    match need:
        case MembersPresent():
            return f"at least {so_many(facts, need.count, need.among)}"
        case SharePresent():
            return _share(facts, need)
        case SeatPresent():
            return f"the {facts.seat_name(need.seat)}{_switched(need.among)}"
        case OfficePresent():
            return f"{facts.office_name(need.office)}{_switched(need.among)}"
        case SectorPresent():
            return f"{_someone(need)} from {place_of(facts, need)}"
        case AgencyPresent():
            return f"{_someone(need)} from {place_of(facts, need)}"
        case DistinctPresent():
            kind = need.kind.value
            number = counted(need.count, f"different {kind}", f"different {plural(kind)}")
            return number + _among(facts, need.among)
    raise TypeError(need)


def _someone(need: SectorPresent | AgencyPresent) -> str:
    if need.among.voting:
        return "a voting member" if need.count == 1 else f"{need.count} voting members"
    return "someone" if need.count == 1 else counted(need.count, "person", "people")


def place_of(facts: Facts, need: SectorPresent | AgencyPresent) -> str:
    """Where someone must come from, with whatever narrows it: 'health (not counting deputies)'."""
    place = spoken(need.sector) if isinstance(need, SectorPresent) else agency_or_substitute(facts, need)
    return place + _among(facts, need.among)


def agency_or_substitute(facts: Facts, need: AgencyPresent) -> str:
    """An agency with its stated substitutes: 'social care (or early help in its place)'."""
    name = facts.agency_name(need.agency)
    if not need.substitutes:
        return name
    return f"{name} (or {listed(map(facts.agency_name, need.substitutes), 'or')} in its place)"


def _share(facts: Facts, need: SharePresent) -> str:
    than = "more than" if need.is_more_than else "at least"
    if need.share == 1:
        return f"all of the {BASE_WORDS[need.of]}{_among(facts, need.among)}"
    rounded = "" if need.is_more_than else ", rounded up"
    return f"{than} {said_share(need.share)} of the {BASE_WORDS[need.of]}{_among(facts, need.among)}{rounded}"


def said_share(share: Fraction) -> str:
    """A share as people say it: 'half', 'two thirds', '80%'."""
    known = {
        Fraction(1, 2): "half",
        Fraction(1, 3): "a third",
        Fraction(2, 3): "two thirds",
        Fraction(1, 4): "a quarter",
        Fraction(3, 4): "three quarters",
    }
    if share in known:
        return known[share]
    percent = share * 100
    return f"{float(percent):g}%" if percent.denominator in (1, 2, 4, 5, 10) else f"{share}"


def so_many(facts: Facts, number: int, among: Among, more: str = "") -> str:
    """So many members, said with whatever narrows them: '2 voting members from health'."""
    voting = "voting " if among.voting else ""
    noun = "person" if among.anyone else "member"
    nouns = "people" if among.anyone else "members"
    return f"{number} {more}{voting}{noun if number == 1 else nouns}{_among(facts, among)}"


def _among(facts: Facts, among: Among) -> str:
    words = ""
    if among.sectors:
        words += f" from {listed(map(spoken, among.sectors), 'or')}"
    if among.agencies:
        words += f" from {listed(map(facts.agency_name, among.agencies), 'or')}"
    if among.not_sectors:
        words += f" not from {listed(map(spoken, among.not_sectors), 'or')}"
    if among.not_agencies:
        words += f" not from {listed(map(facts.agency_name, among.not_agencies), 'or')}"
    if among.seats:
        words += f" among {listed(map(facts.seat_name, among.seats))}"
    if among.statutory:
        words += " from statutory agencies"
    return words + _besides(facts, among) + _switched(among)


def _switched(among: Among) -> str:
    """Who counts to this one need, where it says so itself: ' (not counting deputies)'."""
    switches = vars(among.counting).items()
    out = [COUNTED_AS[name] for name, counts in switches if counts is False]
    of = [COUNTED_AS[name] for name, counts in switches if counts is True]
    said = [f"not counting {listed(out, 'or')}"] if out else []
    said += [f"counting {listed(of)}"] if of else []
    return f" ({', '.join(said)})" if said else ""


def _besides(facts: Facts, among: Among) -> str:
    return f" besides {listed(map(facts.office_name, among.besides))}" if among.besides else ""
