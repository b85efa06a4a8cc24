"""With which other partnerships a child is shared, and what they share here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from holdfast.casework.children import elsewhere
from holdfast.casework.children.codes import Area, IdentifierKind, PlacementType, Sex
from holdfast.casework.children.models import Child, Part, Received, Share
from holdfast.casework.children.operations.restricting import is_guardian
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web.words import short_day


@dataclass(frozen=True)
class SharingPage:
    """What of one child goes to other partnerships, and what comes from them."""

    child: Child
    shares: tuple[Share, ...]
    received: tuple[Received, ...]
    may_share: bool


def may_share(actor: Actor, child: Child) -> bool:
    """Whether somebody may share this child: a restricted one is shared by its guardian alone."""
    return is_guardian(actor, child) if child.is_restricted else actor.may(Permission.SHARE_CHILDREN)


def sharing_page(actor: Actor, child: Child) -> SharingPage:
    """Both directions of one child: two queries. That it is shared is no secret from who sees the child."""
    return SharingPage(
        child=child,
        shares=tuple(Share.objects.filter(child=child).select_related("shared_by", "ended_by")),
        received=tuple(Received.objects.filter(child=child).select_related("ended_by")),
        may_share=may_share(actor, child),
    )


@dataclass(frozen=True)
class Told:
    """One part of a child of another partnership, in words."""

    title: str
    lines: tuple[str, ...]


def told_of(row: Share | Received) -> tuple[Told, ...]:
    """What is read of the child on the receiving side now, the same on both; nothing once it has ended."""
    shared = elsewhere.read(row) if row.ended_at is None else {}
    return tuple(
        Told(part.label, tuple(_say(part, shared[part.value]))) for part in Part if part.value in shared
    )


def _say(part: Part, told: Any) -> Iterable[str]:
    return _SAY[part](told) if part in _SAY else elsewhere.said_elsewhere(part, told)


def _identity(it: dict[str, Any]) -> Iterator[str]:
    yield f"{it['given_names']} {it['family_name']}".strip()
    yield from (f"Also {name}" for name in [it["known_as"], *it["names"]] if name)
    about = "about " if it["is_birth_estimated"] else ""
    yield f"Born {about}{_day(it['birth_on'])}" if it["birth_on"] else "Birth date not known"
    yield f"Sex: {Sex(it['sex']).label.lower()}"


def _identifiers(rows: list[dict[str, Any]]) -> Iterator[str]:
    return (f"{IdentifierKind(row['kind']).label}: {row['value']}" for row in rows)


def _needs(it: dict[str, Any]) -> Iterator[str]:
    if it["school"]:
        yield f"School: {it['school']}"
    if it["language"]:
        yield f"Language: {it['language']}{', needs an interpreter' if it['needs_interpreter'] else ''}"
    if it["has_learning_disability"]:
        yield "Has a learning disability"
    if it["disability"]:
        yield f"Disability: {it['disability']}"


def _addresses(rows: list[dict[str, Any]]) -> Iterator[str]:
    return (f"{row['lines']} {row['postcode']}".strip() + _period(row) for row in rows)


def _placements(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        kind = PlacementType(row["type"]).label if row["type"] else "Placement"
        where = f"{kind}, by {row['placing']}, in {row['host']}"
        yield where + (f", {row['provider']}" if row["provider"] else "") + _period(row)


def _professionals(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield ", ".join(row[key] for key in ("name", "role", "agency", "telephone", "email") if row[key])


def _areas(rows: list[dict[str, Any]]) -> Iterator[str]:
    return (f"{Area(row['area']).label}, since {_day(row['since_on'])}" for row in rows)


def _voice(rows: list[dict[str, Any]]) -> Iterator[str]:
    return (f"“{row['words']}”, {_day(row['heard_on'])}" for row in rows)


def _period(row: dict[str, Any]) -> str:
    parts = [f"{word} {_day(row[key])}" for word, key in (("from", "from_on"), ("to", "to_on")) if row[key]]
    return f", {' '.join(parts)}" if parts else ""


def _day(text: str) -> str:
    return short_day(date.fromisoformat(text))


_SAY: dict[Part, Callable[[Any], Iterable[str]]] = {
    Part.IDENTITY: _identity,
    Part.IDENTIFIERS: _identifiers,
    Part.NEEDS: _needs,
    Part.ADDRESSES: _addresses,
    Part.PLACEMENTS: _placements,
    Part.PROFESSIONALS: _professionals,
    Part.AREAS: _areas,
    Part.VOICE: _voice,
}
