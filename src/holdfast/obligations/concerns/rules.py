"""What may be sent to whom, and what may be done with it in each state: pure functions of plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from holdfast.groups.rules.structure import chain_above
from holdfast.kernel.finding import Finding, listed
from holdfast.kernel.identifiers import nhs_number, pupil_number


class Relation(StrEnum):
    """Where the receiver stands, seen from the sender."""

    ABOVE = "Above"
    BELOW = "Below"
    BESIDE = "Other groups of the partnership"
    BOARD = "Boards"
    ELSEWHERE = "Groups of other partnerships"


Key = TypeVar("Key")


def relation(sender: Key, other: Key, parents: Mapping[Key, Key | None]) -> Relation:
    """Where another group of the partnership stands in the tree, seen from the sender."""
    if other in chain_above(sender, parents):
        return Relation.ABOVE
    return Relation.BELOW if sender in chain_above(other, parents) else Relation.BESIDE


def assess_destination(kind: str, where: Relation) -> Finding:
    """Whether this may be sent there: a task only to a group below, or by a Board to a group under it."""
    if kind == "task" and where is not Relation.BELOW:
        return Finding(
            met=False, reason="A task can be given only to a group below. Send it as a request instead."
        )
    return Finding(met=True, reason="It can be sent there.")


def assess_wanted(kind: str, wanted_on: date | None, today: date) -> Finding:
    """Whether the date of the answer will do: all but learning need one, and it has not passed."""
    if wanted_on is None:
        return Finding(
            met=kind == "learning",
            reason="Learning needs no answer."
            if kind == "learning"
            else "Say by when an answer is wanted: the clause chosen gives no time for it.",
        )
    if wanted_on < today:
        return Finding(met=False, reason="The date for the answer has passed already. Choose a later one.")
    return Finding(met=True, reason="The date is today or later.")


def assess_said(text: str, what: str) -> Finding:
    """Whether the words that an act needs were given."""
    given = bool(text.strip())
    return Finding(met=given, reason="The words were given." if given else f"Say {what}.")


# However it was typed or pasted: with any space, a dot or any dash between its parts.
_NUMBERS = re.compile(r"(?<!\d)\d{3}[\s.\-\u2010-\u2015]?\d{3}[\s.\-\u2010-\u2015]?\d{4}(?!\d)")
_PUPILS = re.compile(r"(?<!\w)[A-Z]\d{11}[\dA-Z](?!\w)", re.IGNORECASE)


def assess_names_nobody(*texts: str) -> Finding:
    """Whether the words hold no number by which a child is known; names are for the writer to leave out."""
    said = " ".join(texts)
    if any(nhs_number(_digits(found)).met for found in _NUMBERS.findall(said)):
        return _identifies("an NHS number")
    if any(pupil_number(found.upper()).met for found in _PUPILS.findall(said)):
        return _identifies("a pupil number")
    return Finding(met=True, reason="No number of a child was found.")


def _digits(text: str) -> str:
    return "".join(str(int(one)) for one in text if one.isdecimal())


def _identifies(what: str) -> Finding:
    words = f"This holds {what}. What groups send each other says nothing by which a child could be known."
    return Finding(met=False, reason=f"{words} Take it out.")


class Side(StrEnum):
    """Who does it."""

    SENDER = "sender"
    RECEIVER = "receiver"


# Each act: who does it, from which states, for which kinds (None is all). It leads to the state of its name.
ACTS: dict[str, tuple[Side, frozenset[str], frozenset[str] | None]] = {
    "received": (Side.RECEIVER, frozenset({"sent"}), None),
    "accepted": (Side.RECEIVER, frozenset({"sent", "received"}), frozenset({"task"})),
    "declined": (Side.RECEIVER, frozenset({"sent", "received", "accepted"}), frozenset({"task"})),
    "answered": (Side.RECEIVER, frozenset({"sent", "received", "accepted"}), None),
    "redated": (Side.SENDER, frozenset({"sent", "received", "accepted"}), None),
    "withdrawn": (Side.SENDER, frozenset({"sent", "received", "accepted"}), None),
    "closed": (Side.SENDER, frozenset({"answered", "declined"}), None),
}
_VERBS = {
    "received": "acknowledged",
    "redated": "given another date",
}


def assess_act(act: str, kind: str, state: str, has_date: bool = True) -> Finding:
    """Whether something may be done with a matter of this kind as it stands."""
    _, states, kinds = ACTS[act]
    if kinds is not None and kind not in kinds:
        return Finding(met=False, reason=f"Only {listed(sorted(f'a {one}' for one in kinds))} can be {act}.")
    is_told = act == "closed" and kind == "learning" and not has_date and state == "received"
    if state in states or is_told:
        return Finding(met=True, reason="It can be done.")
    verb = _VERBS.get(act, act)
    return Finding(met=False, reason=f"It {_STANDS[state]}, so it cannot be {verb} now.")


_STANDS = {
    "sent": "has not been received yet",
    "received": "has been received",
    "accepted": "has been accepted",
    "declined": "was declined",
    "answered": "has been answered",
    "withdrawn": "was withdrawn",
    "closed": "is closed",
}
