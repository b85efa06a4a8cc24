"""Which service takes whom: every shipped charter by a table, and what every pathway must hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.casework.referrals.rules.pathway import (
    assess_choice,
    assess_place,
    circumstances_asked,
    eligible,
    levels_named,
)
from holdfast.charter.promises import Pathway, PathwayStep
from holdfast.charter.shelf import load_shipped, shipped

# Charter, level, circumstances, the services in order. The five shipped ones; three state no pathway.
TABLE = [
    ("west-sussex-meog", "low", (), ["Asphaleia"]),
    ("west-sussex-meog", "low", ("after an event",), ["Asphaleia"]),
    ("west-sussex-meog", "medium", (), ["Asphaleia", "Barnardo's"]),
    ("west-sussex-meog", "medium", ("after an event",), ["Asphaleia", "Barnardo's"]),
    ("west-sussex-meog", "high", (), ["Barnardo's"]),
    ("west-sussex-meog", "high", ("after an event",), ["Barnardo's", "Lifecentre"]),
    ("west-sussex-meog", "High", ("After an event",), ["Barnardo's", "Lifecentre"]),
    ("west-sussex-meog", "none", (), []),
    ("darlington-mesa", "risk of exploitation", (), []),
    (
        "darlington-mesa",
        "risk of exploitation",
        ("the agreed threshold is reached",),
        ["a joint response by the agencies that the need calls for"],
    ),
    (
        "darlington-mesa",
        "risk of abuse",
        ("the agreed threshold is reached",),
        ["a joint response by the agencies that the need calls for"],
    ),
    ("darlington-mesa", "high", ("the agreed threshold is reached",), []),
    ("4lscb-met", "high", (), []),
    ("north-tyneside-mset", "high", (), []),
    ("plymouth-mcse", "high", (), []),
]


def pathways(charter: str) -> tuple[Pathway, ...]:
    return tuple(load_shipped(charter).charter.each(Pathway))


def test_the_table_holds_every_shipped_charter() -> None:
    assert {row[0] for row in TABLE} == set(shipped())


@pytest.mark.parametrize(("charter", "level", "circumstances", "services"), TABLE)
def test_a_level_leads_to_these_services(
    charter: str, level: str, circumstances: tuple[str, ...], services: list[str]
) -> None:
    assert [one.name for one in eligible(pathways(charter), level, circumstances)] == services


@pytest.mark.parametrize(("charter", "level", "circumstances", "services"), TABLE)
def test_what_the_pathway_offers_may_be_chosen_by_its_clause(
    charter: str, level: str, circumstances: tuple[str, ...], services: list[str]
) -> None:
    for service in services:
        found = assess_choice(pathways(charter), service, level, circumstances)
        assert found.met is True
        assert found.clauses


def test_west_sussex_allows_another_choice_with_a_reason() -> None:
    rules = pathways("west-sussex-meog")
    bare = assess_choice(rules, "Lifecentre", "high")
    assert bare.met is False
    assert bare.reason == (
        "Lifecentre is not on the terms' pathway at high. At high it offers Barnardo's."
        " Say why you choose it all the same."
    )
    assert bare.clauses == ("west-sussex-meog/purpose-6",)
    assert assess_choice(rules, "Lifecentre", "high", reason="She asked for it").met is True
    assert assess_choice(rules, "lifecentre", "high", ["after an event"]).met is True


def test_terms_that_allow_no_other_choice_refuse_it_whatever_the_reason() -> None:
    strict = Pathway(
        clause="x/1", steps=(PathwayStep(to="Harbour", levels=("low",)),), others_with_reason=False
    )
    refused = assess_choice([strict], "Beacon", "low", reason="He knows the worker")
    assert refused.met is False
    assert "They allow no other choice." in refused.reason


def test_terms_without_a_pathway_refuse_nothing() -> None:
    assert assess_choice(pathways("plymouth-mcse"), "Anything", "high").met is None


def test_the_pathway_says_what_it_asks_about_and_its_levels() -> None:
    west, north = pathways("west-sussex-meog"), pathways("north-tyneside-mset")
    assert circumstances_asked(west) == circumstances_asked(west, "high") == ("after an event",)
    assert circumstances_asked(west, "low") == ()
    assert levels_named(west) == levels_named(north) == ("low", "medium", "high")
    assert levels_named(pathways("darlington-mesa")) == ("risk of exploitation", "risk of abuse")


def test_the_last_place_and_the_one_after_it() -> None:
    assert assess_place("Harbour", None, 40).met is None
    assert assess_place("Harbour", 8, 7).met is True
    assert assess_place("Harbour", 8, 8).met is False
    assert assess_place("Harbour", 8, 8, "a sibling is there").met is True


LEVELS = st.sampled_from(["low", "medium", "high"])
STEPS = st.builds(
    PathwayStep,
    to=st.sampled_from(["Harbour", "Beacon", "Lantern"]),
    levels=st.lists(LEVELS, min_size=1, max_size=3).map(tuple),
    when=st.sampled_from([None, "after an event", "in care"]),
)
PATHWAYS = st.lists(
    st.builds(
        Pathway,
        clause=st.sampled_from(["x/1", "x/2"]),
        steps=st.lists(STEPS, min_size=1, max_size=4).map(tuple),
        others_with_reason=st.booleans(),
    ),
    min_size=1,
    max_size=2,
)


@given(PATHWAYS, LEVELS, st.sets(st.sampled_from(["after an event", "in care"])))
def test_a_choice_needs_no_reason_exactly_when_it_is_eligible(
    rules: list[Pathway], level: str, circumstances: set[str]
) -> None:
    offered = {one.name for one in eligible(rules, level, circumstances)}
    for service in ("Harbour", "Beacon", "Lantern", "Elsewhere"):
        bare = assess_choice(rules, service, level, circumstances)
        reasoned = assess_choice(rules, service, level, circumstances, "because")
        assert bare.met is (service in offered)
        assert reasoned.met is (service in offered or all(one.others_with_reason for one in rules))


@given(PATHWAYS, LEVELS, st.sets(st.sampled_from(["after an event", "in care"])))
def test_more_circumstances_never_take_a_service_away(
    rules: list[Pathway], level: str, circumstances: set[str]
) -> None:
    fewer = {one.key for one in eligible(rules, level)}
    assert fewer <= {one.key for one in eligible(rules, level, circumstances)}
