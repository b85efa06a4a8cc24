"""Invented children: who they are, where they live, and how likely each is to go missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from uuid import UUID

from holdfast.casework.children.references import ALPHABET, LENGTH
from holdfast.demo.world.chance import Chance
from holdfast.demo.world.childhood.names import AUTHORITIES, BOYS, FAMILIES, GIRLS, HOMES, SCHOOLS

# How old the children on record are, in whole years, and how many of a hundred.
_AGES = {9: 1, 10: 2, 11: 4, 12: 8, 13: 14, 14: 20, 15: 23, 16: 18, 17: 10}
_ETHNIC = {"WBRI": 68, "WOTH": 5, "MWBC": 5, "MWAS": 3, "MOTH": 2, "APKN": 3, "ABAN": 2, "BAFR": 4, "BCRB": 2}
_ETHNIC |= {"OOTH": 2, "WROM": 1, "NOBT": 3}
_LANGUAGES = ("Polish", "Romanian", "Urdu", "Bengali", "Albanian", "Arabic", "Tigrinya")
_LOOKED_AFTER = 0.34
# How unevenly episodes fall: a few children have most of them.
_SPREAD = 2.0
# So many children on record never go missing.
_NEVER = 0.3


@dataclass(frozen=True)
class Home:
    """A placement of a looked-after child."""

    placing: tuple[str, str]
    host: tuple[str, str]
    kind: str
    provider: str
    from_on: date

    @property
    def is_out(self) -> bool:
        """Placed by us, outside our area."""
        return self.placing != self.host and self.placing[1] == ""

    @property
    def is_here(self) -> bool:
        """Placed inside our area by another authority."""
        return self.placing != self.host and self.host[1] == ""


@dataclass(frozen=True)
class PlannedChild:
    """One child. `pull` is how often this child goes missing compared with others; 0 is never."""

    id: UUID
    reference: str
    given_names: str
    family_name: str
    sex: str
    birth_on: date
    is_birth_estimated: bool
    ethnic_group: str
    language: str
    school: str
    has_learning_disability: bool
    legal_status: str
    home: Home | None
    areas: tuple[str, ...]
    pull: float
    known_since: date


class References:
    """Draws references that nobody else in the partnership has."""

    def __init__(self, chance: Chance) -> None:
        self._chance, self._given = chance, set[str]()

    def draw(self) -> str:
        """Five letters and digits."""
        while True:
            reference = "".join(self._chance.one_of(ALPHABET) for _ in range(LENGTH))
            if reference not in self._given:
                self._given.add(reference)
                return reference


def plan_children(
    chance: Chance, count: int, today: date, years: int, own_area: str
) -> Iterator[PlannedChild]:
    """So many children on record on a day, known for up to so many years; the same from the same chance."""
    references = References(chance.part("references"))
    for _ in range(count):
        yield _child(chance, references.draw(), today, years, own_area)


def _weighed(chance: Chance, shares: dict[str, int] | dict[int, int]) -> str | int:
    choices: list[str | int] = list(shares)
    return chance.random.choices(choices, weights=list(shares.values()))[0]


def _child(chance: Chance, reference: str, today: date, years: int, own_area: str) -> PlannedChild:
    is_girl = chance.often(0.56)
    born = _birthday(chance, today)
    is_looked_after = chance.often(_LOOKED_AFTER)
    known_since = max(today - timedelta(days=chance.between(20, 365 * years)), born + timedelta(days=365 * 8))
    home = _home(chance, known_since, own_area) if is_looked_after else None
    return PlannedChild(
        id=chance.identity(),
        reference=reference,
        given_names=_given_names(chance, is_girl),
        family_name=_family_name(chance),
        sex="female" if is_girl else "male",
        birth_on=born,
        is_birth_estimated=home is not None and chance.often(0.05),
        ethnic_group=str(_weighed(chance, _ETHNIC)),
        language=chance.one_of(_LANGUAGES) if chance.often(0.08) else "English",
        school=chance.one_of(SCHOOLS),
        has_learning_disability=chance.often(0.14),
        legal_status=chance.one_of(("section-20", "care-order", "care-order", "interim-care-order"))
        if home
        else "none",
        home=home,
        areas=_areas(chance, is_girl),
        pull=_pull(chance, is_looked_after),
        known_since=min(known_since, today - timedelta(days=7)),
    )


def _birthday(chance: Chance, today: date) -> date:
    age = int(_weighed(chance, _AGES))
    return today - timedelta(days=round(365.25 * age) + chance.between(1, 364))


def _given_names(chance: Chance, is_girl: bool) -> str:
    names = GIRLS if is_girl else BOYS
    return " ".join(chance.some_of(names, 2)) if chance.often(0.07) else chance.one_of(names)


def _family_name(chance: Chance) -> str:
    return "-".join(chance.some_of(FAMILIES, 2)) if chance.often(0.08) else chance.one_of(FAMILIES)


def _home(chance: Chance, since: date, own_area: str) -> Home:
    """Most are placed at home or near it; one in six far away, one in six came from far away."""
    own, other = (own_area, ""), chance.one_of(AUTHORITIES)
    placing, host = chance.random.choices([(own, own), (own, other), (other, own)], weights=[66, 17, 17])[0]
    kind = chance.random.choices(["K2", "U6", "U4", "U3", "H5", "R1"], weights=[30, 30, 15, 8, 14, 3])[0]
    provider = chance.one_of(HOMES) if kind in ("K2", "H5", "R1") else "Foster carers"
    return Home(placing, host, kind, provider, since - timedelta(days=chance.between(10, 400)))


def _areas(chance: Chance, is_girl: bool) -> tuple[str, ...]:
    areas = ["missing"] if chance.often(0.8) else []
    areas += ["sexual"] if chance.often(0.34 if is_girl else 0.08) else []
    areas += ["criminal"] if chance.often(0.12 if is_girl else 0.36) else []
    areas += ["trafficking"] if chance.often(0.05) else []
    return tuple(areas or ["missing"])


def _pull(chance: Chance, is_looked_after: bool) -> float:
    """Nobody, once, or again and again: lognormal, and twice as strong in care."""
    if chance.often(_NEVER):
        return 0.0
    return exp(chance.random.gauss(0.0, _SPREAD)) * (2.0 if is_looked_after else 1.0)
