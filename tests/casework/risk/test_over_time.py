"""Risk over a year: a stair for each area, episodes beneath, the same as a table, on the child's own page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from holdfast.casework.missing.models import Episode
from holdfast.casework.risk.operations import set_level, strike_out_level
from holdfast.casework.risk.rules.chart import LEFT, LEVEL_Y, WIDTH, Change, Spell, drawn
from holdfast.kernel import clock
from tests.casework.town import CaseTown
from tests.factories import make_account
from tests.web.fetcher import Fetcher

NOW = datetime(2026, 3, 3, 14, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_level_from_before_the_year_begins_at_its_edge_and_each_holds_until_the_next() -> None:
    changes = [Change("Sexual", "high", NOW - 90 * DAY), Change("Sexual", "low", NOW - 800 * DAY)]
    chart = drawn(changes, [], NOW)
    points = [tuple(map(float, point.split(","))) for point in chart.lines[0].points.split()]
    assert points[0] == (LEFT, LEVEL_Y["low"])
    assert points[-1] == (WIDTH - 8, LEVEL_Y["high"])
    assert [y for _, y in points] == [LEVEL_Y["low"]] * 2 + [LEVEL_Y["high"]] * 2
    assert [x for x, _ in points] == sorted(x for x, _ in points)


def test_lines_of_two_areas_lie_beside_each_other_and_an_open_episode_goes_on_to_the_edge() -> None:
    changes = [Change(area, "high", NOW - 9 * DAY) for area in ("Sexual", "Criminal")]
    spells = [Spell(NOW - 2 * DAY, None), Spell(NOW - 400 * DAY, NOW - 399 * DAY)]
    chart = drawn(changes, spells, NOW)
    assert len({line.points for line in chart.lines}) == 2
    assert chart.episodes_in_span == 1
    (x, width), = chart.episodes  # fmt: skip
    assert x + width >= WIDTH - 8


@pytest.mark.django_db
def test_the_childs_page_of_risk_shows_the_picture_and_the_same_in_words(town: CaseTown) -> None:
    ash, cora, now = town.child("Ash"), town.actor("Cora"), clock.now()
    make_account(town.people["Cora"])
    page = Fetcher(town.people["Cora"].account).get(f"/children/{ash.pk}/risk/")
    assert "No level of risk and no missing episode is on record in the last year." in page.text
    town.actor("Cora")
    set_level(child=ash, area="sexual", level="high", reason="Found at a hotel.", by=cora, at=now - 40 * DAY)
    wrong = set_level(child=ash, area="criminal", level="low", reason="Of another.", by=cora, at=now - DAY)
    strike_out_level(change=wrong, reason="Another child.", by=cora)
    Episode.objects.create(
        partnership=town.partnership, child=ash, began_at=now - 30 * DAY, ended_at=now - 29 * DAY
    )
    page = Fetcher(town.people["Cora"].account).get(f"/children/{ash.pk}/risk/")
    assert "1 missing episode in a year" in page.text
    assert any("Sexual exploitation: high. Found at a hotel." in " ".join(row) for row in page.rows)
    assert not any("Criminal exploitation" in " ".join(row) for row in page.rows)
