"""Rooms of groups that nobody here has met, with the answers worked out by hand from their terms."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Told:
    """One room: who sits where, what is asked, and what the terms answer."""

    charter: str
    because: str
    people: list[dict[str, Any]]
    met: bool
    chair: str | None = None
    more: dict[str, Any] = field(default_factory=dict)
    group: str | None = None


def came(*seats: str, **switches: Any) -> list[dict[str, Any]]:
    """One person for each seat, named after it and its order: 'dci 1'."""
    return [{"person": f"{seat} {n}", "seat": seat, **switches} for n, seat in enumerate(seats, start=1)]


ROOMS = [
    Told(
        "mace",
        "three of eight is a third rounded up",
        came("dci", "asst-director", "probation"),
        True,
        "asst-director 2",
    ),
    Told("mace", "the trust stands for the ICB", came("dci", "trust-lead", "head"), True, "dci 1"),
    Told("mace", "one partner of three", came("dci", "head", "head", "probation"), False, "dci 1"),
    Told("mace", "ICB and trust are one partner", came("icb-nurse", "trust-lead", "head"), False),
    Told("mace", "two of the three needed", came("dci", "asst-director"), False, "asst-director 2"),
    Told(
        "mace",
        "a deputy counts",
        came("dci", "asst-director") + came("head", capacity="deputy"),
        True,
        "asst-director 2",
    ),
    Told(
        "mace",
        "an invitee does not",
        came("dci", "asst-director") + came("head", capacity="invitee"),
        False,
        "asst-director 2",
    ),
    Told(
        "mace",
        "an interest takes one away",
        came("dci", "asst-director") + came("head", excluded_from=["4"]),
        False,
        "asst-director 2",
        {"item": "4"},
    ),
    Told(
        "mace",
        "but not from the other items",
        came("dci", "asst-director") + came("head", excluded_from=["4"]),
        True,
        "asst-director 2",
        {"item": "5"},
    ),
    Told("mace", "nobody came", [], False),
    Told(
        "licensing",
        "five, two of them statutory",
        came("licensing-manager", "fire", "trade", "trade", "vol"),
        True,
    ),
    Told(
        "licensing",
        "one may be remote",
        came("licensing-manager", "fire", "trade", "trade") + came("vol", remote=True),
        True,
    ),
    Told(
        "licensing",
        "two may not",
        came("licensing-manager", "fire", "trade") + came("vol", "police-licensing", remote=True),
        False,
    ),
    Told("licensing", "one statutory of five", came("fire", "trade", "trade", "trade", "vol"), False),
    Told(
        "licensing",
        "the independent chair is none of the five",
        [*came("licensing-manager", "fire", "trade", "trade"), {"person": "Zoe", "office": "chair"}],
        False,
        "Zoe",
    ),
    Told(
        "licensing",
        "the legal adviser is none of the five",
        came("licensing-manager", "fire", "trade", "trade", "legal"),
        False,
    ),
    Told(
        "licensing",
        "but must be there for licensing",
        came("licensing-manager", "fire", "trade", "trade", "vol"),
        False,
        more={"kind": "licensing"},
    ),
    Told(
        "licensing",
        "and may be remote",
        came("licensing-manager", "fire", "trade", "trade", "vol") + came("legal", remote=True),
        True,
        more={"kind": "licensing"},
    ),
    Told(
        "cases",
        "a deputy attends and does not count",
        came("sw") + came("pol", capacity="deputy"),
        False,
        "sw 1",
    ),
    Told("cases", "two members", came("sw", "pol"), True, "pol 2", {"chair": "pol 2"}),
    Told(
        "cases",
        "a case decision takes three",
        came("sw", "pol"),
        False,
        "sw 1",
        {"kind": "case decision", "chair": "sw 1"},
    ),
    Told(
        "cases",
        "nobody may set that aside",
        came("sw", "pol"),
        False,
        "sw 1",
        {"kind": "case decision", "chair": "sw 1", "override": {"reason": "urgent"}},
    ),
    Told(
        "cases",
        "reconvened, those present are the quorum",
        came("nhs"),
        True,
        "nhs 1",
        {"is_reconvened": True},
    ),
    Told(
        "cases",
        "unless nobody who counts is",
        came("nhs", capacity="deputy"),
        False,
        None,
        {"is_reconvened": True},
    ),
    Told(
        "forum",
        "four of eight with a young person",
        came("refuge", "shelter", "imam", "youth"),
        True,
        "refuge 1",
        {"offices": {"chair": "refuge 1"}},
    ),
    Told("forum", "no young person", came("refuge", "shelter", "imam", "council"), False),
    Told(
        "forum",
        "three seats vacant leave two of five",
        came("refuge", "youth"),
        True,
        more={"vacancies": ["youth", "coopted", "coopted"]},
    ),
    Told(
        "forum",
        "two vacant leave three of six",
        came("refuge", "youth"),
        False,
        more={"vacancies": ["youth", "coopted"]},
    ),
    Told("forum", "the co-opted count", came("refuge", "youth", "coopted", "coopted"), True),
    Told("two", "two agencies", came("director", "super"), True, "director 1", group="strategic"),
    Told(
        "two",
        "the tactical chair comes for the police",
        came("director") + came("tactical-chair", agency="police"),
        True,
        "director 1",
        group="strategic",
    ),
    Told("two", "more than half of three", came("inspector"), False, "inspector 1", group="tactical"),
    Told("two", "two of three, and no chair", came("manager", "nurse"), True, None, group="tactical"),
]
