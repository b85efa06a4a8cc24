"""A filled tool is scored by its answers alone: more seen is never less danger, and no floor is undercut."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.casework.screening.rules.scoring import (
    Answers,
    Facts,
    assess,
    assess_judgement,
    band_of,
    faults_in,
    is_pressing,
    provisional_level,
    score_of,
)
from holdfast.casework.screening.rules.shipped import shipped_tool
from holdfast.casework.screening.rules.tool import LEVELS, NO, NOT_KNOWN, Tool, rank

TOOL = shipped_tool()
SEVERAL = replace(TOOL, takes_several=True)
OLD_ENOUGH = Facts(age=15, has_learning_disability=False)
KEYS = [item.key for item in TOOL.items()]


def all_no(**seen: str) -> dict[str, list[str]]:
    return {key: [NO] for key in KEYS} | {key.replace("_", "-"): [when] for key, when in seen.items()}


@pytest.mark.parametrize(
    ("answers", "facts", "score", "band", "level"),
    [
        ({}, OLD_ENOUGH, 0, "few", "low"),
        (all_no(), OLD_ENOUGH, 0, "few", "low"),
        (all_no(debt="now", changed="year"), OLD_ENOUGH, 4, "few", "low"),
        (all_no(debt="now", changed="now"), OLD_ENOUGH, 6, "some", "medium"),
        (all_no(), Facts(age=12, has_learning_disability=False), 0, "few", "medium"),
        (all_no(), Facts(age=13, has_learning_disability=False), 0, "few", "low"),
        (all_no(), Facts(age=15, has_learning_disability=True), 0, "few", "medium"),
        (all_no(), Facts(), 0, "few", "low"),
        (all_no(carrying="year"), OLD_ENOUGH, 1, "few", "medium"),
        (all_no(told_somebody="now", held_or_moved="now"), OLD_ENOUGH, 16, "many", "high"),
        ({key: ["now"] for key in KEYS}, OLD_ENOUGH, TOOL.most, "severe", "high"),
    ],
)
def test_what_the_answers_come_to(answers: Answers, facts: Facts, score: int, band: str, level: str) -> None:
    found = assess(TOOL, answers, facts)
    assert (found.score, found.band.key, found.level) == (score, band, level)
    assert found.is_top == (band == "severe")


def test_an_item_seen_in_two_windows_scores_both_where_the_tool_takes_several() -> None:
    answers = {"debt": ["now", "year"], "carrying": ["half-year"]}
    assert score_of(SEVERAL, answers) == 3 + 1 + 2
    assert SEVERAL.most > TOOL.most


def test_signs_of_abuse_are_named_and_what_could_not_be_looked_at_is_said() -> None:
    found = assess(TOOL, all_no(told_somebody="year", debt=NOT_KNOWN), Facts())
    assert [item.key for item in found.signs_of_abuse] == ["told-somebody"]
    assert [floor.says for floor in found.floors] == [
        "A sign of abuse was seen: that is not low, whatever the score."
    ]
    assert len(found.notes) == 2
    assert not found.unanswered
    assert len(assess(TOOL, {}, Facts()).unanswered) == len(KEYS)


@pytest.mark.parametrize(
    ("level", "reason", "age", "is_met"),
    [
        ("low", "", 15, True),
        ("high", "She told me who they are.", 15, True),
        ("high", " ", 15, False),
        ("low", "Small for her age.", 12, False),
        ("medium", "", 12, True),
        ("severe", "As high as can be.", 15, False),
        ("", "", 15, False),
    ],
)
def test_judgement_needs_a_reason_a_level_of_the_tool_and_keeps_to_the_floors(
    level: str, reason: str, age: int, is_met: bool
) -> None:
    assessed = assess(TOOL, all_no(), Facts(age=age, has_learning_disability=False))
    assert assess_judgement(TOOL, assessed, level, reason).met is is_met


def test_what_cannot_wait_is_the_top_band_immediate_harm_or_a_judgement_as_high() -> None:
    few, severe = (assess(TOOL, a, OLD_ENOUGH) for a in (all_no(), {key: ["now"] for key in KEYS}))
    assert not is_pressing(TOOL, few, "low", is_immediate=False)
    assert not is_pressing(TOOL, few, "medium", is_immediate=False)
    assert is_pressing(TOOL, few, "high", is_immediate=False)
    assert is_pressing(TOOL, few, "low", is_immediate=True)
    assert is_pressing(TOOL, severe, "high", is_immediate=False)
    assert provisional_level(TOOL, "low", is_immediate=True) == "high"
    assert provisional_level(TOOL, "medium", is_immediate=False) == "medium"


@pytest.mark.parametrize(
    ("answers", "number"),
    [
        ({"debt": ["now"]}, 0),
        ({"debt": ["yesterday"]}, 1),
        ({"debts": ["now"]}, 1),
        ({"debt": ["now", "year"]}, 1),
        ({"debt": ["now", NO], "changed": ["x"]}, 2),
    ],
)
def test_answers_that_the_tool_does_not_take_are_named(answers: Answers, number: int) -> None:
    assert len(faults_in(TOOL, answers)) == number


def test_where_several_are_taken_no_and_a_window_still_cannot_stand_together() -> None:
    assert faults_in(SEVERAL, {"debt": ["now", "year"]}) == []
    assert len(faults_in(SEVERAL, {"debt": ["now", NO]})) == 1


def answered(tool: Tool) -> st.SearchStrategy[dict[str, list[str]]]:
    one = st.sampled_from([*tool.window_keys, NO, NOT_KNOWN]).map(lambda key: [key])
    several = st.lists(st.sampled_from(tool.window_keys), unique=True)
    return st.dictionaries(st.sampled_from(KEYS), one | several if tool.takes_several else one)


facts = st.builds(
    Facts, age=st.none() | st.integers(0, 17), has_learning_disability=st.none() | st.booleans()
)


@given(answered(SEVERAL), facts, st.sampled_from(KEYS), st.sampled_from(TOOL.window_keys))
def test_seeing_more_never_lowers_score_band_or_level(
    answers: dict[str, list[str]], about: Facts, key: str, window: str
) -> None:
    seen = [one for one in answers.get(key, []) if one in SEVERAL.window_keys]
    before = assess(SEVERAL, answers, about)
    after = assess(SEVERAL, {**answers, key: sorted({*seen, window})}, about)
    assert after.score >= before.score
    assert after.band.begins >= before.band.begins
    assert rank(after.level) >= rank(before.level)


@given(answered(TOOL), facts, st.sampled_from(LEVELS), st.text())
def test_no_floor_is_undercut_by_score_or_judgement(
    answers: dict[str, list[str]], about: Facts, level: str, reason: str
) -> None:
    found = assess(TOOL, answers, about)
    if (about.age is not None and about.age < 13) or about.has_learning_disability:
        assert found.level != "low"
        assert level != "low" or assess_judgement(TOOL, found, level, reason).met is False


@given(st.integers(0, TOOL.most * 2))
def test_every_score_lies_in_exactly_one_band(score: int) -> None:
    ends = [band.begins for band in TOOL.bands[1:]] + [10**6]
    holding = [b for b, end in zip(TOOL.bands, ends, strict=True) if b.begins <= score < end]
    assert holding == [band_of(TOOL, score)]
