"""Agencies say beforehand what they know and propose; silence shows."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from holdfast.casework.panel.models import Answer
from holdfast.casework.panel.operations.answering import (
    StaleAnswer,
    answer,
    know_nothing,
    know_nothing_of_the_rest,
)
from holdfast.casework.panel.queries.case_list import case_list_page
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.actor import actor_for
from holdfast.stewardship.tenancy.models import Person
from tests.casework.panel.weekly import Weekly, at
from tests.factories import appoint, make_account, make_person, make_seat
from tests.web.fetcher import Fetcher


def _nia(week: Weekly) -> Person:
    """Mina's colleague, who sits for health too."""
    health = week.town.agencies["health"]
    person = make_person(week.town.partnership, "Nia", health)
    appoint(person, make_seat(week.town.group, "Nursing", health))
    return person


def test_mina_answers_for_health_and_two_colleagues_lose_nothing(week: Weekly) -> None:
    week.issued("Robin", "Ash")
    colleague = _nia(week)
    mina, robin = week.actor("Mina"), week.listing("Robin")
    answer(by=mina, listing=robin, knows="Seen at", proposes="", version=0)
    first = answer(by=mina, listing=robin, knows="Seen at A&E", proposes="", version=0)
    with pytest.raises(StaleAnswer) as stale:
        answer(by=actor_for(colleague), listing=robin, knows="Missed two", proposes="", version=0)
    assert stale.value.saved.knows == "Seen at A&E"
    answer(
        by=mina,
        listing=robin,
        knows="Seen at A&E, missed two",
        proposes="A nurse visits",
        version=first.version,
    )
    assert Answer.objects.get().agency == week.town.agencies["health"]


def test_nothing_known_is_an_answer_and_one_press_says_it_of_all_the_rest(week: Weekly) -> None:
    week.issued("Robin", "Ash")
    mina = week.actor("Mina")
    answer(by=mina, listing=week.listing("Robin"), knows="Seen at A&E", proposes="", version=0)
    assert know_nothing_of_the_rest(by=mina, case_list=week.case_list) == 1
    assert know_nothing_of_the_rest(by=mina, case_list=week.case_list) == 0
    page = case_list_page(week.cora, week.meeting)
    assert {str(agency) for agency in page.silent} == {"police", "social-care", "charity"}
    know_nothing(by=week.actor("Vic"), listing=week.listing("Robin"))
    assert "charity" not in {str(agency) for agency in case_list_page(week.cora, week.meeting).silent}


def test_only_members_answer_and_only_between_issue_and_end(week: Weekly) -> None:
    week.listed("Robin")
    with pytest.raises(Refused, match="not been issued"):
        know_nothing(by=week.actor("Mina"), listing=week.listing("Robin"))
    week.issued()
    for name in ("Stella", "Pat", "Cora"):
        with pytest.raises(PermissionDenied):
            know_nothing(by=week.actor(name), listing=week.listing("Robin"))
    week.opened()
    with clock.fixed_at(at(16)):
        week.closed(at(16))
        with pytest.raises(Refused, match="has ended"):
            know_nothing(by=week.actor("Mina"), listing=week.listing("Robin"))


def test_mina_answers_on_one_page(week: Weekly) -> None:
    week.issued("Robin", "Ash")
    page = Fetcher(week.town.people["Mina"].account).get("/").follow("MEOG, 3 March 2026")
    page = page.submit("Nothing known of Robin Ashdown")
    assert "1 child. It waits for your agency." in page.text
    page = page.submit("Nothing known of all the rest")
    assert "Your agency has answered on every child." in page.text
    assert page.banners == ["Recorded for 1 child: nothing known."]


def test_a_page_that_saves_by_itself_hears_when_a_colleague_was_first(week: Weekly) -> None:
    week.issued("Robin")
    address = f"/cases/children/{week.listing('Robin').pk}/answer/"
    mina, nia = Client(), Client()
    nia.force_login(make_account(_nia(week)))
    mina.force_login(week.town.people["Mina"].account)
    sent = {"knows": "Seen at A&E", "proposes": "", "version": "0"}
    saved = mina.post(address, sent, headers={"Accept": "application/json"})
    assert saved.json()["version"] == 1
    sent["knows"] = "Something else"
    assert nia.post(address, sent, headers={"Accept": "application/json"}).status_code == 409
    assert "Seen at A&amp;E" in nia.post(address, sent).content.decode()


def test_the_address_of_a_form_opened_by_itself_says_where_to_go(week: Weekly) -> None:
    """After signing in again, or by a reload, a refused form's address is opened as if it were a page."""
    week.issued("Robin")
    person, address = week.town.people["Mina"], f"/cases/meetings/{week.meeting.pk}/answers/rest/"
    page = Fetcher(person.account).get(address, status=405)
    assert page.heading == "There is nothing to read here"
    gone = Client().post(address)
    assert gone.headers["Location"].endswith("?next=/")
