"""Letters go to a real server, which may take them, refuse, put off, hang or hang up; all is written down."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from holdfast.kernel import clock
from holdfast.obligations.notices.at_once import tell_at_once
from holdfast.obligations.notices.delivering import deliver_waiting
from holdfast.obligations.notices.models import Delivery, Message, Urgency
from holdfast.obligations.notices.operations import notify
from holdfast.obligations.notices.rules import BACKOFF
from holdfast.stewardship.access.context import set_need_to_know
from tests.obligations.notices.server import MailBox
from tests.obligations.notices.town import KESTREL, Town, london

pytestmark = pytest.mark.django_db
NOW = london(6, 10)


def told(town: Town, kind: str = "test-minutes") -> Message:
    """A message to Amina that waits."""
    set_need_to_know(town.id)
    urgency, due_at = Urgency.AT_ONCE, clock.now() + timedelta(hours=2)
    subject_id = uuid4()
    notify(person=town.amina, kind=kind, subject_id=subject_id, due_at=due_at, urgency=urgency)
    assert tell_at_once(town.id, clock.now()) == 1
    return Message.objects.get(notices__subject_id=subject_id)


def attempt(town: Town, message: Message, *, seconds_later: float = 0) -> tuple[str, str, str]:
    """Try once, so much later: the message's state, the attempt's outcome and what it says."""
    with clock.fixed_at(NOW + timedelta(seconds=seconds_later)):
        deliver_waiting(town.id, seconds=5)
    set_need_to_know(town.id)
    message.refresh_from_db()
    last = Delivery.objects.filter(message=message).order_by("recorded_at").last()
    assert last is not None
    return message.state, last.outcome, last.says


@pytest.fixture(autouse=True)
def _at_ten() -> Any:
    with clock.fixed_at(NOW):
        yield


def test_a_letter_that_was_taken_is_complete_and_asks_for_no_answer(town: Town, server: MailBox) -> None:
    message = told(town)
    assert attempt(town, message) == ("handed over", "handed over", "The mail server took it.")
    (came,) = server.came
    assert (came["To"], came["Subject"]) == ("amina@example.org", "Holdfast: 1 due today")
    assert (came["Auto-Submitted"], came["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    assert came["Message-ID"].startswith(f"<{message.pk}@")
    text, page = (part.get_content() for part in came.iter_parts())
    assert "* Minutes to check: 1 due today" in text
    assert "https://testserver/" in text
    assert '<html lang="en-GB">' in page
    assert not any(mark in page for mark in ("<img", "<script", "style", "http://", "utm_"))


def test_no_free_text_of_the_product_is_in_any_message(town: Town, server: MailBox) -> None:
    for kind in ("test-minutes", "test-interview"):
        attempt(town, told(town, kind))
    assert len(server.came) == 2
    assert all(KESTREL not in str(came) and "Amina" not in str(came) for came in server.came)


@pytest.mark.parametrize(
    ("behaves", "outcome", "says"),
    [
        ("puts off", "put off", "The mail server put this letter off (451)."),
        ("quits", "put off", "The mail server put this letter off (421)."),
        ("distrusts", "put off", "The mail server does not let Holdfast send (530)."),
        ("drops", "no answer", "The mail server could not be reached, or hung up."),
        ("hangs", "no answer", "The mail server did not answer in time."),
    ],
)
def test_what_may_pass_is_tried_again_until_it_goes(
    town: Town, server: MailBox, behaves: str, outcome: str, says: str
) -> None:
    message, server.behaves = told(town), behaves
    began = time.monotonic()
    assert attempt(town, message) == ("waiting", outcome, says)
    assert time.monotonic() - began < 3
    assert message.next_try_at == NOW + BACKOFF[0]
    server.behaves = "takes"
    attempt(town, message, seconds_later=59)
    assert server.came == []
    assert attempt(town, message, seconds_later=61)[:2] == ("handed over", "handed over")
    assert message.attempts == 2


def test_what_is_refused_for_good_is_not_tried_again_and_the_server_s_words_are_not_kept(
    town: Town, server: MailBox
) -> None:
    message, server.behaves = told(town), "refuses"
    state, outcome, says = attempt(town, message)
    assert (state, outcome) == ("failed", "refused")
    assert says == "The mail server refused this letter for good (550)."
    attempt(town, message, seconds_later=1e6)
    assert message.attempts == 1


def test_after_attempts_in_vain_for_most_of_a_day_it_is_given_up(town: Town, server: MailBox) -> None:
    message, server.behaves, later = told(town), "puts off", 0.0
    for wait in (*BACKOFF, timedelta(0)):
        assert attempt(town, message, seconds_later=later)[1] == "put off"
        later += wait.total_seconds()
    assert (message.state, message.attempts) == ("failed", len(BACKOFF) + 1)


def test_a_server_that_hangs_is_asked_once_and_not_for_every_message(town: Town, server: MailBox) -> None:
    messages, server.behaves = [told(town) for _ in range(3)], "hangs"
    began = time.monotonic()
    attempt(town, messages[0])
    assert time.monotonic() - began < 2
    for message in messages:
        message.refresh_from_db()
    assert [message.attempts for message in messages] == [1, 0, 0]
    server.behaves = "takes"
    attempt(town, messages[0], seconds_later=61)
    assert len(server.came) == 3


def test_whoever_may_no_longer_sign_in_is_sent_nothing(town: Town, server: MailBox) -> None:
    message = told(town)
    town.amina.locked_at = NOW
    town.amina.save()
    assert attempt(town, message)[:2] == ("failed", "no address")
    assert server.came == []


def test_a_message_put_off_by_a_clock_far_ahead_goes_when_the_clock_is_right_again(
    town: Town, server: MailBox
) -> None:
    message = told(town)
    server.behaves = "puts off"
    attempt(town, message, seconds_later=86_400)
    server.behaves = "takes"
    assert attempt(town, message)[0] == "handed over"
