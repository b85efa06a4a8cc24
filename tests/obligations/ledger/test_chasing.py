"""Whoever chases sees everything owed, what nobody is left to keep, and reminds each person once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied

from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.obligations.ledger.holders import held_by
from holdfast.obligations.ledger.hooks import Reminder, on_chased
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.operations import chase, settle, waive
from holdfast.obligations.ledger.promises import Party
from holdfast.obligations.ledger.queries.everything import Wanted, everything
from holdfast.obligations.ledger.states import state_expression
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Role
from tests.factories import give_office, grant, make_group, make_person
from tests.groups.world import TODAY, Fernshire
from tests.obligations.ledger.invented import NOW, SAID, TOLD, Facts, later
from tests.obligations.ledger.test_owed_pages import browser, owed, seated
from tests.web.fetcher import Fetcher, Page


@pytest.fixture
def bola(place: Fernshire) -> Fetcher:
    """The business manager's browser; Paul sits for the police and chairs."""
    seated(place)
    return Fetcher(place.account).prove()


def says(page: Page) -> list[str]:
    """What the rows of the table say, without kind and clause."""
    cells = [next(cell for cell in row if cell.endswith((SAID.title, TOLD.title))) for row in page.rows]
    return [cell.removesuffix(SAID.title).removesuffix(TOLD.title) for cell in cells]


def test_bola_reminds_everybody_of_what_she_ticks_each_once(
    bola: Fetcher, place: Fernshire, facts: Facts
) -> None:
    rows = [
        owed(facts, says="One", owner=Party(office="chair")),
        owed(facts, says="Two", owner=Party(seat="police")),
        owed(facts, says="Nobody's", owner=Party(office="vice-chair")),
    ]
    told: list[Reminder] = []

    def remember(reminders: Collection[Reminder], by: Actor) -> None:
        told.extend(reminders)

    with on_chased.only(*on_chased, remember):
        page = bola.get("/owed/all/?tick=all").submit("Remind whoever owes what is ticked", chosen=ids(rows))
    assert page.banners == ["1 person reminded of 2 things. 1 has nobody to keep it."]
    assert page.address.startswith("/owed/all/")
    assert [(one.person.name, len(one.obligations)) for one in told] == [("Paul Okafor", 2)]
    assert "Reminded Paul Okafor" in bola.get(f"/owed/obligation/{rows[0].pk}/").text
    page = bola.get("/owed/all/").submit("Remind whoever owes what is ticked", chosen=ids(rows))
    assert "2 were chased today already" in page.banners[0]
    with clock.fixed_at(NOW + timedelta(days=1)):
        place.look()
        assert chase([rows[0].pk], by=place.manager).people == 1
    page = bola.get("/owed/all/").submit("Remind whoever owes what is ticked", chosen=[])
    assert page.banners == ["Tick what is to be chased."]


def ids(rows: list[Obligation]) -> list[str]:
    return [str(row.pk) for row in rows]


def test_only_whoever_keeps_the_groups_business_chases_it(place: Fernshire, facts: Facts) -> None:
    row = owed(facts)
    with pytest.raises(PermissionDenied):
        chase([row.pk], by=place.member(place.grace))
    with pytest.raises(Refused, match="200 at a time"):
        chase([UUID(int=number) for number in range(201)], by=place.manager)


def test_what_nobody_is_left_to_keep_is_found(bola: Fetcher, place: Fernshire, facts: Facts) -> None:
    gone = place.person("Gina Gone")
    owed(facts, says="Vacant office", owner=Party(office="vice-chair"))
    owed(facts, says="Filled by a seat", owner=Party(office="chair"))
    owed(facts, says="Somebody who left", owner=Party(agency_id=place.police.pk, person_id=gone.pk))
    owed(facts, says="Agency that sits", owner=Party(agency_id=place.police.pk))
    owed(facts, says="Agency that does not", owner=Party(agency_id=place.health.pk))
    owed(facts, says="A body outside", owner=Party(body="Ofsted"))
    place.look()
    gone.left_on = TODAY - timedelta(days=1)
    gone.save()
    page = bola.get("/owed/all/?nobody=on")
    assert sorted(says(page)) == ["Agency that does not", "Somebody who left", "Vacant office"]
    give_office(place.grace, place.group, "vice-chair")
    grant(make_person(place.partnership, "Lena Wolf", place.health), Role.AGENCY_LEAD)
    assert says(bola.get("/owed/all/?nobody=on")) == ["Somebody who left"]


