"""The items that stand on every agenda of a group, as its terms ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.charter.meeting import Decisions, Declarations
from holdfast.charter.model import Charter
from holdfast.charter.promises import Undertaking
from holdfast.charter.quorum_rule import QuorumRule

_LONGEST_PURPOSE = 1000
LOOKED_AT = "What the terms ask each meeting to look at"


@dataclass(frozen=True, slots=True)
class StandingItem:
    """An item that comes by itself: the key of its kind, its title and what it is for."""

    kind: str
    title: str
    purpose: str = ""


def standing_items(charter: Charter | None) -> tuple[StandingItem, ...]:
    """What every agenda of the group begins and ends with; other business goes before `any-other`."""
    return tuple(_standing_items(charter))


def _standing_items(charter: Charter | None) -> Iterator[StandingItem]:
    yield StandingItem("apologies", "Welcome and apologies")
    if charter is not None and charter.first(Declarations) is not None:
        yield StandingItem("declarations", "Declarations of interest")
    yield StandingItem("last-minutes", "Minutes of the last meeting")
    yield StandingItem("matters-arising", "Matters arising")
    yield StandingItem("open-actions", "Open actions")
    if looked_at := _looked_at(charter):
        yield StandingItem("business", LOOKED_AT, looked_at)
    yield StandingItem("any-other", "Any other business")
    yield StandingItem("next-meeting", "Date of the next meeting")


def _looked_at(charter: Charter | None) -> str:
    if charter is None:
        return ""
    each = [
        undertaking.what.rstrip(".") for undertaking in charter.each(Undertaking) if undertaking.each_meeting
    ]
    said = " ".join(f"{what}." for what in dict.fromkeys(each))
    return said if len(said) <= _LONGEST_PURPOSE else f"{said[: _LONGEST_PURPOSE - 1]}…"


def has_elections(charter: Charter | None) -> bool:
    """Whether the terms fill an office by election."""
    return charter is not None and any(way.elected for office in charter.offices for way in office.held_by)


def kinds_of_item(charter: Charter | None) -> tuple[str, ...]:
    """The kinds of item for which the terms set another quorum or another way to decide."""
    if charter is None:
        return ()
    kinds = [rule.kinds for rule in charter.each(QuorumRule)]
    kinds += [rule.kinds for rule in charter.each(Decisions)]
    return tuple(dict.fromkeys(kind for named in kinds for kind in named))
