"""What should stand in the ledger for some causes of a group, worked out from the facts alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from holdfast.groups.models import Group
from holdfast.kernel.clock import LONDON
from holdfast.obligations.ledger.governing import governed
from holdfast.obligations.ledger.kinds import Asked, Source, sources
from holdfast.obligations.ledger.promises import Governed
from holdfast.obligations.ledger.versions import NO_TERMS, Version, versions_of

Identity = tuple[str, str, str, str]


@dataclass(frozen=True)
class Expected:
    """The promises that hold, by identity, and when the next occasion begins by itself."""

    promises: dict[Identity, Governed]
    next_at: datetime | None


def expected(
    cause: str, ids: Iterable[UUID] | None, *, group: Group, until: datetime, since: datetime | None = None
) -> Expected:
    """What holds for these causes (None: all of the group's), for occasions begun after `since`."""
    versions = versions_of(group.pk)
    wanted = None if ids is None else frozenset(ids)
    asked = Asked(group=group, ids=wanted, until=until, versions=versions, since=since)
    promises: dict[Identity, Governed] = {}
    nexts: list[datetime] = []
    today = until.astimezone(LONDON).date()
    for source in sources(cause):
        facts = source.facts(asked)
        for one in _held(source, facts, versions, today):
            if (since is None or one.promise.began_at > since) and asked.wants(one.promise.cause_id):
                promises[one.promise.identity] = one
        nexts += _nexts(source, facts, versions, until)
    return Expected(promises, min(nexts, default=None))


def _held(source: Source, facts: Any, versions: tuple[Version, ...], today: date) -> Iterable[Governed]:
    return governed(
        ((version, source.promises(facts, version)) for version in (NO_TERMS, *versions)), versions, today
    )


def _nexts(source: Source, facts: Any, versions: tuple[Version, ...], until: datetime) -> list[datetime]:
    found = (source.next_at(facts, version) for version in versions)
    return [at for at in found if at is not None and at > until]
