"""Which roles follow from seats, offices and deputyships, today."""

import json
from collections.abc import Iterator, Sequence
from uuid import UUID

from holdfast.charter.reading import FaultyCharter
from holdfast.charter.words import plain
from holdfast.groups.charters import charter_of
from holdfast.groups.membership import seats_bringing_offices
from holdfast.groups.models import Group, Terms
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.access.standings import Fact, Standing, StandingSource


def _today(start: str = "from_on", end: str = "to_on") -> str:
    """The condition that a period covers today."""
    return f"{start} <= %(today)s and ({end} is null or {end} >= %(today)s)"


_OWN = f"person_id = %(person)s and {_today()}"
# Seats, offices and deputyships of today, and the terms in force wherever there is a seat.
_FACTS = f"""
    select 'seat'::text, a.group_id, null::uuid, s.key::text
    from groups_appointment a join groups_seat s on s.id = a.seat_id where {_OWN}
    union all select 'office', group_id, null, office from groups_officeholding where {_OWN}
    union all select 'deputy', group_id, null, '' from groups_deputyship where {_OWN}
    union all select 'terms', group_id, null, json_build_array(id, version, charter_key, digest)::text
    from groups_terms where {_today("in_force_from", "in_force_to")}
    and group_id in (select group_id from groups_appointment where {_OWN})
"""  # noqa: S608  # nosec B608


def _standings(facts: Sequence[Fact]) -> Iterator[Standing]:
    """A seat makes a member, an office a chair, a deputyship a deputy; some seats bring an office."""
    told = {word: [f for f in facts if f.word == word] for word in ("seat", "office", "deputy", "terms")}
    chaired = {office.group_id for office in told["office"] if is_chairing(office.detail)}
    for role, groups in (
        (Role.MEMBER, {seat.group_id for seat in told["seat"]}),
        (Role.CHAIR, chaired | set(_chaired_by_seat(told["seat"], told["terms"]))),
        (Role.DEPUTY, {deputyship.group_id for deputyship in told["deputy"]}),
    ):
        yield from (Standing(role, group_id) for group_id in groups)


standings_from_groups = StandingSource(_FACTS, _standings)


def is_chairing(office: str) -> bool:
    """Whether an office is the chair's, a vice chair's or a deputy chair's, and not, say, a secretary's."""
    return "chair" in office.casefold()


def _chaired_by_seat(seats: Sequence[Fact], in_force: Sequence[Fact]) -> Iterator[UUID | None]:
    """The groups in which one of the seats brings a chair's office, by the charter in force."""
    bringing = {terms.group_id: _seats_that_chair(_terms(terms)) for terms in in_force}
    return (s.group_id for s in seats if plain(s.detail) in bringing.get(s.group_id, frozenset()))


def _terms(fact: Fact) -> Terms:
    """The terms without their text, which is fetched only if this process has never read it."""
    return Terms.from_db(None, ["id", "version", "charter_key", "digest"], json.loads(fact.detail))


def _seats_that_chair(terms: Terms) -> frozenset[str]:
    try:
        charter = charter_of(terms)
    except FaultyCharter:  # a later engine cannot read it: nobody chairs by it, and nobody is shut out
        return frozenset()
    return frozenset(plain(seat) for office, seat in seats_bringing_offices(charter) if is_chairing(office))


def groups_by_id() -> dict[str, str]:
    """The present partnership's groups that have not ended: what a role can be limited to."""
    rows = Group.objects.filter(ended_on__isnull=True).values_list("id", "name")
    return {str(group_id): name for group_id, name in rows}
