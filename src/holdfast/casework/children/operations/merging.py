"""Two records of one child become one, with everything that hangs on them; and can be taken apart again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from holdfast.casework.children.hooks import Merging, first_event_on, on_merging
from holdfast.casework.children.models import Child, Merge
from holdfast.casework.children.operations.changing import CHANGEABLE, save_changes
from holdfast.casework.children.operations.entering import enter, plain
from holdfast.casework.children.operations.sharing import end_every_share
from holdfast.casework.children.rules.births import assess_birth
from holdfast.casework.children.rules.merging import assess_merge, assess_undoing, blanks_filled
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

CLASH = (
    "Something on one record cannot stand beside what is on the other, for instance two episodes at one time."
    " Correct one of them, then merge."
)


def child_columns() -> Iterator[tuple[str, str]]:
    """(table, column) of everything that refers to a child and moves when records are merged."""
    for model in apps.get_models():
        if model in (Child, Merge) or not model._meta.managed:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is Child:
                yield model._meta.db_table, field.column


@transaction.atomic
def merge_children(*, kept: Child, merged: Child, by: Actor, reason: str) -> Merge:
    """Make `merged` part of `kept`: its rows move, what `kept` lacks is filled in, its page leads there.

    Raises `PermissionDenied`, and `Refused` with the reason where the two cannot be one record.
    """
    by.require(Permission.MERGE_CHILDREN)
    kept, merged = _both(kept, merged, by)
    assess_merge(kept.is_restricted, merged.is_restricted, is_same=kept == merged, reason=reason).require()
    filled = blanks_filled(_known_fields(kept), _known_fields(merged))
    made = Merge.objects.create(
        partnership_id=by.partnership_id, child=kept, merged=merged, reason=reason.strip(),
        merged_at=clock.now(), merged_by_id=by.person_id,
        filled={name: [plain(_known_fields(kept))[name], plain(filled)[name]] for name in filled},
    )  # fmt: skip
    # What was shared was that record as it stood, not all that is known now: it is shared anew.
    end_every_share(merged, by=by, reason="The record was merged into another of the same child.")
    made.moved, made.stayed = _move(made)
    made.save(update_fields=["moved", "stayed"])
    merged.merged_into = kept
    save_changes(merged, {"merged_into": kept})
    save_changes(kept, filled)
    assess_birth(kept.birth_on, clock.today(), first_event_on(kept)).require()
    rows = sum(len(ids) for ids in made.moved.values())
    enter(
        kept, "merged records", by=by, after={"merged": merged.reference, **filled}, reason=reason, rows=rows
    )
    on_merging.call(Merging(kept, merged), by)
    return made


@transaction.atomic
def undo_merge(merge: Merge, *, by: Actor, reason: str) -> None:
    """Take two records apart again: what moved goes back; what was added since stays on the kept record."""
    by.require(Permission.MERGE_CHILDREN)
    now: Merge = Merge.objects.select_for_update().get(pk=merge.pk)
    kept: Child = Child.objects.select_for_update().get(pk=now.child_id)
    merged: Child = Child.objects.select_for_update().get(pk=now.merged_id)
    is_gone = kept.merged_into_id is not None
    assess_undoing(is_undone=now.undone_at is not None, is_gone=is_gone, reason=reason).require()
    now.undone_at, now.undone_by_id, now.why_undone = clock.now(), by.person_id, reason.strip()
    now.save(update_fields=["undone_at", "undone_by", "why_undone"])
    _move_back(now)
    save_changes(merged, {"merged_into": None})
    save_changes(kept, _emptied(kept, now.filled))
    for child, other in ((kept, merged), (merged, kept)):
        enter(child, "undid a merge", by=by, before={"merged": other.reference}, reason=reason)
    on_merging.call(Merging(kept, merged, is_undone=True), by)


def _both(kept: Child, merged: Child, by: Actor) -> tuple[Child, Child]:
    """Both as they are now, locked in one order: two merges at once wait for each other."""
    rows = Child.objects.visible_to(by).select_for_update().filter(pk__in=[kept.pk, merged.pk]).order_by("pk")
    found = {child.pk: child for child in rows}
    if not {kept.pk, merged.pk} <= found.keys():
        refuse("One of the records has been merged already, or is not yours to see.")
    return found[kept.pk], found[merged.pk]


def _known_fields(child: Child) -> dict[str, Any]:
    return {name: getattr(child, name) for name in sorted(CHANGEABLE)}


def _emptied(kept: Child, filled: dict[str, list[Any]]) -> dict[str, Any]:
    """What was filled in is taken out again, unless somebody has changed it since."""
    present = plain(_known_fields(kept))
    was = {name: before for name, (before, after) in filled.items() if present[name] == after}
    fields: Any = {field.name: field for field in Child._meta.local_fields}
    return {name: fields[name].to_python(before) for name, before in was.items()}


_MOVE = "select moved, stayed from move_child_rows(%s, %s, %s)"
_MOVE_BACK = "select move_child_rows_back(%s, %s, %s, %s)"


def _move(merge: Merge) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    moved: dict[str, list[str]] = {}
    stayed: dict[str, list[str]] = {}
    for table, column in child_columns():
        gone, left = _asked(_MOVE, [merge.pk, table, column])
        for ids, kept_in in ((gone, moved), (left, stayed)):
            if ids:
                kept_in[f"{table}.{column}"] = [str(pk) for pk in ids]
    if not {place.partition(".")[0] for place in stayed} <= _may_stay():
        refuse(CLASH)
    return moved, stayed


def _may_stay() -> set[str]:
    """The tables of which the kept record may have the like already."""
    return {m._meta.db_table for m in apps.get_models() if getattr(m, "may_stay_when_merged", False)}


def _move_back(merge: Merge) -> None:
    for place, ids in merge.moved.items():
        table, _, column = place.partition(".")
        _asked(_MOVE_BACK, [merge.pk, table, column, [UUID(pk) for pk in ids]])


def _asked(statement: str, values: list[Any]) -> Any:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchone()
    except IntegrityError:
        refuse(CLASH)