def test_the_list_is_narrowed_and_sorted_by_its_address(
    bola: Fetcher, place: Fernshire, facts: Facts
) -> None:
    owed(facts, says="Late", owner=Party(seat="nurse"), began_at=later(days=-40))
    owed(facts, says="Soon", kind=SAID, owner=Party(agency_id=place.police.pk, person_id=place.paul.pk))
    waived = owed(facts, says="Waived", days=5, owner=Party(office="chair"))
    place.look()
    waive(waived.pk, by=place.actor(place.paul), reason="No longer needed.")
    expected = {
        "": ["Late", "Soon"],
        "?sort=-due": ["Soon", "Late"],
        "?state=overdue": ["Late"],
        "?late=28": ["Late"],
        "?late=91": [],
        "?state=waived": ["Waived"],
        "?state=met": [],
        f"?group={place.group.pk}&state=any": ["Late", "Soon", "Waived"],
        "?kind=invented-said": ["Soon"],
        f"?agency={place.police.pk}": ["Soon"],
        "?owner=seat:nurse": ["Late"],
        f"?owner=person:{place.paul.pk}": ["Soon"],
        "?owner=person:x&state=what&late=z&group=1": ["Late", "Soon"],
    }
    assert {query: says(bola.get(f"/owed/all/{query}")) for query in expected} == expected


def test_the_list_is_taken_away_as_the_screen_shows_it(bola: Fetcher, place: Fernshire, facts: Facts) -> None:
    owed(facts, says="=1+1", owner=Party(office="chair"))
    owed(facts, kind=SAID, says="Another")
    text = bola.client.get("/owed/all/export.csv?kind=invented-told").content.decode()
    assert "'=1+1" in text
    assert "Paul Okafor" in text
    assert "Another" not in text
    assert bola.client.get("/owed/all/export.xlsx").headers["Content-Type"].endswith("sheet")
    assert bola.client.get("/owed/all/export.pdf").status_code == 404


def test_a_chair_chases_own_groups_alone(bola: Fetcher, place: Fernshire, facts: Facts) -> None:
    other = make_group(place.partnership, "Other group")
    give_office(place.paul, other, "secretary")
    owed(facts, says="In the Harbour group", owner=Party(seat="nurse"))
    owed(facts, says="For the other", owner=Party(office="secretary", group_id=other.pk))
    chair = browser(place, place.paul)
    assert len(chair.get("/owed/all/").rows) == 2
    assert "Paul Okafor" in chair.get("/owed/all/").text


def test_each_state_lists_what_is_in_it(bola: Fetcher, place: Fernshire, facts: Facts) -> None:
    kept = {"In time": later(days=1), "Late": later(days=20)}
    with clock.fixed_at(later(days=30)):
        for says, at in kept.items():
            owed(facts, says=says, owner=Party(office="chair"), kept_at=at)
        waived = owed(facts, says="Waived", owner=Party(office="chair"))
        undone = facts.add(says="Undone")
        settle("invented", [undone.id], group=place.group, by=None)
        del facts.rows[undone.id]
        settle("invented", [undone.id], group=place.group, by=None)
        waive(waived.pk, by=place.actor(place.paul), reason="No longer needed.")
        rows = Obligation.objects.filter(kind__startswith="invented").annotate(
            said=state_expression(clock.now())
        )
        by_state = {row.said: [row.says] for row in rows}
        held = held_by(place.manager)
        found = {
            state: [row.says for row in everything(place.manager, held, Wanted(state=state), None)]
            for state in by_state
        }
    assert found == by_state
    assert len(by_state) == 4
