"""Two records of one child become one with everything on them, and can be taken apart again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from holdfast.casework.children.hooks import Merging, on_merging
from holdfast.casework.children.models import (
    Address,
    Characteristic,
    Child,
    ChildEntry,
    ChildName,
    Identifier,
    Merge,
    RiskArea,
    Voice,
)
from holdfast.casework.children.operations.changing import change_child
from holdfast.casework.children.operations.merging import child_columns, merge_children, undo_merge
from holdfast.casework.children.operations.rows import add_name
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.trail.models import TrailEntry
from tests.casework.town import CaseTown, case_town

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 14, tzinfo=UTC)
WHY = "The school confirmed that she is one child."


@pytest.fixture
def town() -> Iterator[CaseTown]:
    with clock.fixed_at(NOW):
        yield case_town()


def everything_on(child: Child) -> dict[str, set[Any]]:
    """The ids of all rows that refer to a child, by table and column; the merge itself apart."""
    found: dict[str, set[Any]] = {}
    with connection.cursor() as cursor:
        for table, column in child_columns():
            cursor.execute(f"select id from {table} where {column} = %s", [child.pk])
            found[f"{table}.{column}"] = {pk for (pk,) in cursor.fetchall()}
    return found


def furnish(town: CaseTown, child: Child, chance: random.Random) -> None:
    """Rows of many kinds on a child."""
    own: dict[str, Any] = {"partnership": town.partnership, "child": child}
    for number in range(chance.randrange(4)):
        ChildName.objects.create(given_names=f"Alias {number}", **own)
        Identifier.objects.create(kind="police", value=f"P{chance.randrange(10**6)}", **own)
        Address.objects.create(lines=f"{number} Harbour Street", **own)
        Voice.objects.create(words="I want to go home.", heard_on=date(2026, 1, 1), **own)
        ChildEntry.objects.create(kind="changed details", **own)
        town.works_with("health", child)
    for area in chance.sample(["sexual", "criminal", "missing", "trafficking"], chance.randrange(4)):
        RiskArea.objects.create(area=area, since_on=date(2026, 1, 1), **own)
    if chance.random() < 0.5:
        Characteristic.objects.create(kind="religion", answered="not-known", **own)


@pytest.mark.parametrize("seed", range(8))
def test_undoing_a_merge_puts_everything_back_where_it_was(town: CaseTown, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    kept, merged = town.child("Ash", school="Elm School"), town.child("Ashe", language="Welsh", sex="female")
    for child in (kept, merged):
        furnish(town, child, chance)
    before = [everything_on(kept), everything_on(merged)]
    fields = [Child.objects.values().get(pk=child.pk) for child in (kept, merged)]
    merge = merge_children(kept=kept, merged=merged, by=town.actor("Cora"), reason=WHY)
    town.everything()
    together, left = everything_on(kept), everything_on(merged)
    stayed = {place: set(map(str, ids)) for place, ids in left.items() if ids}
    assert stayed == {place: set(ids) for place, ids in merge.stayed.items()}
    assert all(
        one | other <= together[p] | left[p]
        for p in together
        for one, other in [(before[0][p], before[1][p])]
    )
    assert (kept_now := Child.objects.get(pk=kept.pk)).language == "Welsh"
    assert kept_now.sex == "female"
    undo_merge(merge, by=town.actor("Cora"), reason="Two cousins after all.")
    town.everything()
    entries = "children_childentry.child_id"
    for child, was, values in zip((kept, merged), before, fields, strict=True):
        now = everything_on(child)
        assert now.pop(entries) >= was.pop(entries)
        assert now == was
        present = Child.objects.values().get(pk=child.pk)
        assert present | {"version": 0} == values | {"version": 0}


def test_everything_that_refers_to_a_child_moves_but_the_merges_themselves() -> None:
    places = set(child_columns())
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if field.related_model is Child and model not in (Child, Merge):
                assert (model._meta.db_table, field.column) in places
    assert ("children_childname", "child_id") in places
    assert ("children_merge", "child_id") not in places


def test_what_was_added_after_the_merge_stays_on_the_kept_record_when_it_is_undone(town: CaseTown) -> None:
    kept, merged = town.child("Ash"), town.child("Ashe", school="Elm School")
    cora = town.actor("Cora")
    merge = merge_children(kept=kept, merged=merged, by=cora, reason=WHY)
    added = add_name(kept, by=cora, given_names="Ziggy")
    kept.refresh_from_db()
    change_child(kept, {"school": "Oak School"}, by=cora, seen_version=kept.version)
    undo_merge(merge, by=cora, reason="Two cousins after all.")
    added.refresh_from_db()
    kept.refresh_from_db()
    assert (added.child_id, kept.school) == (kept.pk, "Oak School")
    merged.refresh_from_db()
    assert (merged.merged_into, merged.school) == (None, "Elm School")


def test_a_risk_area_that_both_have_stays_behind_and_is_told(town: CaseTown) -> None:
    kept, merged = town.child("Ash"), town.child("Ashe")
    for child in (kept, merged):
        RiskArea.objects.create(
            partnership=town.partnership, child=child, area="missing", since_on=date(2026, 1, 1)
        )
    merge = merge_children(kept=kept, merged=merged, by=town.actor("Cora"), reason=WHY)
    assert {place: len(ids) for place, ids in merge.stayed.items()} == {"children_riskarea.child_id": 1}


def test_records_merged_one_into_the_next_are_undone_from_the_last(town: CaseTown) -> None:
    one, two, three = town.child("Ash"), town.child("Ashe"), town.child("Asher")
    cora = town.actor("Cora")
    name = add_name(one, by=cora, given_names="Ziggy")
    first = merge_children(kept=two, merged=one, by=cora, reason=WHY)
    second = merge_children(kept=three, merged=two, by=cora, reason=WHY)
    name.refresh_from_db()
    assert name.child_id == three.pk
    with pytest.raises(Refused, match="undo that merge first"):
        undo_merge(first, by=cora, reason="No.")
    undo_merge(second, by=cora, reason="No.")
    undo_merge(first, by=cora, reason="No.")
    name.refresh_from_db()
    assert name.child_id == one.pk
    with pytest.raises(Refused, match="undone already"):
        undo_merge(first, by=cora, reason="No.")


def test_higher_apps_are_told_of_a_merge_and_of_its_undoing(town: CaseTown) -> None:
    told: list[Merging] = []

    def note(merging: Merging, by: Actor) -> None:
        told.append(merging)

    kept, merged, cora = town.child("Ash"), town.child("Ashe"), town.actor("Cora")
    with on_merging.only(note):
        merge = merge_children(kept=kept, merged=merged, by=cora, reason=WHY)
        undo_merge(merge, by=cora, reason="No.")
    assert told == [Merging(kept, merged), Merging(kept, merged, is_undone=True)]


def test_what_cannot_be_one_record_is_refused_with_the_reason(town: CaseTown) -> None:
    ash, briar = town.child("Ash"), town.child("Briar")
    gwen = town.people["Gwen"]
    hidden = town.child("Hidden", is_restricted=True, guardian=gwen)
    elsewhere = case_town("Elsewhere").child("Ash")
    cora = town.actor("Cora")
    for merged, reason, said in (
        (ash, WHY, "the same record"),
        (briar, " ", "how you know"),
        (hidden, WHY, "not yours to see"),
        (elsewhere, WHY, "not yours to see"),
    ):
        with pytest.raises(Refused, match=said):
            merge_children(kept=ash, merged=merged, by=cora, reason=reason)
    for name in ("Chidi", "Mina", "Gwen"):
        with pytest.raises(PermissionDenied):
            merge_children(kept=ash, merged=briar, by=town.actor(name), reason=WHY)


def test_the_trail_and_the_history_tell_of_the_merge_without_a_name(town: CaseTown) -> None:
    kept, merged = town.child("Ash"), town.child("Ashe")
    merge_children(kept=kept, merged=merged, by=town.actor("Cora"), reason=WHY)
    entry = TrailEntry.objects.get(verb="merged records")
    assert entry.details == {"reference": kept.reference, "rows": 0}
    assert ChildEntry.objects.get(child=kept).after == {"merged": merged.reference}


def test_the_movers_move_nothing_without_a_merge_of_the_present_partnership(town: CaseTown) -> None:
    ash, briar, cora = town.child("Ash"), town.child("Briar"), town.actor("Cora")
    merge = merge_children(kept=ash, merged=briar, by=cora, reason=WHY)
    case_town("Elsewhere")
    asked = "select * from move_child_rows(%s, %s, %s)"
    tries = [(merge.pk, "children_childname", "child_id")]
    for statement, values in [(asked, each) for each in tries]:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    town.actor("Cora")
    for table, column in (
        ("children_child", "merged_into_id"),
        ("children_merge", "merged_id"),
        ("stewardship_person", "agency_id"),
        ("children_childname", "id"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(asked, [merge.pk, table, column])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select move_child_rows_back(%s, 'children_childname', 'child_id', '{}')", [merge.pk])
