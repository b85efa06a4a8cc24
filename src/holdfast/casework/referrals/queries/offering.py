"""What can be offered to a child: the terms' pathway, the services that take children, the child's level."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from holdfast.casework.children.models import Child
from holdfast.casework.referrals.models import Provision
from holdfast.casework.referrals.operations.interventions import pathways_of
from holdfast.casework.referrals.queries.provisions import ProvisionRow, provision_rows
from holdfast.casework.referrals.rules.pathway import circumstances_asked, eligible, levels_named
from holdfast.casework.risk.queries.levels import current_levels
from holdfast.charter.promises import Pathway
from holdfast.charter.words import plain
from holdfast.groups.models import Group
from holdfast.kernel.finding import listed


@dataclass(frozen=True)
class Offering:
    """What the form of an offer is made from."""

    levels: tuple[str, ...]
    circumstances: tuple[str, ...]
    level: str
    present: tuple[str, ...]
    rows: tuple[ProvisionRow, ...]
    hints: dict[str, str]
    lines: tuple[str, ...]
    allows_others: bool

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(str(row.id), row.name) for row in self.rows]


def offering(child: Child, group: Group, day: date) -> Offering:
    """The pathway on the day, the open services, and the child's highest level as the usual choice."""
    pathways = pathways_of(group, day)
    said = current_levels([child.pk]).get(child.pk, ())
    rows = tuple(row for row in provision_rows() if row.closed_on is None)
    levels = levels_named(pathways)
    known = {plain(level): level for level in levels}
    return Offering(
        levels=levels,
        circumstances=circumstances_asked(pathways),
        level=known.get(plain(said[0].level), "") if said else "",
        present=tuple(dict.fromkeys(one.circumstances for one in said if one.circumstances)),
        rows=rows,
        hints={str(row.id): _hint(row, pathways, levels) for row in rows},
        lines=tuple(_line(pathways, level) for level in levels) if pathways else (),
        allows_others=all(each.others_with_reason for each in pathways),
    )


def _hint(row: ProvisionRow, pathways: tuple[Pathway, ...], levels: tuple[str, ...]) -> str:
    """`On the pathway at medium or high. 3 of 8 places taken, 2 waiting.`"""
    name = plain(row.pathway_name or row.name)
    asked = circumstances_asked(pathways)
    at = [lev for lev in levels if name in {one.key for one in eligible(pathways, lev, asked)}]
    on_it = (
        f"On the pathway at {listed(at, 'or')}. "
        if at
        else "Not on the pathway: say why. "
        if pathways
        else ""
    )
    waiting = f", {row.waiting} waiting" if row.waiting else ""
    return f"{on_it}{row.places}{waiting}."


def _line(pathways: tuple[Pathway, ...], level: str) -> str:
    """`At high: Beacon, or Lantern after an event`."""
    found = eligible(pathways, level, circumstances_asked(pathways))
    names = [f"{one.name} {one.when}" if one.when else one.name for one in found]
    return f"At {level}: {listed(names, 'or') or 'no service'}"


def missing_from_register(pathways: tuple[Pathway, ...]) -> list[str]:
    """Services that the pathway names and the register does not know; one query."""
    named = dict.fromkeys(step.to for each in pathways for step in each.steps)
    rows = Provision.objects.filter(closed_on=None)
    known = {plain(row.on_pathway) for row in rows}
    return [name for name in named if plain(name) not in known]
