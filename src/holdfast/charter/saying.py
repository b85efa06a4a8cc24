"""Small pieces of plain English from which the sentences about a charter are made."""

from collections.abc import Iterable

from holdfast.kernel.clocks import Period
from holdfast.kernel.finding import listed

from .facts import Facts
from .words import plain, spoken

_EVERYDAY = {
    "members": "the members",
    "group": "the group",
    "everyone": "everyone",
    "board": "the Board",
    "those-present": "those present",
    "business-support": "business support",
    "minute-taker": "the minute taker",
}
_MANY = ("members", "those-present")


def who(facts: Facts, keys: Iterable[str]) -> str:
    """Offices, seats, bodies, agencies and everyday words, as people say them."""
    return listed(one(facts, key) for key in keys)


def one(facts: Facts, key: str) -> str:
    """One of them."""
    charter = facts.charter
    if key in charter.office_by_key:
        return facts.office_name(key)
    if key in charter.seat_by_key:
        return f"the {facts.seat_name(key)}"
    if key in charter.body_by_key:
        return body(facts, key)
    if key in charter.agency_by_key:
        return facts.agency_name(key)
    return _EVERYDAY.get(key, f"the {spoken(key)}")


def acts(keys: Iterable[str], one_does: str, several_do: str) -> str:
    """The verb for these: the chair reports, the members report."""
    keys = list(keys)
    return one_does if len(keys) == 1 and keys[0] not in _MANY else several_do


def body(facts: Facts, key: str) -> str:
    """A board or group by its name, with an article where it reads as a title."""
    if plain(key) == plain(facts.charter.key):
        return "this group"
    known = facts.charter.body_by_key.get(key)
    name = known.name if known and known.name else facts.charter.neighbours.get(plain(key), spoken(key))
    return name if name[:4].lower() == "the " else f"the {name}"


def bodies(facts: Facts, keys: Iterable[str]) -> str:
    """Several of them."""
    return listed(body(facts, key) for key in keys)


def sentence(*parts: str | None) -> str:
    """One sentence from its parts, with a capital and a full stop."""
    words = (
        " ".join(part.strip() for part in parts if part and part.strip())
        .replace(" ,", ",")
        .replace(" ;", ";")
        .replace(",;", ";")
    )
    return words[:1].upper() + words[1:].rstrip(".") + "."


def given(condition: object, words: str) -> str:
    """The words, if the condition holds."""
    return words if condition else ""


def last_so_long(period: Period) -> str:
    """'the last month', 'the last 12 months'."""
    return f"the last {period.unit.value if period.count == 1 else period}"


def such_as(words: str, items: Iterable[str]) -> str:
    """A list after its introduction, or nothing: ': a, b and c'."""
    items = list(items)
    return f"{words}{listed(items)}" if items else ""
