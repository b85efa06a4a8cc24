"""How alike two children are, from plain values: typing slips, swapped names, swapped dates, twins."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.casework.children.rules.births import (
    age_on,
    assess_birth,
    birth_likeness,
    birthday,
    like_dates,
)
from holdfast.casework.children.rules.identifiers import as_compared, as_shown, assess_identifier
from holdfast.casework.children.rules.matching import Known, Name, likeness
from holdfast.casework.children.rules.names import is_one_slip, name_key, part_likeness

BORN = date(2010, 4, 3)
TODAY = date(2026, 11, 22)


def known(given: str, family: str, born: date | None = BORN, *numbers: tuple[str, str]) -> Known:
    return Known((Name.of(given, family),), born, identifiers=frozenset(numbers))


AVA = known("Ava Grace", "O’Connor-Shaw")


@pytest.mark.parametrize(
    ("asked", "least", "reason"),
    [
        (known("Ava Grace", "O'Connor Shaw"), 100, "the same name"),
        (known("Ava", "Oconnor-Shaw"), 95, "the same birth date"),
        (known("Avá", "O'Conor Shaw", None), 70, "nearly the same name"),
        (known("O'Connor-Shaw", "Ava"), 90, "with given and family names the other way round"),
        (known("Ava", "Shaw", date(2010, 3, 4)), 80, "day and month the other way round"),
        (known("Ava", "Connor", date(2010, 4, 8)), 60, "one digit off"),
        (known("Eva", "Brown", BORN, ("nhs", "9434765919")), 30, "the same birth date"),
        (known("", "OConnor-Shaw", None), 70, "the same name"),
    ],
)
def test_ava_is_found_however_she_is_typed(asked: Known, least: int, reason: str) -> None:
    found = likeness(asked, AVA)
    assert found.score >= least
    assert reason in "; ".join(found.reasons)


def test_a_stranger_born_on_the_same_day_is_not_likely() -> None:
    assert not likeness(known("Mohammed", "Begum"), AVA).is_likely


def test_a_twin_is_likely_and_said_to_be_perhaps_a_twin() -> None:
    found = likeness(known("Leo", "O'Connor-Shaw"), AVA)
    assert found.is_likely
    assert found.reasons[-1] == "the same family name with another given name: perhaps a twin"
    assert "twin" not in "; ".join(likeness(known("Ava", "O'Connor-Shaw"), AVA).reasons)


def test_a_shared_number_outweighs_a_name_that_changed() -> None:
    recorded = known("Ava", "Shaw", BORN, ("nhs", "9434765919"))
    found = likeness(known("Lily", "Marsh", None, ("nhs", "9434765919")), recorded)
    assert (found.score, found.reasons[0]) == (100, "the same NHS number")


def test_another_name_of_the_child_is_compared_as_well() -> None:
    recorded = Known((Name.of("Ava", "Shaw"), Name.of("Tiny", "")), BORN)
    assert likeness(known("Tiny", "", None), recorded).reasons == ("the same as another name of the child",)


letters = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=3, max_size=10)


@given(letters, st.data())
def test_one_slip_of_the_keyboard_is_one_slip_and_nearly_the_same_name(
    word: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    swapped = word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
    for typed in (word[:place] + word[place + 1 :], word[:place] + letter + word[place:], swapped):
        assert is_one_slip(word, typed) or word == typed
        assert is_one_slip(typed, word) == is_one_slip(word, typed)
        assert part_likeness(word, typed) >= 0.6 or len(typed) == 2


@pytest.mark.parametrize(("one", "other"), [("ash", "ash"), ("ash", "sahh"), ("maria", "mira"), ("ab", "cd")])
def test_two_slips_or_none_are_not_one(one: str, other: str) -> None:
    assert not is_one_slip(one, other)


@given(st.text(max_size=20))
def test_a_key_is_its_own_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


def test_keys_leave_out_accents_apostrophes_and_hyphens() -> None:
    assert name_key("  Zoë  O’Brien-Łuc ") == "zoe obrien luc"


@given(st.dates(), st.dates(date(1990, 1, 1), date(2026, 12, 31)))
def test_like_dates_are_those_that_are_called_alike(one: date, other: date) -> None:
    reason = birth_likeness(one, other).reason
    is_near = reason not in ("", "the same birthday in another year")
    assert (other in like_dates(one)) == is_near


def test_one_born_on_29_february_grows_older_on_1_march_in_other_years() -> None:
    leap = date(2008, 2, 29)
    assert [birthday(leap, age) for age in (16, 17, 18)] == [
        date(2024, 2, 29),
        date(2025, 3, 1),
        date(2026, 3, 1),
    ]
    assert [age_on(leap, date(2026, 2, 28)), age_on(leap, date(2026, 3, 1))] == [17, 18]
    assert age_on(leap, date(2024, 2, 29)) == 16
    assert age_on(date(2027, 1, 1), TODAY) is None


@given(st.dates(date(1950, 1, 1), date(2020, 1, 1)), st.integers(0, 60))
def test_an_age_is_reached_on_the_birthday_and_not_the_day_before(born: date, age: int) -> None:
    day = birthday(born, age)
    assert age_on(born, day) == age
    assert age == 0 or age_on(born, date.fromordinal(day.toordinal() - 1)) == age - 1


def test_a_birth_date_ahead_or_after_an_episode_is_refused_with_the_reason() -> None:
    assert "has not come yet" in assess_birth(date(2026, 11, 23), TODAY).reason
    late = assess_birth(date(2020, 5, 2), TODAY, first_event_on=date(2020, 5, 1))
    assert late.met is False
    assert "on 1 May 2020" in late.reason
    assert assess_birth(date(1901, 1, 1), TODAY).met is False
    assert assess_birth(TODAY, TODAY).met is True
    assert assess_birth(None, TODAY).met is True


def test_a_wrong_check_digit_is_said_and_a_repeated_digit_too() -> None:
    assert assess_identifier("nhs", "943 476 5919").met is True
    assert assess_identifier("nhs", "943 476 5918").met is False
    assert "stands for no number" in assess_identifier("nhs", "0000000000").reason
    assert assess_identifier("upn", "nonsense").met is False
    assert assess_identifier("social-care", "LCS 1").met is True
    assert as_compared(" ab/12-3 ") == "AB123"
    assert as_shown("nhs", "9434765919") == "943 476 5919"
