"""Birth dates: how two may be the same although they differ, birthdays, and dates that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.kernel.finding import Finding
from holdfast.web.words import short_day

# Nobody older has a child's record, even an old one opened again.
OLDEST = 110
ESTIMATE_IS_WITHIN = timedelta(days=366)


def birthday(born: date, age: int) -> date:
    """The London day on which somebody reaches an age; who was born on 29 February does so on 1 March."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def age_on(born: date | None, day: date) -> int | None:
    """Years lived on a London day; nothing where the birth date is not known or still to come."""
    if born is None or day < born:
        return None
    age = day.year - born.year
    return age if birthday(born, age) <= day else age - 1


def swapped(born: date) -> date | None:
    """Day and month taken for each other, where that is a date."""
    return born.replace(day=born.month, month=born.day) if born.day <= 12 else None


def one_digit_off(one: date, other: date) -> bool:
    """Whether the two differ in one digit of dd/mm/yyyy, or two neighbouring digits changed places."""
    left, right = _typed(one), _typed(other)
    differ = [i for i in range(8) if left[i] != right[i]]
    if len(differ) == 2:
        i, j = differ
        return j == i + 1 and i not in (1, 3) and left[i] == right[j] and left[j] == right[i]
    return len(differ) == 1


@dataclass(frozen=True, slots=True)
class BirthLikeness:
    """How alike two birth dates are, 0 to 1, and why it is said; `share` is None when one is not known."""

    share: float | None
    reason: str = ""


def birth_likeness(one: date | None, other: date | None, *, is_estimated: bool = False) -> BirthLikeness:
    """Compare two birth dates; `is_estimated` when either is an estimate."""
    if one is None or other is None:
        return BirthLikeness(None)
    if one == other:
        return BirthLikeness(1.0, "the same birth date")
    if swapped(one) == other:
        return BirthLikeness(0.85, "the same birth date with day and month the other way round")
    if one_digit_off(one, other):
        return BirthLikeness(0.8, "a birth date one digit off")
    if is_estimated and abs(one - other) <= ESTIMATE_IS_WITHIN:
        return BirthLikeness(0.7, "a birth date within a year of an estimated one")
    if (one.day, one.month) == (other.day, other.month) and abs(one.year - other.year) <= 2:
        return BirthLikeness(0.5, "the same birthday in another year")
    return BirthLikeness(0.0)


def like_dates(born: date) -> frozenset[date]:
    """Every date that may be this one mistyped: what a search asks the index for."""
    other = swapped(born)
    near = {born, *([other] if other else [])}
    return frozenset(near | set(_digit_changed(born)))


def _typed(born: date) -> str:
    """As ddmmyyyy; `strftime` leaves the noughts of early years away."""
    return f"{born.day:02}{born.month:02}{born.year:04}"


def _digit_changed(born: date) -> Iterator[date]:
    text = _typed(born)
    typed = [text[:i] + digit + text[i + 1 :] for i in range(8) for digit in "0123456789" if digit != text[i]]
    typed += [text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in (0, 2, 4, 5, 6)]
    for each in typed:
        try:
            yield date(int(each[4:]), int(each[2:4]), int(each[:2]))
        except ValueError:
            continue


def assess_birth(born: date | None, today: date, first_event_on: date | None = None) -> Finding:
    """A birth date cannot lie ahead, nor after something that already happened to the child."""
    if born is None:
        return Finding(met=True, reason="no birth date is recorded")
    if born > today:
        said = f"A birth date cannot be in the future: {short_day(born)} has not come yet."
        return Finding(met=False, reason=said)
    if today.year - born.year > OLDEST:
        return Finding(
            met=False, reason=f"{short_day(born)} is more than {OLDEST} years ago: check the year."
        )
    if first_event_on is not None and born > first_event_on:
        said = (
            f"{short_day(born)} is after something already on this record, on {short_day(first_event_on)}:"
            " correct that first, or check the birth date."
        )
        return Finding(met=False, reason=said)
    return Finding(met=True, reason=f"born on {short_day(born)}")
