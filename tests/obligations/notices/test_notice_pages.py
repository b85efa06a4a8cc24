"""People choose what they are sent; the manager sees whom no message reaches, and sends it again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.kernel import clock
from holdfast.obligations.notices.delivering import deliver_waiting
from holdfast.obligations.notices.jobs import look_in
from holdfast.obligations.notices.models import Message, NoticePreference
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.tenancy.models import Person
from tests.factories import grant
from tests.obligations.notices.server import MailBox
from tests.obligations.notices.town import Town, london
from tests.web.fetcher import Fetcher

pytestmark = pytest.mark.django_db
NOW = london(6, 8)


@pytest.fixture(autouse=True)
def _at_eight() -> Iterator[None]:
    with clock.fixed_at(NOW):
        yield


@pytest.fixture
def manager(town: Town) -> Fetcher:
    grant(town.jo, Role.BUSINESS_MANAGER)
    return Fetcher(town.jo.account)


def refused(town: Town, server: MailBox, *people: Person) -> None:
    """Each owes something, and the server refuses their digest."""
    for person in people:
        town.owes(person, london(5))
    server.behaves = "refuses"
    look_in(town.id)
    deliver_waiting(town.id, seconds=5)
    set_need_to_know(town.id)


def test_amina_chooses_no_summary_and_is_told_that_what_is_overdue_still_comes(town: Town) -> None:
    page = Fetcher(town.amina.account).get("/account/").follow("Choose what you are sent by email")
    assert "you are still sent what is overdue" in page.text
    assert "Messages that could not be sent" not in page.text
    page = page.submit("Save", digest="", at_once="on")
    assert page.banners == ["Your choice is kept."]
    set_need_to_know(town.id)
    kept = NoticePreference.objects.get(person=town.amina)
    assert (kept.digest, kept.at_once) == (False, True)


def test_the_manager_sees_on_the_first_page_that_messages_fail_and_sends_one_again(
    town: Town, server: MailBox, manager: Fetcher
) -> None:
    assert "Messages that did not go" not in manager.get("/").text
    refused(town, server, town.amina)
    page = manager.get("/").follow("See whom, and why")
    assert "Amina" in page.text
    assert "The mail server refused this letter for good (550). 1 attempt." in page.text
    page = page.submit("Send again to Amina Kestrel")
    assert page.banners == ["It is being sent again. Look here in a minute."]
    server.behaves = "takes"
    deliver_waiting(town.id, seconds=5)
    page = manager.get("/messages/")
    assert "Every message was handed over." in page.text
    assert len(server.came) == 1
    set_need_to_know(town.id)
    message = Message.objects.get()
    assert [one.outcome for one in message.deliveries.all()] == ["refused", "asked again", "handed over"]


def test_what_was_handed_over_is_not_sent_again(town: Town, server: MailBox, manager: Fetcher) -> None:
    refused(town, server, town.amina)
    page = manager.get("/messages/")
    Message.objects.update(state="handed over", settled_at=NOW)
    assert (
        "This message needs no other attempt" in page.submit("Send again to Amina Kestrel", status=409).text
    )


def test_the_manager_is_told_who_has_no_account_and_when_no_mail_server_is_set_up(
    town: Town, manager: Fetcher, settings: object
) -> None:
    town.owes(town.vera, london(5))
    look_in(town.id)
    assert "Vera Kestrel" in manager.get("/messages/").text
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # type: ignore[attr-defined]
    assert "No mail server is set up" in manager.get("/messages/").text


def test_the_page_costs_the_same_for_one_person_and_for_five(
    town: Town, server: MailBox, manager: Fetcher
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            manager.get("/messages/")
        set_need_to_know(town.id)
        return len(captured)

    refused(town, server, town.amina)
    queries()
    first = queries()
    for name in ("Bo", "Cy", "Di", "Ed"):
        Message.objects.create(
            partnership=town.partnership, person=town.person(name), made_at=NOW, settled_at=NOW, counts=[],
            state=Message.State.FAILED,
        )  # fmt: skip
    assert queries() == first
