"""What a need comes to in a room, in words: what is here for it and what is lacking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from holdfast.kernel.finding import counted, listed, plural


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing lacking: the sentence that says so, and the noun for the list of what is missing.

    A lack with an `absent` noun may be said together with others: 'no one from A or B' where `is_from`, else
    'A and B are not here'.
    """

    sentence: str
    missing: str
    absent: str = ""
    is_from: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a need is met, what is here for it and what is lacking."""

    met: bool
    here: tuple[str, ...] = ()
    lacks: tuple[Lack, ...] = ()


def together(outcomes: Sequence[Outcome]) -> Outcome:
    """Several needs that must all be met."""
    here = dict.fromkeys(noun for outcome in outcomes for noun in outcome.here)
    lacks = dict.fromkeys(lack for outcome in outcomes for lack in outcome.lacks)
    return Outcome(not lacks, tuple(here), tuple(lacks))


def someone_from(place: str, here: int, needed: int) -> Outcome:
    """So many people from one agency or sector."""
    if here >= needed:
        return Outcome(True, (place if needed == 1 else f"{counted(here, 'person', 'people')} from {place}",))
    if not here:
        more = "" if needed == 1 else f" ({needed} are needed)"
        missing = place if needed == 1 else f"{needed} people from {place}"
        return Outcome(False, lacks=(Lack(f"no one from {place}{more}", missing, place + more, True),))
    lacking = needed - here
    sentence = f"only {here} of the {needed} people needed from {place} {'is' if here == 1 else 'are'} here"
    return Outcome(False, lacks=(Lack(sentence, f"{lacking} more from {place}"),))


def away(noun: str) -> Outcome:
    """Someone who is not here."""
    return Outcome(False, lacks=(Lack(f"{noun} is not here", noun, noun),))


def so_many_kinds(names: Sequence[str], needed: int, kind: str) -> Outcome:
    """So many different agencies or sectors."""
    named = f" ({listed(names)})" if names else ""
    if len(names) >= needed:
        return Outcome(True, (f"{counted(len(names), kind)}{named}",))
    only = f"only {len(names)}" if names else "none"
    verb = "is" if len(names) < 2 else "are"
    sentence = f"{only} of the {counted(needed, f'different {kind}')} needed {verb} here{named}"
    if needed == 1:
        sentence = f"no {kind} is represented here"
    missing = f"{needed - len(names)} more {kind if needed - len(names) == 1 else plural(kind)}"
    return Outcome(False, lacks=(Lack(sentence, missing),))


def one_of(lacks: Sequence[Lack], wanted: Sequence[str], missing: str) -> Lack:
    """None of several things, of which one would do."""
    if len(lacks) == len(wanted) and all(lack.is_from for lack in lacks):
        either = listed((lack.absent for lack in lacks), "or")
        return Lack(f"no one from {either}", either, either, True)
    if len(lacks) == len(wanted) and all(lack.absent and not lack.is_from for lack in lacks):
        return Lack(f"neither {listed((lack.absent for lack in lacks), 'nor')} is here", missing)
    return Lack(f"one of these is needed: {'; '.join(wanted)}", missing)


def said_here(here: Sequence[str]) -> str:
    """What is here, with its verb: 'police, health and social care are here'."""
    is_one = len(here) == 1 and (not here[0][:1].isdigit() or here[0].startswith("1 "))
    return f"{listed(here)} {'is' if is_one else 'are'} here"


def said_lacking(lacks: Iterable[Lack]) -> str:
    """What is lacking, said shortly: 'no one from health or police; the chair is not here'."""
    places: list[str] = []
    people: list[str] = []
    sentences: list[str] = []
    for lack in lacks:
        if lack.absent:
            (places if lack.is_from else people).append(lack.absent)
        else:
            sentences.append(lack.sentence)
    said = [f"no one from {listed(places, 'or')}"] if places else []
    said += [f"{listed(people)} {'is' if len(people) == 1 else 'are'} not here"] if people else []
    return "; ".join([*said, *sentences])
