"""A link opens one thing for one person outside, behind a code, for a time, and nothing once it is used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from holdfast.casework.links.keys import MOST_WRONG_CODES
from holdfast.casework.links.models import Link
from holdfast.casework.links.operations import send_again, use_up, withdraw
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.actor import actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.tenancy.models import Person
from holdfast.stewardship.trail.models import TrailEntry
from tests.casework.links.town import NORA, NOW, code_for, invited, sent
from tests.factories import make_account, make_partnership, make_person
from tests.web.fetcher import Fetcher, Page

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.casework.links.urls")]


@pytest.fixture
def link() -> Iterator[Link]:
    with clock.fixed_at(NOW):
        yield invited()


def typed(browser: Fetcher, address: str, code: str) -> Page:
    return browser.get(f"{address}code/").submit("Continue", code=code)


def come_in(link: Link, address: str, client: Client | None = None) -> Client:
    """Nora gives the code that she was sent."""
    browser = client or Client()
    answer = browser.post(f"{address}code/", {"code": code_for(link)})
    assert answer.headers["Location"] == f"{address}trying/"
    return browser


def fresh(link: Link) -> Link:
    set_need_to_know(link.partnership_id)
    found: Link = Link.objects.get(pk=link.pk)
    return found


def test_nora_opens_it_with_the_code_and_uses_it_once(link: Link) -> None:
    address = sent(link)
    page = Fetcher().get(address)
    assert NORA.name not in page.text
    assert page.submit("Send me the code").heading == "Enter the code"
    browser = come_in(link, address)
    answer = browser.get(f"{address}trying/")
    assert answer.content.decode() == f"{NORA.name}, {link.subject_id}, as None"
    assert browser.get(address).headers["Location"] == f"{address}trying/"
    browser.post(f"{address}trying/")
    assert browser.get(f"{address}trying/").status_code == 404
    assert Fetcher().get(address, 404).heading == "This link does not work"


def test_looking_at_the_door_sends_no_code(link: Link) -> None:
    address = sent(link)
    before = len(mail.outbox)
    Fetcher().get(address)
    assert (len(mail.outbox), fresh(link).code_digest) == (before, "")


def test_a_link_that_was_sent_on_leads_to_the_door_alone(link: Link) -> None:
    address = sent(link)
    come_in(link, address)
    other = Client().get(f"{address}trying/")
    assert (other.status_code, other.headers["Location"]) == (302, address)


def test_a_code_works_once_in_time_and_for_its_own_link(link: Link) -> None:
    address, code = sent(link), code_for(link)
    assert typed(Fetcher(), address, f"{code[:3]} {code[3:]}x1").errors
    with clock.fixed_at(NOW + timedelta(minutes=15)):
        assert typed(Fetcher(), address, code).errors
    assert Client().post(f"{address}code/", {"code": f"{code[:3]} {code[3:]}"}).status_code == 302
    assert typed(Fetcher(), address, code).errors


def test_an_older_code_stops_working_when_a_new_one_is_sent(link: Link) -> None:
    address, old, new = sent(link), code_for(link), code_for(link)
    assert old == new or typed(Fetcher(), address, old).errors
    assert Client().post(f"{address}code/", {"code": new}).status_code == 302


def test_codes_cannot_be_tried_out(link: Link) -> None:
    address, code = sent(link), code_for(link)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(6):
        assert "not right" in typed(Fetcher(), address, wrong).errors[0]
    assert "too often" in typed(Fetcher(), address, code).errors[0]
    for quarter in range(1, 5):
        with clock.fixed_at(NOW + timedelta(minutes=16 * quarter)):
            for _ in range(6):
                Client().post(f"{address}code/", {"code": wrong})
    assert fresh(link).wrong_codes == MOST_WRONG_CODES
    assert fresh(link).ended_at is not None
    Fetcher().get(address, 404)


def test_only_so_many_codes_are_sent(link: Link) -> None:
    address = sent(link)
    with connection.cursor() as cursor:
        for _ in range(9):
            Client().post(f"{address}code-request/")
        cursor.execute("select count(*) from procrastinate_jobs where task_name = 'links.send_code'")
        assert cursor.fetchone() == (6,)


def test_an_expired_link_opens_nothing_also_for_who_came_in(link: Link) -> None:
    address = sent(link)
    with clock.fixed_at(link.expires_at - timedelta(minutes=1)):
        browser = come_in(link, address)
    with clock.fixed_at(link.expires_at):
        assert browser.get(f"{address}trying/").status_code == 404


def test_after_two_hours_without_a_sign_of_life_a_code_is_asked_again(link: Link) -> None:
    address = sent(link)
    browser = come_in(link, address)
    for minutes, status in ((70, 200), (180, 200), (301, 302)):
        with clock.fixed_at(NOW + timedelta(minutes=minutes)):
            assert browser.get(f"{address}trying/").status_code == status


def test_a_link_sent_again_has_a_new_address_and_the_old_one_stops(link: Link) -> None:
    old = sent(link)
    browser = come_in(link, old)
    send_again(by=actor_for(Person.objects.get(pk=link.made_by_id)), link=link)
    assert browser.get(f"{old}trying/").status_code == 404
    assert Fetcher().get(sent(link)).heading == "Trying it out"


def test_a_withdrawn_link_opens_nothing_and_cannot_be_used(link: Link) -> None:
    address = sent(link)
    withdraw(by=actor_for(Person.objects.get(pk=link.made_by_id)), link=link)
    Fetcher().get(address, 404)
    set_need_to_know(link.partnership_id)
    with pytest.raises(Refused, match="used already"):
        use_up(link)


def test_a_link_opens_its_own_purpose_alone(link: Link) -> None:
    address = sent(link)
    assert come_in(link, address).get(f"{address}another/").status_code == 404


def test_somebody_signed_in_elsewhere_acts_as_the_links_contact_and_stays_signed_in(link: Link) -> None:
    address = sent(link)
    account = make_account(make_person(make_partnership("Moorshire"), "Bola Ade"))
    browser = Client()
    browser.force_login(account)
    assert come_in(link, address, browser).get(f"{address}trying/").content.endswith(b"as None")
    assert browser.get("/account/").status_code == 200


def test_what_opens_a_link_is_kept_nowhere_and_its_letters_name_nobody(link: Link) -> None:
    address, code = sent(link), code_for(link)
    secret = address.split("/")[2]
    with connection.cursor() as cursor:
        for table in ("links_link", "procrastinate_jobs", "stewardship_trailentry"):
            cursor.execute(f"select row_to_json(t)::text from {table} t")
            assert not [row for (row,) in cursor.fetchall() if secret in row or f'"{code}"' in row]
    assert [letter.to for letter in mail.outbox] == [[NORA.email], [NORA.email]]
    assert not [letter for letter in mail.outbox if NORA.name in str(letter.body) + letter.subject]


def test_the_trail_keeps_that_somebody_outside_opened_it(link: Link) -> None:
    come_in(link, sent(link))
    set_need_to_know(link.partnership_id)
    verbs = TrailEntry.objects.filter(subject_id=link.pk).order_by("id").values_list("verb", "person_id")
    assert list(verbs) == [("invited by link", link.made_by_id), ("opened link", None)]
