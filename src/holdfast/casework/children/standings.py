"""A seat, office, deputyship or minute taking in a group that discusses children brings a role with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from holdfast.groups.standings import standings_from_groups
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.access.standings import Fact, Standing, StandingSource

# Grants of the minute taker's role count as well: who minutes a case meeting sees its list.
_FACTS = f"""
    select f.* from ({standings_from_groups.facts}) as f
    join children_caseworkgroup c on c.group_id = f.group_id and c.ended_at is null
    union all select 'clerk'::text, g.group_id, null::uuid, ''::text
    from stewardship_rolegrant g
    join children_caseworkgroup c on c.group_id = g.group_id and c.ended_at is null
    where g.person_id = %(person)s and g.ended_at is null and g.role = 'minute-taker'
"""  # noqa: S608  # nosec B608
_BRINGS = {Role.CHAIR: Role.CASE_CHAIR, Role.MEMBER: Role.CASE_MEMBER, Role.DEPUTY: Role.CASE_MEMBER}


def _standings(facts: Sequence[Fact]) -> Iterator[Standing]:
    for standing in standings_from_groups.standings(facts):
        yield Standing(_BRINGS[standing.role], standing.group_id)
    for fact in facts:
        if fact.word == "clerk":
            yield Standing(Role.CASE_MEMBER, fact.group_id)


standings_from_casework = StandingSource(_FACTS, _standings)
