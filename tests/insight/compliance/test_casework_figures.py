"""What clauses on the work with children show of the records: numbers, for those who may see figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.casework.children.models import Child, Placement, RiskArea
from holdfast.casework.children.operations.placing import Placing, add_own_authority, record_placement
from holdfast.casework.missing.models import Episode
from holdfast.casework.risk.operations import join_list, set_level, strike_out_level
from holdfast.insight.compliance.casework import HOW
from holdfast.insight.compliance.periods import Period
from holdfast.insight.compliance.queries.casework import NOT_SHOWN, casework_shown
from holdfast.insight.compliance.queries.rows import RowsFilter, counted_only
from holdfast.insight.compliance.seeing import obligations_counted, obligations_listed
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Role
from tests.casework.panel.weekly import Weekly, weekly
from tests.factories import grant, make_person

MARCH = Period("dates", date(2026, 3, 1), date(2026, 3, 31))
NOW = datetime(2026, 3, 20, 12, tzinfo=clock.LONDON)


@pytest.fixture
def week(db: None) -> Iterator[Weekly]:
    with clock.fixed_at(NOW):
        yield weekly(5)


def shown(week: Weekly, by: str = "Cora") -> dict[str, str]:
    return casework_shown(week.actor(by), MARCH, HOW)


def befall(week: Weekly, child: Child) -> None:
    """An episode from home, two areas of risk, a high level, a placement away, a place on the list."""
    own = {"partnership": week.town.partnership, "child": child}
    began = NOW - timedelta(days=5)
    Episode.objects.create(began_at=began, ended_at=began + timedelta(hours=9), gone_from="home", **own)
    for area in ("sexual", "criminal"):
        RiskArea.objects.create(area=area, since_on=date(2026, 3, 2), **own)
    Placement.objects.create(
        placing_authority="Fernshire", host_authority="Moorshire", is_placed_out=True, from_on="2026-03-02",
        host_told_on="2026-03-02", **own,
    )  # fmt: skip
    set_level(child=child, area="sexual", level="high", reason="Seen at a hotel", by=week.cora)
    join_list(child=child, reason="High risk", by=week.cora)


def test_a_level_that_was_struck_out_is_no_assessment(week: Weekly) -> None:
    none = shown(week)["casework: assessments"]
    wrong = set_level(
        child=week.children["Robin"], area="criminal", level="high", reason="Seen at a shop", by=week.cora
    )
    assert shown(week)["casework: assessments"] != none
    strike_out_level(change=wrong, reason="It is about another child", by=week.cora)
    assert shown(week)["casework: assessments"] == none


def test_every_measure_says_something_and_says_that_there_is_nothing_where_there_is_nothing(
    week: Weekly,
) -> None:
    found = shown(week)
    assert set(found) == set(HOW)
    for name, words in found.items():
        assert words[0].isupper() or words[0].isdigit(), name
        assert words.endswith("."), name
    assert found["pathway"] == "No service was offered in the period."
    assert found["voice: discussions"] == "No child was discussed in the period."


def test_the_records_of_a_child_are_in_the_figures_and_no_name_is(week: Weekly) -> None:
    befall(week, week.children["Robin"])
    found = shown(week)
    assert found["measure: gone from"] == "1 of 1 episodes say from where: home 1."
    assert found["casework: placed"] == (
        "On 20 March 2026 1 placed away and 0 placed here. The host area was told of 1 of 1."
    )
    assert "1 of 1 children" in found["measure: several areas"]
    assert "0 of 1 children at high risk or frequently missing had an agreed plan" in found["casework: plans"]
    assert not any("Robin" in words or "Ashdown" in words for words in found.values())


def test_a_restricted_child_counts_whoever_looks(week: Weekly) -> None:
    befall(week, week.children["Robin"])
    counted = shown(week)
    robin = week.children["Robin"]
    week.town.everything()
    robin.is_restricted, robin.guardian = True, week.town.people["Gwen"]
    robin.save()
    assert shown(week) == counted


def test_whoever_may_not_see_figures_is_told_so(week: Weekly) -> None:
    assert set(shown(week, "Mina").values()) == {NOT_SHOWN}


def test_it_takes_as_many_queries_with_five_children_as_with_one(week: Weekly) -> None:
    def queries() -> int:
        actor = week.cora
        with CaptureQueriesContext(connection) as caught:
            casework_shown(actor, MARCH, HOW)
        return len(caught)

    befall(week, week.children["Robin"])
    few = queries()
    for name in ("Ash", "Sky", "Wren", "Kit"):
        befall(week, week.children[name])
    assert queries() == few


def test_who_sees_figures_alone_counts_what_is_owed_of_children_and_lists_none_of_it(week: Weekly) -> None:
    robin, ana = week.children["Robin"], make_person(week.town.partnership, "Ana")
    grant(ana, Role.AUDITOR)
    week.town.people["Ana"] = ana
    week.town.everything()
    placing = Placing(placing_authority="Fernshire", host_authority="Moorshire", from_on=date(2026, 3, 2))
    add_own_authority(by=week.cora, name="Fernshire")
    record_placement(by=week.cora, child=robin, placing=placing)
    found = {}
    for name in ("Cora", "Ana", "Mina"):
        actor, ids = week.actor(name), [week.town.group.pk]
        numbers = obligations_counted(actor, ids).filter(kind="host-told").count()
        found[name] = (numbers, obligations_listed(actor, ids).filter(kind="host-told").count())
    assert found == {"Cora": (1, 1), "Ana": (1, 0), "Mina": (0, 0)}
    wanted = RowsFilter(MARCH, frozenset([week.town.group.pk]), kind="host-told")
    assert counted_only(week.actor("Ana"), wanted) == 1
    assert counted_only(week.cora, wanted) == 0
