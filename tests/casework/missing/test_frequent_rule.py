"""Frequent missing: the spells that the rule finds are what counting the days one by one finds."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from holdfast.casework.missing.rules.frequent import Rule, Ruling, Spell, flag_of, spells
from holdfast.casework.missing.rules.frequent_many import key_of, spells_of_all
from holdfast.charter.shelf import load_shipped

NEW_YEAR = date(2026, 1, 1)
THREE_IN_NINETY = Rule()


def day(number: int) -> date:
    return NEW_YEAR + timedelta(days=number)


def found(starts: Sequence[int], rule: Rule = THREE_IN_NINETY) -> list[tuple[date, date]]:
    return [(spell.from_on, spell.to_on) for spell in spells(map(day, starts), [Ruling(rule)])]


def holds_on(asked: date, starts: Sequence[date], rule: Rule) -> bool:
    """The rule as it is written, asked of one day."""
    window = timedelta(days=rule.days)
    if rule.counted == "any consecutive days":
        return rule.holds(sum(asked - window < start <= asked for start in starts))
    if rule.counted == "calendar month":
        return rule.holds(sum(asked.replace(day=1) <= start <= asked for start in starts))
    count, later = 0, asked
    for start in sorted((start for start in starts if start <= asked), reverse=True):
        if later - start >= window:
            break
        count, later = count + 1, start
    return rule.holds(count)


def test_the_first_and_third_start_are_at_most_89_days_apart() -> None:
    assert found([0, 40, 89]) == [(day(89), day(89))]
    assert found([0, 40, 90]) == []


def test_it_goes_on_until_the_third_last_start_is_ninety_days_old() -> None:
    assert found([0, 10, 20, 60]) == [(day(20), day(99))]


def test_a_pause_makes_two_spells_and_each_names_the_starts_that_raised_it() -> None:
    first, second = spells(map(day, [0, 1, 2, 200, 201, 202]))
    assert first == Spell(day(2), day(89), (day(0), day(1), day(2)), Rule())
    assert second == Spell(day(202), day(289), (day(200), day(201), day(202)), Rule())
    assert first.why == "Missing 3 times in any 90 days: 1 January 2026, 2 January 2026 and 3 January 2026."


def test_three_episodes_of_one_day_count_three_times() -> None:
    assert found([5, 5, 5]) == [(day(5), day(94))]


def test_new_terms_count_from_their_first_day_and_the_old_ones_until_then() -> None:
    old, new = Rule(3, 90, clause="old"), Rule(3, 30, clause="new")
    rulings = [Ruling(old, None, day(49)), Ruling(new, day(50), None)]
    assert spells(map(day, [0, 20, 40]), rulings) == [
        Spell(day(40), day(49), (day(0), day(20), day(40)), old)
    ]


def test_the_west_sussex_terms_say_three_in_any_ninety_days() -> None:
    charter = load_shipped("west-sussex-meog").group("west-sussex-meog")
    assert flag_of(charter) == Rule(3, 90, clause="west-sussex-meog/purpose-7")


RULES = st.builds(
    Rule,
    times=st.integers(1, 5),
    days=st.integers(1, 95),
    counted=st.sampled_from(["any consecutive days", "calendar month", "since the last"]),
    exactly=st.booleans(),
)


@given(st.lists(st.integers(0, 300), max_size=25), RULES)
def test_the_spells_are_the_days_that_counting_one_by_one_finds(starts: list[int], rule: Rule) -> None:
    counted = [day(n) for n in range(420) if holds_on(day(n), list(map(day, starts)), rule)]
    spelt = [s + timedelta(days=n) for s, e in found(starts, rule) for n in range((e - s).days + 1)]
    assert spelt == counted
    assert all(rule.holds(len(spell.starts)) for spell in spells(map(day, starts), [Ruling(rule)]))


@given(st.lists(st.integers(0, 200), max_size=12), st.integers(0, 200))
def test_one_more_episode_never_ends_a_spell(starts: list[int], more: int) -> None:
    before, after = found(starts), found([*starts, more])
    assert all(any(f <= first and last <= t for f, t in after) for first, last in before)


@given(st.lists(st.lists(st.integers(0, 300), max_size=12), max_size=6), RULES, st.integers(50, 250))
def test_one_pass_over_everybody_answers_as_child_by_child(
    histories: list[list[int]], rule: Rule, changes_on: int
) -> None:
    rulings = [
        Ruling(Rule(3, 90, clause="old"), None, day(changes_on - 1)),
        Ruling(rule, day(changes_on), None),
    ]
    keys = sorted(key_of(child, day(n)) for child, starts in enumerate(histories) for n in starts)
    expected = [
        (child, spell.from_on, spell.to_on)
        for child, starts in enumerate(histories)
        for spell in spells(map(day, starts), rulings)
    ]
    assert spells_of_all(keys, rulings) == sorted(expected)
