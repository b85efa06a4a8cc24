"""The five charters read back in plain English: every clause says how it is kept, and by whom."""

import pytest

from holdfast.charter.plain import explain
from holdfast.charter.shelf import shipped

from .shipped_rooms import terms


def kept(clause: str) -> str:
    group, _, _ = clause.partition("/")
    return next(" ".join(each.kept_by) for each in explain(terms(group)) if each.clause == clause)


@pytest.mark.parametrize("group", shipped())
def test_every_clause_reads_back_in_whole_sentences(group: str) -> None:
    for clause in explain(terms(group)):
        assert clause.kept_by, clause.clause
        for said in clause.kept_by:
            assert said[0].isupper(), said
            assert said.endswith("."), said
            assert not {"None", "[]", "()"} & set(said.split()), said


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("4lscb-met/quorum-0", "No quorum is stated"),
        ("4lscb-met/review-1", "The four Boards' policy and procedures group reviews"),
        ("4lscb-met/reporting-2", "through the Executive Group"),
        ("4lscb-met/function-10.4", "report to this group on request"),
        ("darlington-mesa/quorum-1", "(the chair or the vice chair) and 3 different agencies"),
        ("darlington-mesa/quorum-2", "the meeting is cancelled"),
        ("darlington-mesa/attendance-4", "after the step before, if needed,"),
        ("darlington-mesa/duty-3", "looked at in each meeting"),
        ("north-tyneside-mset/quorum-1", "3 different statutory agencies"),
        ("north-tyneside-mset/deputy-1", "for that meeting only"),
        ("north-tyneside-mset/review-1", "next date: none stated"),
        ("plymouth-mcse/16", "next date: not dated"),
        ("plymouth-mcse/17", "not dated"),
        ("plymouth-mcse/11", "candidates come from health, police and local authority"),
        ("west-sussex-meog/chair-1", "(either may act)"),
        ("west-sussex-meog/purpose-6", "medium or high to Barnardo's"),
        ("west-sussex-meog/purpose-9", "within 2 working days"),
    ],
)
def test_what_a_reader_looks_for_is_said(clause: str, words: str) -> None:
    assert words in kept(clause)


def test_a_choice_of_reading_is_shown_as_a_choice_beside_what_was_not_chosen() -> None:
    [review] = [each for each in explain(terms("plymouth-mcse")) if each.clause == "plymouth-mcse/3-review"]
    assert review.readings == ("'bi-annually' is read as: every two years (chosen), not 'twice a year'",)
