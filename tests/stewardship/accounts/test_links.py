"""A link from an email sets a password once, in time, and signs nobody in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from holdfast.kernel import clock
from holdfast.stewardship.accounts import links
from holdfast.stewardship.accounts.jobs import send_link
from holdfast.stewardship.accounts.models import Account, SignInLink
from tests.stewardship.accounts.people import NOON, give_telephone, make_user, type_password
from tests.web.fetcher import Fetcher

pytestmark = pytest.mark.django_db
NEW = "four quite plain words"


def sent_address(account: Account) -> str:
    """Send a link for a new password; the path that stands in the email."""
    links.send(account, SignInLink.Purpose.RESET)
    body = mail.outbox[-1].body
    return "/account/" + body.split("https://testserver/account/")[1].split()[0]


def test_a_new_password_does_not_skip_the_second_factor() -> None:
    _, account = make_user()
    give_telephone(account)
    browser = Fetcher()
    page = browser.get(sent_address(account)).submit("Set the password", new=NEW, again=NEW)
    assert page.heading == "Sign in"
    assert type_password(browser, password=NEW).heading == "Enter your one-time code"
    assert browser.get("/").heading == "Sign in"


def test_a_link_does_not_work_twice() -> None:
    _, account = make_user()
    address = sent_address(account)
    Fetcher().get(address).submit("Set the password", new=NEW, again=NEW)
    assert Fetcher().get(address, 404).heading == "This link does not work"


def test_looking_at_a_link_does_not_use_it_up() -> None:
    _, account = make_user()
    address = sent_address(account)
    for _ in range(2):
        assert Fetcher().get(address).heading == "Choose a password"


def test_a_link_does_not_work_when_it_is_an_hour_old() -> None:
    _, account = make_user()
    with clock.fixed_at(NOON):
        address = sent_address(account)
    with clock.fixed_at(NOON + timedelta(hours=1, seconds=1)):
        Fetcher().get(address, 404)


def test_a_disabled_account_s_link_does_not_work() -> None:
    _, account = make_user()
    address = sent_address(account)
    Account.objects.update(is_active=False)
    Fetcher().get(address, 404)


def test_the_table_of_links_does_not_hold_what_opens_them() -> None:
    _, account = make_user()
    secret = sent_address(account).split("/")[-2]
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(t)::text from stewardship_signinlink t")
        assert all(secret not in row[0] for row in cursor.fetchall())


def test_asking_for_a_new_password_does_not_tell_whether_the_account_exists() -> None:
    make_user()
    pages, jobs = [], []
    for email in ("amina@example.org", "nobody@example.org"):
        pages.append(Fetcher().get("/account/password/forgotten/").submit("Send the link", email=email).text)
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from procrastinate_jobs where task_name = 'accounts.send_link'")
            jobs.append(cursor.fetchone()[0])
    assert pages[0] == pages[1]
    assert jobs == [1, 2]
    assert mail.outbox == []


def test_a_link_is_sent_to_the_account_s_own_address_and_names_nobody() -> None:
    _, account = make_user()
    send_link(account_id=str(account.pk), purpose="reset")
    send_link(account_id="00000000-0000-0000-0000-000000000000", purpose="reset")
    (letter,) = mail.outbox
    assert letter.to == ["amina@example.org"]
    assert "Amina" not in f"{letter.body} {letter.subject}"


@pytest.mark.parametrize("weak", ["short", "password1234", "amina@example.org"])
def test_a_weak_password_is_not_taken(weak: str) -> None:
    _, account = make_user()
    page = Fetcher().get(sent_address(account)).submit("Set the password", new=weak, again=weak)
    assert page.errors


def test_the_link_from_an_invitation_leads_to_setting_up_codes_and_then_in() -> None:
    _, account = make_user()
    account.set_unusable_password()
    account.save()
    links.send(account, SignInLink.Purpose.INVITATION)
    address = "/account/" + mail.outbox[-1].body.split("https://testserver/account/")[1].split()[0]
    browser = Fetcher()
    browser.get(address).submit("Set the password", new=NEW, again=NEW)
    page = type_password(browser, password=NEW)
    assert page.heading == "Connect an authenticator app"
    from tests.stewardship.accounts.people import Telephone

    key = "".join(next(page.root.iter("code")).itertext())
    page = page.submit("Connect", code=Telephone(key).code(clock.now()))
    assert page.heading == "Keep these recovery codes"
    kept = [e.text for e in page.root.iter("code")]
    assert len(kept) == 10
    assert page.follow("I have kept them").heading == "What needs you now"
    assert browser.get("/account/recovery-codes/").heading == "Your sign-in"
    page = type_password(Fetcher(), password=NEW).submit("Continue", code=kept[0])
    assert page.heading == "What needs you now"
    assert type_password(Fetcher(), password=NEW).submit("Continue", code=kept[0]).errors
