"""Where a receiver stands, and by when an answer is wanted: rules of plain values."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.charter.reading import load
from holdfast.obligations.concerns.clauses import answer_due, clauses_to_cite
from holdfast.obligations.concerns.rules import Relation, assess_names_nobody, relation

CHARTER = load(
    """
key = "tide"
title = "Tide"

[[body]]
key = "leads"
name = "Operational leads"

[[clause]]
id = "tide/1"
says = "The chair takes concerns to the operational leads."

[clause.escalation]
of = "a concern"
by = "group"
steps = [{ to = "the leads", after = "10 working days" }]

[[clause]]
id = "tide/2"
says = "What is learnt is shared."

[clause.sharing]
what = "Learning is sent on."
within = "2 weeks"
after = "the meeting"

[[clause]]
id = "tide/3"
says = "The group gives tasks to those below."

[clause.oversight]
what = "Tasks are given."

[[clause]]
id = "tide/4"
says = "It meets quarterly."

[clause.schedule]
every = "quarter"
""",
    "tide",
).charter
SENT = datetime(2026, 4, 1, 22, 30, tzinfo=UTC)  # a Wednesday before Easter, half past eleven in London


@pytest.mark.parametrize(
    ("clause", "due"),
    [
        ("tide/1", date(2026, 4, 17)),  # Good Friday and Easter Monday do not count
        ("tide/2", date(2026, 4, 15)),
        ("tide/3", None),
        ("tide/4", None),
        ("none", None),
    ],
)
def test_a_clause_s_own_time_says_by_when_an_answer_is_wanted(clause: str, due: date | None) -> None:
    assert answer_due(CHARTER, clause, SENT) == due


def test_the_form_offers_the_clauses_that_send_something_to_others() -> None:
    assert [clause.id for clause in clauses_to_cite(CHARTER)] == ["tide/1", "tide/2", "tide/3"]
    assert list(clauses_to_cite(None)) == []


@given(st.lists(st.integers(0, 8), min_size=2, max_size=9))
def test_whoever_is_above_has_the_other_below(parents: list[int]) -> None:
    """Group n stands under an earlier one, or, drawing itself or a later one, at a top."""
    tree = {child: parent if parent < child else None for child, parent in enumerate(parents)}
    mirrored = {
        Relation.ABOVE: Relation.BELOW, Relation.BELOW: Relation.ABOVE, Relation.BESIDE: Relation.BESIDE,
    }  # fmt: skip
    for (one, parent), other in product(tree.items(), tree):
        if one != other:
            assert relation(one, other, tree) is mirrored[relation(other, one, tree)]
            assert parent != other or relation(one, other, tree) is Relation.ABOVE


@pytest.mark.parametrize("harmless", ["Ring 0207 946 0123.", "Budget 123 456 7890", "Version 2026-03-03", ""])
def test_an_ordinary_number_is_no_child_s(harmless: str) -> None:
    assert assess_names_nobody(harmless).met
