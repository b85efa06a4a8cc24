"""How likely it is that what is asked about and what is recorded are one child, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from holdfast.casework.children.rules.births import BirthLikeness, birth_likeness
from holdfast.casework.children.rules.names import ONE_SLIP, SAME, name_key, part_likeness

# From this score a record is shown to whoever searches; what is beneath is chance.
LIKELY = 42
NAME_ALONE, SOUNDS_ALIKE = 0.8, 0.75
TWIN_GIVEN, TWIN_FAMILY = 0.75, 0.9


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared: keys, not as written."""

    given: str = ""
    family: str = ""

    @classmethod
    def of(cls, given: str, family: str) -> Name:
        return cls(name_key(given), name_key(family))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a child: names (the present one first), birth date, (kind, value) of identifiers."""

    names: tuple[Name, ...]
    born_on: date | None = None
    is_birth_estimated: bool = False
    identifiers: frozenset[tuple[str, str]] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score of 0 to 100 and what it rests on, in words."""

    score: int
    reasons: tuple[str, ...] = ()

    @property
    def is_likely(self) -> bool:
        return self.score >= LIKELY


@dataclass(frozen=True, slots=True)
class _NameLikeness:
    share: float
    reason: str = ""


def likeness(asked: Known, recorded: Known, *, sounds_alike: bool = False) -> Likeness:
    """Compare; `sounds_alike` when the database found that the names sound alike."""
    shared = sorted(asked.identifiers & recorded.identifiers)
    name = _best_name(asked.names, recorded.names, sounds_alike=sounds_alike)
    either = asked.is_birth_estimated or recorded.is_birth_estimated
    born = birth_likeness(asked.born_on, recorded.born_on, is_estimated=either)
    reasons = [*(f"the same {_said(kind)}" for kind, _ in shared), name.reason, born.reason]
    if born.share == 0.0:
        reasons.append("but another birth date")
    if twin := _twin_note(asked, recorded, born):
        reasons.append(twin)
    score = max(_score(name, born), 90 if shared else 0)
    return Likeness(min(100, score + 10 * bool(shared)), tuple(filter(None, reasons)))


def _said(kind: str) -> str:
    known = {"nhs": "NHS number", "upn": "unique pupil number"}
    return known.get(kind, f"{kind.replace('-', ' ')} reference")


def _score(name: _NameLikeness, born: BirthLikeness) -> int:
    if born.share is None:
        return round(100 * NAME_ALONE * name.share)
    if not name.share and born.share:  # nobody asked by name, or nothing alike: the date alone is little
        return round(40 * born.share)
    return round(100 * (0.65 * name.share + 0.35 * born.share))


def _best_name(asked: Iterable[Name], recorded: Iterable[Name], *, sounds_alike: bool) -> _NameLikeness:
    pairs = [(one, other, place) for one in asked for place, other in enumerate(recorded)]
    found = [_name_likeness(one, other, is_alias=place > 0) for one, other, place in pairs]
    best = max(found, key=lambda each: each.share, default=_NameLikeness(0.0))
    if sounds_alike and best.share < SOUNDS_ALIKE:
        return _NameLikeness(SOUNDS_ALIKE, "a name that sounds alike")
    return best


def _name_likeness(one: Name, other: Name, *, is_alias: bool) -> _NameLikeness:
    straight = _halves(one.given, other.given, one.family, other.family)
    crossed = _halves(one.given, other.family, one.family, other.given) * 0.97
    share = max(straight, crossed)
    if share < 0.3:
        return _NameLikeness(0.0)
    return _NameLikeness(share, _words(share, is_alias=is_alias, is_crossed=crossed > straight))


def _words(share: float, *, is_alias: bool, is_crossed: bool) -> str:
    how = 0 if share >= 0.97 else 1 if share >= 0.85 else 2
    said = ("the same name", "nearly the same name", "a similar name")[how]
    if is_alias:
        said = ("the same as", "nearly the same as", "similar to")[how] + " another name of the child"
    return said + (", with given and family names the other way round" if is_crossed and share >= 0.6 else "")


def _halves(given: str, other_given: str, family: str, other_family: str) -> float:
    """Both halves, or the one that was asked; the family name weighs a little less, for it is shared."""
    if not given or not family:
        return part_likeness(given or family, other_given if given else other_family)
    return 0.55 * part_likeness(given, other_given) + 0.45 * part_likeness(family, other_family)


def _twin_note(asked: Known, recorded: Known, born: BirthLikeness) -> str:
    if born.share != SAME or not asked.names or not recorded.names:
        return ""
    one, other = asked.names[0], recorded.names[0]
    other_given = one.given and part_likeness(one.given, other.given) < TWIN_GIVEN
    if other_given and part_likeness(one.family, other.family) >= min(TWIN_FAMILY, ONE_SLIP):
        return "the same family name with another given name: perhaps a twin"
    return ""
