"""The links that were sent to people outside: to whom, for what, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from holdfast.casework.links.models import Link
from holdfast.casework.links.purposes import Became, Purpose, all_purposes, purpose_of
from holdfast.stewardship.access.actor import Actor


@dataclass(frozen=True, slots=True)
class SentRow:
    """One link as the list shows it."""

    link: Link
    what: str
    became: Became | None

    @property
    def may_go_again(self) -> bool:
        """Whether a new address may be sent: what it is for is not done."""
        return self.link.used_at is None


def sent_links(actor: Actor, only: Purpose | None = None) -> QuerySet[Any, Any]:
    """Links for what this person looks after, the latest first; of one purpose where that is given."""
    keys = [one.key for one in all_purposes() if one.kept_by and actor.may(one.kept_by)]
    rows = Link.objects.visible_to(actor).filter(purpose__in=keys).select_related("made_by")
    if only is not None:
        rows = rows.filter(purpose=only.key)
    found: QuerySet[Any, Any] = rows.order_by("-made_at", "pk")
    return found


def sent_rows(links: Iterable[Link]) -> list[SentRow]:
    """The rows of a page; one query more for each purpose among them that tells what became of its links."""
    listed = list(links)
    became: dict[UUID, Became] = {}
    for key in {one.purpose for one in listed}:
        became |= _became(purpose_of(key), [one for one in listed if one.purpose == key])
    return [SentRow(one, purpose_of(one.purpose).called, became.get(one.pk)) for one in listed]


def _became(purpose: Purpose, links: list[Link]) -> Mapping[UUID, Became]:
    return purpose.became(links) if purpose.became else {}
