"""A level, or a place on the list, that was entered on the wrong child: struck out, read on, not counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.casework.children.models import RiskArea
from holdfast.casework.risk.models import LevelChange, ListChange
from holdfast.casework.risk.operations import join_list, set_level, strike_out_level, strike_out_place
from holdfast.casework.risk.queries import current_levels, list_on
from holdfast.casework.risk.queries.history import list_history
from holdfast.casework.risk.queries.listing import Category, ListFilter, list_page
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from tests.casework.town import CaseTown, case_town
from tests.factories import make_account
from tests.web.fetcher import Fetcher

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_level_on_the_wrong_child_is_as_if_it_had_never_been_and_stays_in_the_history(
    town: CaseTown,
) -> None:
    ash, cora, now = town.child("Ash"), town.actor("Cora"), clock.now()
    own = {"child": ash, "area": "sexual", "by": cora}
    set_level(level="low", reason="Seen safe.", at=now - 20 * DAY, **own)
    wrong = set_level(level="high", reason="Elm was found.", at=now - 10 * DAY, **own)
    join_list(child=ash, reason="So.", by=cora, at=now - 30 * DAY)
    later = set_level(level="low", reason="Still safe.", at=now - DAY, **own)
    assert later.before == "high"
    strike_out_level(change=wrong, reason="It was Elm, not Ash.", by=cora)
    (said,) = current_levels([ash.pk], now - 5 * DAY)[ash.pk]
    assert (said.level, said.at) == ("low", now - 20 * DAY)
    later.refresh_from_db()
    assert later.before == "low"
    row = list_page(cora, ListFilter()).rows[0]
    assert Category.CHANGED not in row.categories
    struck = [one for one in list_history(cora, child=ash) if one.struck]
    assert [(one.what, one.reason, one.struck.reason) for one in struck if one.struck] == [
        ("Sexual exploitation: low to high", "Elm was found.", "It was Elm, not Ash.")
    ]
    with pytest.raises(Refused, match="struck out already"):
        strike_out_level(change=wrong, reason="Again.", by=cora)
    assert set_level(level="medium", reason="Now.", **own).number == 4


def test_a_child_is_not_known_for_an_area_by_a_level_that_was_struck_out(town: CaseTown) -> None:
    ash, cora = town.child("Ash"), town.actor("Cora")
    wrong = set_level(child=ash, area="criminal", level="high", reason="Carried.", by=cora)
    with pytest.raises(Refused, match="Say why"):
        strike_out_level(change=wrong, reason=" ", by=cora)
    strike_out_level(change=wrong, reason="Another child.", by=cora)
    assert current_levels([ash.pk]) == {}
    assert RiskArea.objects.get().ended_on == clock.today()


def test_the_coordinator_and_the_chair_strike_out_and_a_member_their_own_provisional_level(
    town: CaseTown,
) -> None:
    ash = town.child("Ash")
    town.works_with("health", ash)
    town.works_with("social-care", ash)
    own = {"child": ash, "area": "sexual", "reason": "Seen.", "level": "high"}
    by_mina = set_level(by=town.actor("Mina"), is_provisional=True, **own)
    with pytest.raises(PermissionDenied):
        strike_out_level(change=by_mina, reason="Wrong.", by=town.actor("Saul"))
    strike_out_level(change=by_mina, reason="The wrong child.", by=town.actor("Mina"))
    confirmed = set_level(by=town.actor("Chidi"), **own)
    joined = join_list(child=ash, reason="High.", by=town.actor("Chidi"))
    mina = town.actor("Mina")
    for strike, change in ((strike_out_level, confirmed), (strike_out_place, joined)):
        with pytest.raises(PermissionDenied):
            strike(change=change, reason="Wrong.", by=mina)
    assert {one.reason for one in list_history(town.actor("Mina"), child=ash) if one.struck} == {""}


def test_a_place_on_the_list_that_was_struck_out_is_on_no_list_as_of_any_day(town: CaseTown) -> None:
    ash, cora = town.child("Ash"), town.actor("Cora")
    joined = join_list(child=ash, reason="High.", by=cora, at=clock.now() - 9 * DAY)
    strike_out_place(change=joined, reason="It was Elm.", by=cora)
    assert not any(list_on(clock.today() - days * DAY).exists() for days in (0, 5, 9))
    join_list(child=ash, reason="Now indeed.", by=cora)
    assert list_on(clock.today()).get().joined_at > joined.at
    assert ListChange.objects.get(struck_out_at=None).number == 2


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(["low", "medium", "high"]), st.sampled_from(["sexual", "criminal"]),
                  st.integers(0, 3), st.booleans()), max_size=10,
    )
)  # fmt: skip
def test_levels_as_of_any_moment_are_the_last_that_stand(acts: list[tuple[str, str, int, bool]]) -> None:
    town = case_town()
    ash, cora, at = town.child("Ash"), town.actor("Cora"), clock.now() - 40 * DAY
    made: list[LevelChange] = []
    for level, area, days, strikes in acts:
        at += timedelta(days=days)
        made.append(set_level(child=ash, area=area, level=level, reason="So.", by=cora, at=at))
        if strikes:
            strike_out_level(change=made.pop(len(made) // 2), reason="Another child's.", by=cora)
    for days in range(0, 41, 3):
        then = clock.now() - timedelta(days=days)
        told = {row.area: row.level for row in made if row.at <= then}
        found = current_levels([ash.pk], then).get(ash.pk, ())
        assert {one.area: one.level for one in found} == told
    last: dict[str, str] = {}
    for row in LevelChange.objects.standing().order_by("at", "number"):
        assert row.before == last.get(row.area, "")
        last[row.area] = row.level


def test_cora_strikes_out_on_the_childs_page(town: CaseTown) -> None:
    ash, cora = town.child("Ash"), town.actor("Cora")
    set_level(child=ash, area="sexual", level="high", reason="Seen.", by=cora)
    make_account(town.people["Cora"])
    page = Fetcher(town.people["Cora"].account).get(f"/children/{ash.pk}/risk/")
    (link,) = (one for one in page.links if one.startswith("Strike out"))
    page = page.follow(link).submit(reason="It was another child.")
    assert page.banners == ["It is struck out."]
    assert "No level of risk is set." in page.text
    assert "It was another child." in page.text
