"""A finding refuses with the sentence that the user reads."""

import pytest

from holdfast.kernel.finding import Finding, Refused, counted, listed, plural
from holdfast.kernel.identifiers import nhs_number, pupil_number


def test_a_finding_that_is_not_met_refuses_with_its_reason() -> None:
    finding = Finding(met=False, reason="not quorate: no one from health", clauses=("9",))
    with pytest.raises(Refused, match=r"^not quorate: no one from health$") as refused:
        finding.require()
    assert refused.value.finding is finding


@pytest.mark.parametrize("met", [True, None])
def test_a_finding_that_is_met_or_not_stated_refuses_nothing(met: bool | None) -> None:
    finding = Finding(met=met, reason="fine")
    assert finding.require() is finding


def test_words_are_joined_and_counted_as_people_say_them() -> None:
    assert listed([]) == ""
    assert listed(["police"]) == "police"
    assert listed(["police", "health", "care"]) == "police, health and care"
    assert counted(1, "member") == "1 member"
    assert counted(2, "agency") == "2 agencies"
    assert plural("boss") == "bosses"
    assert plural("day") == "days"


def test_a_wrong_check_digit_is_found_and_told() -> None:
    assert nhs_number("943 476 5919").met is True
    assert nhs_number("943 476 5918").met is False
    assert pupil_number("A8012000A1234").met is False
