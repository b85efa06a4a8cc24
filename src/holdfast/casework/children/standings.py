"""A seat, office, deputyship or grant in a group that discusses children brings a role with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.access.standings import Fact, Standing, StandingSource

_FACTS = """
    select 'casework'::text, group_id, null::uuid, ''::text
    from children_caseworkgroup where ended_at is null
"""
# Grants of the minute taker's role count as well: who minutes a case meeting sees its list.
_BRINGS = {
    Role.CHAIR: Role.CASE_CHAIR,
    Role.MEMBER: Role.CASE_MEMBER,
    Role.DEPUTY: Role.CASE_MEMBER,
    Role.MINUTE_TAKER: Role.CASE_MEMBER,
}


def _follow_on(told: frozenset[Standing], facts: Sequence[Fact]) -> Iterator[Standing]:
    """Of the group's own standings: a deputy at one meeting brings nothing, a coordinator needs no seat."""
    discussing = {fact.group_id for fact in facts}
    if any(standing.role is Role.COORDINATOR for standing in told):
        yield from (Standing(Role.CASE_COORDINATOR, group_id) for group_id in discussing)
    for standing in told:
        if standing.meeting_id is None and standing.group_id in discussing and standing.role in _BRINGS:
            yield Standing(_BRINGS[standing.role], standing.group_id)


standings_from_casework = StandingSource(_FACTS, follow_on=_follow_on)
