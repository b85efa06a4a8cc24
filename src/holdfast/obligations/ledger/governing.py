"""Which version of the terms governs each promise, also when the terms change while it is open. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from holdfast.kernel.clock import LONDON
from holdfast.obligations.ledger.promises import Governed, Promise
from holdfast.obligations.ledger.versions import NO_TERMS, Carry, Version, version_on

_Occasion = tuple[str, str, str]


def governed(
    promised: Iterable[tuple[Version, Iterable[Promise]]], versions: tuple[Version, ...], today: date
) -> Iterator[Governed]:
    """Of what each version promises, what holds `today` (a London date).

    A promise is judged by the version in force on the London date on which it began. If it is open when
    another comes into force, that version says for its clause: the new rule, the old one, or an end. A
    version that is to come into force takes nothing over yet.
    """
    found: defaultdict[_Occasion, dict[Version, list[Promise]]] = defaultdict(dict)
    for version, promises in promised:
        for promise in promises:
            key = (promise.kind, promise.clause, promise.occasion)
            found[key].setdefault(version, []).append(promise)
    for by_version in found.values():
        yield from _through_time(by_version, versions, today)


def _through_time(
    by_version: dict[Version, list[Promise]], versions: tuple[Version, ...], today: date
) -> Iterator[Governed]:
    holding = [
        (promise, version)
        for version, promises in by_version.items()
        for promise in promises
        if version_on(versions, _began_on(promise)) == version
    ]
    for later in (one for one in versions if one.from_on <= today):
        holding = list(_carried(holding, later, by_version.get(later, [])))
    for promise, version in holding:
        yield Governed(promise, version.terms_id)


def _carried(
    holding: Sequence[tuple[Promise, Version]], later: Version, renewed: list[Promise]
) -> Iterator[tuple[Promise, Version]]:
    """What holds once `later` is in force."""
    moved = False
    for promise, version in holding:
        if version == later or _is_over(promise, later.from_on) or version.from_on > later.from_on:
            yield promise, version
            continue
        choice = later.carry(promise.clause)
        if choice is Carry.OLD or not promise.clause or version == NO_TERMS:
            yield promise, version
        elif choice is Carry.NEW and renewed:
            moved = True
        elif choice is Carry.NEW and later.has(promise.clause):
            # The clause stands but counts other occasions now: this one is finished as it began.
            yield promise, version
    if moved:
        yield from ((promise, later) for promise in renewed)


def _began_on(promise: Promise) -> date:
    return promise.began_at.astimezone(LONDON).date()


def _is_over(promise: Promise, day: date) -> bool:
    """Whether it had been kept before that day, or began only on or after it."""
    kept = promise.kept is not None and promise.kept.at.astimezone(LONDON).date() < day
    return kept or _began_on(promise) >= day
