"""Episodes follow a child when two records become one: what was seldom on each may be frequent together."""

from __future__ import annotations

from datetime import timedelta

import pytest

from holdfast.casework.children.models import Child, Merge
from holdfast.casework.children.operations.merging import merge_children, undo_merge
from holdfast.casework.missing.models import Episode, FrequentSpell
from holdfast.casework.missing.queries import frequent_on
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from tests.casework.missing.missing_children import timed, went_missing
from tests.casework.town import CaseTown

pytestmark = pytest.mark.django_db


def test_twice_on_one_record_and_once_on_the_other_is_frequent_together_and_not_apart(
    town: CaseTown, robin: Child
) -> None:
    robyn = town.child("Robyn")
    for child, days in ((robin, 30), (robin, 20), (robyn, 10)):
        began = clock.now() - timedelta(days=days)
        went_missing(town, child, timed(began, began + timedelta(hours=5)))
    cora, today = town.actor("Cora"), clock.today()
    assert frequent_on(None, today) == set()
    merge = merge_children(kept=robin, merged=robyn, by=cora, reason="One child.")
    assert frequent_on(None, today) == {robin.pk}
    undo_merge(merge, by=cora, reason="Two cousins.")
    assert frequent_on(None, today) == set()
    assert not FrequentSpell.objects.filter(to_on__gte=today).exists()
    assert Episode.objects.filter(child=robyn).count() == 1


def test_two_records_that_were_missing_at_one_time_are_not_merged_before_that_is_put_right(
    town: CaseTown, robin: Child
) -> None:
    robyn = town.child("Robyn")
    for child in (robin, robyn):
        went_missing(town, child, timed(clock.now() - timedelta(days=3)))
    with pytest.raises(Refused, match="two episodes at one time"):
        merge_children(kept=robin, merged=robyn, by=town.actor("Cora"), reason="One child.")
    town.everything()
    assert not Merge.objects.exists()
    assert Episode.objects.filter(child=robyn).count() == 1
