"""Standing deputies, as the terms allow them."""

from datetime import date

import pytest

from holdfast.groups.membership import members_on
from holdfast.groups.operations.deputies import end_deputyship, name_deputy
from holdfast.groups.operations.seats import appoint
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.permissions import Role
from tests.groups.world import TODAY, Fernshire, charter

RULE = """
[[clause]]
id = "harbour/deputies-1"
says = "Deputies as stated."

[clause.deputies]
{rule}
"""


def adopt(place: Fernshire, rule: str) -> Fernshire:
    """Terms with a rule on deputies."""
    place.adopt(charter(more=RULE.format(rule=rule)))
    return place


def test_a_standing_deputy_is_named_and_stands_until_ended(adopted: Fernshire) -> None:
    made = name_deputy(adopted.seat("police").pk, adopted.grace.pk, by=adopted.manager, from_on=TODAY)
    assert Role.DEPUTY in adopted.actor(adopted.grace).roles
    seat = members_on(adopted.group, TODAY).by_key("police")
    assert seat is not None
    assert [deputy.name for deputy in seat.deputies] == ["Grace Lindqvist"]
    end_deputyship(made.pk, by=adopted.manager, on=TODAY)
    later = members_on(adopted.group, date(2026, 3, 4)).by_key("police")
    assert later is not None
    assert later.deputies == ()


def test_who_names_deputies_does_not_name_herself(adopted: Fernshire) -> None:
    with pytest.raises(Refused, match="cannot name yourself"):
        name_deputy(adopted.seat("police").pk, adopted.bola.pk, by=adopted.manager, from_on=TODAY)


def test_a_deputy_does_not_stand_for_two_seats_at_once(adopted: Fernshire) -> None:
    name_deputy(
        adopted.seat("police").pk, adopted.grace.pk, by=adopted.manager, from_on=TODAY, to_on=date(2026, 6, 1)
    )
    with pytest.raises(Refused, match="already the deputy for Police inspector"):
        name_deputy(adopted.seat("nurse").pk, adopted.grace.pk, by=adopted.manager, from_on=date(2026, 6, 1))
    name_deputy(adopted.seat("nurse").pk, adopted.grace.pk, by=adopted.manager, from_on=date(2026, 6, 2))


def test_a_deputy_stands_for_two_seats_where_the_terms_allow_it(place: Fernshire) -> None:
    adopt(place, "several_seats = true")
    for key in ("police", "nurse"):
        name_deputy(place.seat(key).pk, place.grace.pk, by=place.manager, from_on=TODAY)


def test_a_member_is_not_also_a_deputy(adopted: Fernshire) -> None:
    appoint(adopted.seat("nurse").pk, adopted.grace.pk, by=adopted.manager, from_on=TODAY)
    with pytest.raises(Refused, match="is a member, as Named nurse"):
        name_deputy(adopted.seat("police").pk, adopted.grace.pk, by=adopted.manager, from_on=TODAY)


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("allowed = false", "allow no deputies"),
        ('named = "per meeting"', "for each meeting"),
        ("same_agency = true", "own agency"),
    ],
)
def test_the_terms_say_who_may_stand_in(place: Fernshire, rule: str, why: str) -> None:
    adopt(place, rule)
    with pytest.raises(Refused, match=why) as refusal:
        name_deputy(place.seat("police").pk, place.grace.pk, by=place.manager, from_on=TODAY)
    assert refusal.value.finding.clauses == ("harbour/deputies-1",)
