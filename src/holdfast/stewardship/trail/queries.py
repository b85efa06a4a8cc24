"""The trail as an auditor reads it: newest first, by page; names cost a constant number of queries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.scopes import scopes
from holdfast.stewardship.tenancy.models import Agency, Person
from holdfast.stewardship.trail.kinds import Thing, find_things, said_of, words_for
from holdfast.stewardship.trail.models import TrailEntry
from holdfast.web import words

PER_PAGE = 50
ACTS = {
    "seen": "Looked at something",
    "taken": "Took a copy away",
    "signed": "Signed in or out",
    "changed": "Added or changed something",
}
_BEGINNINGS = {
    "seen": ("viewed", "saw", "read"),
    "taken": ("downloaded", "took away", "exported"),
    "signed": ("signed in", "signed out"),
}
_PLACE = re.compile(r"(\d{1,17})-(\d{1,18})", re.ASCII)
_DONE = re.compile(r"(ed|given|set|withdrawn|made)$")
_WANTS_ITS_THING = frozenset({"of", "away", "again"})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class TrailFilter:
    """What the trail is narrowed to; instants are half-open, from `since` to before `before`."""

    act: str = ""
    kind: str = ""
    person_id: UUID | None = None
    group_id: str | None = None
    subject_id: UUID | None = None
    since: datetime | None = None
    before: datetime | None = None

    @property
    def codes(self) -> dict[str, str]:
        """What was asked for, as the trail keeps it."""
        return {name: str(value) for name, value in vars(self).items() if value}


@dataclass(frozen=True)
class TrailRow:
    """One entry in words; `thing` only where the reader may see it."""

    id: int
    at: datetime
    who: str
    agency: str
    did: str
    thing: Thing | None
    group: str
    more: str
    subject_id: UUID | None

    @property
    def about(self) -> str:
        """The name of what it is about, or nothing."""
        return self.thing.name if self.thing else ""


@dataclass(frozen=True)
class TrailPage:
    """Some entries, newest first; `older` is where in the list the next page begins, or empty."""

    rows: Sequence[TrailRow]
    older: str
    seal: str


def trail_page(actor: Actor, wanted: TrailFilter, before: str = "") -> TrailPage:
    """The entries before a place (that of the last entry seen), or the newest. Queries: constant."""
    entries = list(_before(entries_for(actor, wanted), before)[: PER_PAGE + 1])
    shown = entries[:PER_PAGE]
    older = _place(shown[-1]) if len(entries) > PER_PAGE else ""
    return TrailPage(trail_rows(actor, shown), older, seal_words())


def entries_for(actor: Actor, wanted: TrailFilter) -> QuerySet[TrailEntry]:
    """The entries that the actor may read, newest first: all, or those of the groups that they audit."""
    rows = TrailEntry.objects.filter(partnership_id=actor.partnership_id)
    allowed = actor.groups_where(Permission.SEE_TRAIL)
    if allowed is not None:
        rows = rows.filter(group_id__in=allowed)
    exact = {
        "subject_type": wanted.kind,
        "person_id": wanted.person_id,
        "group_id": wanted.group_id,
        "subject_id": wanted.subject_id,
        "at__gte": wanted.since,
        "at__lt": wanted.before,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    return _by_act(rows, wanted.act).order_by("-at", "-id")


def _by_act(rows: QuerySet[TrailEntry], act: str) -> QuerySet[TrailEntry]:
    if act in _BEGINNINGS:
        return rows.filter(_begins(_BEGINNINGS[act]))
    if act == "changed":
        return rows.exclude(_begins([text for texts in _BEGINNINGS.values() for text in texts]))
    return rows


def _begins(texts: Iterable[str]) -> Q:
    found = Q()
    for text in texts:
        found |= Q(verb=text) | Q(verb__startswith=f"{text} ")
    return found


def _place(entry: TrailEntry) -> str:
    """Where an entry stands, as whole microseconds and its number: exact, where a float would not be."""
    return f"{(entry.at - _EPOCH) // timedelta(microseconds=1)}-{entry.id}"


def _before(rows: QuerySet[TrailEntry], place: str) -> QuerySet[TrailEntry]:
    found = _PLACE.fullmatch(place)
    if found is None:
        return rows
    try:
        at = _EPOCH + timedelta(microseconds=int(found[1]))
    except OverflowError:
        return rows
    # The first condition lets the database pass over the partitions of later months.
    return rows.filter(at__lte=at).filter(Q(at__lt=at) | Q(id__lt=int(found[2])))


def trail_rows(actor: Actor, entries: Sequence[TrailEntry]) -> list[TrailRow]:
    """The entries in words: one query for people, agencies, groups and each kind of thing, however many."""
    people = dict(_names(Person, {e.person_id for e in entries}))
    agencies = dict(_names(Agency, {e.agency_id for e in entries}))
    groups = scopes() if any(entry.group_id for entry in entries) else {}
    about: defaultdict[str, set[UUID]] = defaultdict(set)
    for entry in entries:
        if entry.subject_id is not None:
            about[entry.subject_type].add(entry.subject_id)
    things = find_things(actor, about)
    return [_row(entry, people, agencies, groups, things) for entry in entries]


def _names(model: Any, wanted: set[UUID | None]) -> Iterable[tuple[UUID, str]]:
    wanted.discard(None)
    return ((row.pk, str(row)) for row in model.objects.filter(pk__in=wanted)) if wanted else ()


def _row(
    entry: TrailEntry,
    people: Mapping[Any, str],
    agencies: Mapping[Any, str],
    groups: Mapping[str, str],
    things: Mapping[Any, Thing],
) -> TrailRow:
    thing = things.get(entry.subject_id)
    is_shown = thing is not None or entry.subject_id is None
    return TrailRow(
        id=entry.id,
        at=entry.at,
        who=people.get(entry.person_id, "Somebody"),
        agency=agencies.get(entry.agency_id, ""),
        did=act_words(entry.verb, entry.subject_type),
        thing=thing,
        group=groups.get(str(entry.group_id), "") if entry.group_id else "",
        more=_more(entry.details) if is_shown else "",
        subject_id=entry.subject_id,
    )


def act_words(verb: str, label: str) -> str:
    """`added` as `added the paper`, `agenda confirmed` as `confirmed the agenda for the meeting`."""
    if special := said_of(label, verb):
        return special
    noun = words_for(label) if label else ""
    said = _active(verb)
    if not noun or set(noun.split()) & set(verb.split()):
        return said
    is_whole = " " in said and said.rpartition(" ")[2] not in _WANTS_ITS_THING
    return f"{said} for the {noun}" if is_whole else f"{said} the {noun}"


def _active(verb: str) -> str:
    """`dates added` as somebody would say that they did it: `added the dates`."""
    thing, _, done = verb.rpartition(" ")
    is_passive = _DONE.search(done) and thing and not _DONE.search(thing.split()[0])
    return f"{done} the {thing}" if is_passive else verb


def _more(details: Mapping[str, Any]) -> str:
    """Short plain details: a serial number, a version. Identifiers and lists stay in the database."""
    plain = (
        f"{name.replace('_', ' ')} {value}"
        for name, value in details.items()
        if isinstance(value, str | int) and not isinstance(value, bool) and 0 < len(str(value)) <= 30
    )
    return words.sentence("; ".join(plain))


def seal_words() -> str:
    """How far the trail is sealed, in one sentence."""
    with connection.cursor() as cursor:
        cursor.execute("select sealed_until, unsealed from trail_seal_state()")
        until, unsealed = cursor.fetchone()
    if until is None:
        return "The trail is not sealed yet: the first seal is made within minutes of the system's start."
    is_today = words.london(until).date() == clock.today()
    when = words.clock_time(until) if is_today else words.moment(until)
    verb = "is" if unsealed == 1 else "are"
    newer = words.counted(unsealed, "newer entry", "newer entries")
    if not unsealed:
        return f"Sealed until {when}; nothing is newer."
    return f"Sealed until {when}; {newer} {verb} not sealed yet."
