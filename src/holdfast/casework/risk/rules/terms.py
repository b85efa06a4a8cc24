"""What terms say of risk: circumstances, areas, whose systems hold a plan, which register is the list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from holdfast.casework.children.codes import Area
from holdfast.charter.promises import Pathway, Undertaking
from holdfast.charter.words import plain

if TYPE_CHECKING:
    from holdfast.charter.model import Charter

_SCOPE = {
    "sexual": Area.SEXUAL,
    "criminal": Area.CRIMINAL,
    "missing": Area.MISSING,
    "traffick": Area.TRAFFICKING,
    "slavery": Area.TRAFFICKING,
}
_IN_A_SYSTEM = re.compile(r"recorded in the (.+) system")
ON_OUR_SYSTEM = "recorded on our system"


def circumstances_of(charters: Iterable[Charter]) -> tuple[str, ...]:
    """The circumstances that the pathways ask about, such as 'after an event', each once."""
    steps = (step for charter in charters for rule in charter.each(Pathway) for step in rule.steps)
    return tuple(dict.fromkeys(step.when for step in steps if step.when))


def areas_of(charters: Iterable[Charter]) -> tuple[Area, ...]:
    """The areas within the groups' scope; all of them where no terms state one."""
    scopes = [rule for charter in charters for rule in _undertakings(charter, "scope")]
    said = " ".join(item.lower() for rule in scopes for item in rule.items)
    named = {area for word, area in _SCOPE.items() if word in said}
    return tuple(area for area in Area if area in named) or tuple(Area)


def systems_of(charter: Charter) -> tuple[tuple[str, str], ...]:
    """(clause, words for the agency) of each system that is to hold plans: ('…/purpose-7b', 'police')."""
    found = (
        (rule.clause, match[1])
        for rule in _undertakings(charter, "casework")
        for item in rule.items
        if (match := _IN_A_SYSTEM.search(item.lower()))
    )
    return tuple(found)


def agency_key(words: str, keys: Iterable[str]) -> str | None:
    """The charter's key for an agency that is said so: 'social care' is `childrens-social-care`."""
    said = plain(words)
    exact = [key for key in keys if plain(key) == said]
    return next(iter(exact or [key for key in keys if said in plain(key)]), None)


def clause_of_sharing(charter: Charter) -> str:
    """The clause by which agencies confirm that something is on their system; empty where none says so."""
    rules = _undertakings(charter, "sharing")
    return next((rule.clause for rule in rules if ON_OUR_SYSTEM in rule.items), "")


def is_the_list(rule: Undertaking) -> bool:
    """Whether a register that is owed after each meeting is the list of children, and not of messages."""
    return rule.kind == "register" and rule.after_each_meeting and "level raised" in rule.items


def _undertakings(charter: Charter, kind: str) -> Iterator[Undertaking]:
    return (rule for rule in charter.each(Undertaking) if rule.kind == kind)
