"""The kinds of obligation, declared by the apps that own the facts; the ledger itself knows none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from holdfast.kernel.hooks import Hook
from holdfast.obligations.ledger.promises import Promise
from holdfast.stewardship.access.permissions import Permission

if TYPE_CHECKING:
    from holdfast.groups.models import Group
    from holdfast.obligations.ledger.models import Obligation
    from holdfast.obligations.ledger.versions import Version
    from holdfast.stewardship.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Doing:
    """The one button that does it: what it says and where it leads."""

    words: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of obligation.

    `title` names it in lists and notices ('Minutes to check'). `keeps` are the names by which a clause states
    the mechanisms that it keeps ('minutes'; 'after each meeting' for an undertaking that is owed then;
    'casework: plans' for one whose words are about that), for the assurance page. `seen_by` is who in the
    group sees its rows, besides its owner and those to whom it is owed; `counted_by` who besides them sees
    its numbers. `may_be_stated`: a person may say that it was done, because nothing in the product shows it
    by itself; with `is_own_word` only whoever owes it may. `doing` answers one row's button. `row_condition`
    is SQL over the table's columns that a row must satisfy besides to be read (restricted records).
    """

    key: str
    title: str
    keeps: tuple[str, ...] = ()
    seen_by: Permission = Permission.SEE_OWED
    counted_by: Permission | None = None
    may_be_stated: bool = False
    is_own_word: bool = False
    is_urgent: bool = False
    doing: Callable[[Obligation], Doing | None] = field(default=lambda row: None)
    row_condition: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """For which causes of a group facts are wanted: `ids` None is all; occasions that begin by `until`.

    Occasions that began by `since` are not wanted: a source may leave them out, so as to read less.
    """

    group: Group
    ids: frozenset[UUID] | None
    until: datetime
    versions: tuple[Version, ...]
    since: datetime | None = None

    def wants(self, cause_id: UUID) -> bool:
        """Whether this cause is asked about."""
        return self.ids is None or cause_id in self.ids


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where promises of some kinds come from.

    `cause` names the rows whose operations raise and meet them ('meeting', 'action'). With `is_of_group` the
    cause is the group itself ('meeting interval', 'reports') and its id the cause's id. `facts` reads
    everything needed, in a number of queries that does not grow with the causes. `promises` is pure: what one
    version of the terms promises, given the facts; it is asked for each version, and the ledger picks the one
    that governs. `next_at` says when the next occasion begins by itself (a month, a year), None if only
    operations begin one.
    """

    cause: str
    kinds: tuple[Kind, ...]
    is_of_group: bool = False
    facts: Callable[[Asked], Any]
    promises: Callable[[Any, Version], Iterable[Promise]]
    next_at: Callable[[Any, Version], datetime | None] = field(default=lambda facts, version: None)

    @property
    def name(self) -> str:
        """What tells it apart from other sources."""
        return f"{self.cause}: {', '.join(kind.key for kind in self.kinds)}"


_sources: dict[str, Source] = {}
_kinds: dict[str, Kind] = {}
# The rows that a sweep found newly missed, as one batch for each group; in the sweep's transaction.
on_missed: Hook[[Group, Collection[Obligation]], None] = Hook()


def declare(source: Source) -> Source:
    """Register a source and its kinds; called in an app's `ready`. Twice the same changes nothing."""
    for kind in source.kinds:
        known = _kinds.setdefault(kind.key, kind)
        if known != kind:
            raise ValueError(f"two kinds of obligation are called {kind.key}")
    _sources[source.name] = source
    return source


def sources(cause: str | None = None) -> list[Source]:
    """The sources of a cause, or all."""
    return [one for one in _sources.values() if cause is None or one.cause == cause]


def causes() -> list[str]:
    """Every cause that a source was declared for."""
    return sorted({one.cause for one in _sources.values()})


def kinds() -> dict[str, Kind]:
    """Every kind by its key."""
    return dict(_kinds)


def kind_of(key: str) -> Kind:
    """The kind with this key; a row of a kind that is no longer declared gets its key as a title."""
    return _kinds.get(key) or Kind(key=key, title=key.replace("-", " ").capitalize())


def visible_kinds(
    actor: Actor, *, is_counting: bool = False
) -> Iterator[tuple[frozenset[UUID] | None, list[str]]]:
    """(groups, kinds): in which groups (None is all) the actor sees which kinds; or counts them."""
    by_permission: dict[Permission, list[str]] = {}
    for kind in _kinds.values():
        by_permission.setdefault(kind.seen_by, []).append(kind.key)
        if is_counting and kind.counted_by is not None:
            by_permission.setdefault(kind.counted_by, []).append(kind.key)
    for permission, keys in by_permission.items():
        yield actor.groups_where(permission), keys


def row_condition_of_kinds() -> str:
    """The kinds' own conditions as one, for the database's policy; empty when none declares one."""
    parts = [
        f"(kind <> '{kind.key}' or ({kind.row_condition}))" for kind in _kinds.values() if kind.row_condition
    ]
    return " and ".join(parts)
