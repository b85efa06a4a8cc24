"""Frequent missing over everybody at once: one pass over all starts in order, with the same answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import compress, count, islice
from operator import sub

from holdfast.casework.missing.rules.frequent import Rule, Ruling, spells

# A start is one number: which child it is, and the day. Two children's starts are ages apart, so that
# nothing has to ask whether the child is the same.
APART = 1 << 22
Held = tuple[int, date, date]


def key_of(child: int, day: date) -> int:
    """The number of a start: the child counted from 0, and its London date."""
    return child * APART + day.toordinal()


def spells_of_all(keys: Sequence[int], rulings: Iterable[Ruling]) -> list[Held]:
    """(child, from, to) of every spell, by child and day, from the keys of all starts in ascending order."""
    found: list[Held] = []
    for ruling in rulings:
        first, last = ruling.from_on or date.min, ruling.to_on or date.max
        for child, from_on, to_on in _held(keys, ruling.rule):
            if from_on <= last and to_on >= first:
                found.append((child, max(from_on, first), min(to_on, last)))
    return sorted(found)


def _held(keys: Sequence[int], rule: Rule) -> Iterator[Held]:
    if rule.exactly or rule.counted != "any consecutive days":
        return _one_by_one(keys, rule)
    return _merged(keys, rule.times, rule.days)


def _merged(keys: Sequence[int], times: int, days: int) -> Iterator[Held]:
    """The flag holds from a start until the one so many before it is too old; what touches is one spell."""
    # Nothing but loops of the interpreter's own over all starts; Python's own loop only over what they find.
    gaps = map(sub, islice(keys, times - 1, None), keys)
    raised = compress(count(times - 1), map(days.__gt__, gaps))
    begun = ended = -APART
    for index in raised:
        now, until = keys[index], keys[index - times + 1] + days - 1
        if now > ended + 1:
            if begun > 0:
                yield _said(begun, ended)
            begun = now
        ended = until
    if begun > 0:
        yield _said(begun, ended)


def _said(begun: int, ended: int) -> Held:
    child = begun // APART
    return child, date.fromordinal(begun - child * APART), date.fromordinal(ended - child * APART)


def _one_by_one(keys: Sequence[int], rule: Rule) -> Iterator[Held]:
    """Rules that count otherwise are asked child by child."""
    starts: dict[int, list[date]] = {}
    for key in keys:
        starts.setdefault(key // APART, []).append(date.fromordinal(key % APART))
    for child, days in starts.items():
        for spell in spells(days, [Ruling(rule)]):
            yield child, spell.from_on, spell.to_on
