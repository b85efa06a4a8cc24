"""Puts judged rows into the record: new children, new episodes all at once, and changes one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from holdfast.casework.children.models import Child, ChildEntry, Identifier
from holdfast.casework.children.references import new_reference
from holdfast.casework.missing.models import Episode
from holdfast.casework.missing.operations.bulk import NewEpisode, add_episodes
from holdfast.casework.missing.operations.episodes import change_episode, record_episode
from holdfast.casework.missing.rules.reporting import EpisodeFacts
from holdfast.exchange.comparing import Outcome
from holdfast.exchange.incoming import FileChild
from holdfast.exchange.operations.judging import Judged
from holdfast.exchange.problems import Problem
from holdfast.exchange.recognising import RecordedChild
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.context import seeing_everything
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

# What a later file may say and an earlier did not; the rest of an episode is left as it is.
_REFINED = ("grade", "found_where", "circumstances", "last_seen_at")
NO_NAME = "Name not known"
IMPORTED = Episode.Source.IMPORTED


def put_in(judged: Sequence[Judged], *, by: Actor) -> dict[int, UUID]:
    """Add and change what the judgement says; the episodes by row number. A change that is refused waits."""
    _add_children(judged, by)
    for one in judged:
        if one.outcome is Outcome.CHANGED:
            _change(one, by)
    added = [one for one in judged if one.outcome is Outcome.ADDED]
    try:
        with transaction.atomic():
            ids = add_episodes([_new_episode(one) for one in added], by=by)
    except IntegrityError:
        return _add_singly(added, by)
    return {one.row.number: pk for one, pk in zip(added, ids, strict=True)}


def _add_singly(added: Sequence[Judged], by: Actor) -> dict[int, UUID]:
    """Where the record is no longer as it was judged, each by itself, so that one keeps no other out."""
    episodes: dict[int, UUID] = {}
    children = Child.objects.in_bulk({new.child_id for new in map(_new_episode, added)})
    for one in added:
        new = _new_episode(one)
        try:
            made = record_episode(by=by, child=children[new.child_id], facts=new.facts, source=IMPORTED)
            episodes[one.row.number] = made.pk
        except Refused as refusal:
            _make_wait(one, refusal)
    return episodes


def _new_episode(one: Judged) -> NewEpisode:
    if one.child is None or one.row.facts is None:
        raise ValueError("a row is added only with its child and its episode")
    return NewEpisode(one.child.pk, one.row.facts)


def _change(one: Judged, by: Actor) -> None:
    """Correct the episode as the row says, by the rules; what the rules refuse waits with their sentence."""
    compared = one.compared
    if compared is None or compared.facts is None:
        raise ValueError("a row changes only an episode that it was compared with")
    try:
        with transaction.atomic():
            episode = Episode.objects.select_related("child").get(pk=compared.episode_id)
            facts = _merged(EpisodeFacts.of(episode), compared.facts)
            change_episode(by=by, episode=episode, facts=facts, reason="Imported from a later file.")
    except Refused as refusal:
        _make_wait(one, refusal)


def _make_wait(one: Judged, refusal: Refused) -> None:
    one.outcome = Outcome.TRAY
    one.row.problems.append(Problem("not-recorded", str(refusal)))


def _merged(held: EpisodeFacts, incoming: EpisodeFacts) -> EpisodeFacts:
    """The times of the row, and what else it says where it says anything."""
    more: dict[str, Any] = {name: value for name in _REFINED if (value := getattr(incoming, name))}
    return replace(
        held,
        began_at=incoming.began_at,
        is_began_known=incoming.is_began_known,
        ended_at=incoming.ended_at,
        is_ended_known=incoming.is_ended_known,
        **more,
    )


def _add_children(judged: Iterable[Judged], by: Actor) -> None:
    """Make a record for each child of an added row that has none, and note further numbers of the others."""
    made: dict[str, tuple[Child, FileChild]] = {}
    new = [one for one in judged if one.outcome is Outcome.ADDED and one.child is None]
    references = _references(len({one.row.child.key for one in new}))
    for one in new:
        asked = one.row.child
        if asked.key not in made:
            made[asked.key] = (_child(asked, next(references), by), asked)
        child = made[asked.key][0]
        one.child = RecordedChild(
            child.pk, child.reference, child.given_names, child.family_name, child.birth_on
        )
    _save(list(made.values()), by)


def _child(asked: FileChild, reference: str, by: Actor) -> Child:
    said: dict[str, Any] = {
        name: value for name in ("sex", "ethnic_group") if (value := getattr(asked, name))
    }
    return Child(
        partnership_id=by.partnership_id,
        reference=reference,
        given_names=asked.given_names or ("" if asked.family_name else NO_NAME),
        family_name=asked.family_name,
        birth_on=asked.born_on,
        is_looked_after=asked.is_looked_after,
        **said,
    )


def add_child_of(asked: FileChild, *, by: Actor) -> Child:
    """A record of the child that a waiting row describes, who turned out not to be on record."""
    by.require(Permission.IMPORT_CASEWORK)
    child = _child(asked, next(_references(1)), by)
    _save([(child, asked)], by)
    return child


def _references(number: int) -> Any:
    """So many references that no child here has, seen or not."""
    if not number:
        return iter(())
    with seeing_everything():
        taken = set(Child.objects.values_list("reference", flat=True))
    fresh: set[str] = set()
    while len(fresh) < number:
        fresh.add(new_reference())
        fresh -= taken
    return iter(fresh)


def _save(made: Sequence[tuple[Child, FileChild]], by: Actor) -> None:
    if not made:
        return
    Child.objects.bulk_create([child for child, _ in made], batch_size=2000)
    numbers = [
        Identifier(
            partnership_id=by.partnership_id, child=child, kind=number.kind, value=number.value,
            written=number.written, is_doubtful=number.is_doubtful,
        )
        for child, asked in made
        for number in asked.numbers
    ]  # fmt: skip
    Identifier.objects.bulk_create(numbers, batch_size=2000)
    own = {"partnership_id": by.partnership_id, "by_id": by.person_id, "kind": "created record by import"}
    entries = [ChildEntry(id=uuid4(), child=child, **own) for child, _ in made]
    ChildEntry.objects.bulk_create(entries, batch_size=2000)
    record("added children by import", by=by, children=[child.reference for child, _ in made])
