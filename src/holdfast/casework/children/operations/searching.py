"""Searching for a child: likely matches, best first. Of a hidden one only its guardian is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from holdfast.casework.children.codes import IdentifierKind
from holdfast.casework.children.hooks import HiddenMatch, on_match_of_restricted
from holdfast.casework.children.models import Child, ChildName, Identifier
from holdfast.casework.children.rules.births import like_dates
from holdfast.casework.children.rules.identifiers import as_compared
from holdfast.casework.children.rules.matching import Known, Likeness, Name, likeness
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.context import seeing_everything
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

MOST_SHOWN = 20
SHORTEST_NUMBER = 3
# Asked for besides whoever was found: finding somebody hidden asks no more than finding nobody.
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Terms:
    """What is known of the child who is searched for; at least one of them."""

    given_names: str = ""
    family_name: str = ""
    birth_on: date | None = None
    is_birth_estimated: bool = False
    numbers: tuple[str, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing to go by."""
        name = Name.of(self.given_names, self.family_name)
        return not (name.given or name.family or self.birth_on or self.compared_numbers())

    def compared_numbers(self) -> list[str]:
        """The numbers as they are compared; one too short, or of one digit (0000000000), means nothing."""
        compared = (as_compared(number) for number in self.numbers)
        return [text for text in compared if len(text) >= SHORTEST_NUMBER and len(set(text)) > 1]

    def known(self) -> Known:
        """As the rule takes it; a number may be of any kind."""
        numbers = {(kind.value, number) for kind in IdentifierKind for number in self.compared_numbers()}
        name = Name.of(self.given_names, self.family_name)
        named = (name,) if name.given or name.family else ()
        return Known(named, self.birth_on, self.is_birth_estimated, frozenset(numbers))


@dataclass(frozen=True, slots=True)
class Match:
    """A child who may be the one searched for, and why."""

    child: Child
    likeness: Likeness


@transaction.atomic
def search_children(terms: Terms, *, by: Actor) -> tuple[Match, ...]:
    """The likely matches that this person may see, best first; the trail has the search without its terms.

    A restricted record that is a likely match, and hidden from this person, is told to its guardian.
    """
    by.require(Permission.SEE_CASES)
    if terms.says_nothing:
        refuse("Enter a name, a birth date or a number to search by.")
    found = _likely(terms)
    rows = {child.pk: child for child in Child.objects.visible_to(by).filter(pk__in=[NOBODY, *found])}
    _tell_guardians(found.keys() - rows.keys(), by)
    best = sorted(rows.values(), key=lambda child: (-found[child.pk].score, child.reference))[:MOST_SHOWN]
    record("searched for a child", by=by, rows=[str(child.pk) for child in best])
    return tuple(Match(child, found[child.pk]) for child in best)


def _tell_guardians(unseen: Collection[UUID], by: Actor) -> None:
    """Of the children that were found and are not shown, the restricted ones have a guardian."""
    if hidden := _restricted(unseen):
        on_match_of_restricted.call(HiddenMatch(hidden), by)


def restricted_like(terms: Terms) -> tuple[UUID, ...]:
    """The restricted records that are likely matches, whoever asks: to tell their guardians, nobody else."""
    return () if terms.says_nothing else _restricted(_likely(terms))


def _restricted(ids: Iterable[UUID]) -> tuple[UUID, ...]:
    with seeing_everything():
        rows = Child.objects.filter(pk__in=[NOBODY, *ids], is_restricted=True)
        return tuple(rows.order_by("pk").values_list("pk", flat=True))


def _likely(terms: Terms) -> dict[UUID, Likeness]:
    """Everybody in the partnership who is likely, restricted or not: to be judged, not to be shown."""
    sounds = _candidates(terms)
    asked, found = terms.known(), dict[UUID, Likeness]()
    with seeing_everything():
        recorded = known_of(sounds)
    for pk, (holder, known) in recorded.items():
        alike = likeness(asked, known, sounds_alike=sounds[pk])
        if alike.is_likely and (holder not in found or found[holder].score < alike.score):
            found[holder] = alike
    return found


_LIKELY_CHILDREN = "select child_id, sounds_alike from likely_children(%s, %s, %s::date[], %s, %s)"


def _candidates(terms: Terms) -> dict[UUID, bool]:
    """Ids of who may be meant, and whether the names sound alike."""
    days = sorted(like_dates(terms.birth_on)) if terms.birth_on else []
    numbers = terms.compared_numbers()
    kinds = [kind.value for kind in IdentifierKind] if numbers else []
    asked: list[Any] = [terms.given_names, terms.family_name, days, kinds, numbers]
    with connection.cursor() as cursor:
        cursor.execute(_LIKELY_CHILDREN, asked)
        return dict(cursor.fetchall())


def known_of(child_ids: Iterable[UUID]) -> dict[UUID, tuple[UUID, Known]]:
    """What is recorded of each child as the rule takes it, with the id of the record that holds it now."""
    ids = [NOBODY, *child_ids]
    children = list(Child.objects.filter(pk__in=ids))
    names: dict[UUID, list[Name]] = {}
    numbers: dict[UUID, set[tuple[str, str]]] = {}
    for alias in ChildName.objects.filter(child__in=ids, ended_at=None):
        names.setdefault(alias.child_id, []).append(Name.of(alias.given_names, alias.family_name))
    for one in Identifier.objects.filter(child__in=ids, ended_at=None):
        numbers.setdefault(one.child_id, set()).add((one.kind, one.value))
    return {c.pk: (_holder(c), _known(c, names.get(c.pk, []), numbers.get(c.pk, set()))) for c in children}


def _holder(child: Child) -> UUID:
    holder: UUID = child.merged_into_id or child.pk
    return holder


def _known(child: Child, aliases: list[Name], numbers: set[tuple[str, str]]) -> Known:
    own = [Name.of(child.given_names, child.family_name)]
    if child.known_as:
        own.append(Name.of(child.known_as, child.family_name))
    return Known((*own, *aliases), child.birth_on, child.is_birth_estimated, frozenset(numbers))
