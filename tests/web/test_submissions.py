"""A form sent twice, or eight times at once, does one thing."""

import threading
import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory

from holdfast.kernel import clock
from holdfast.web.models import Submission
from holdfast.web.submissions import forget_before, once


def sent(token: str, address: str = "/actions/new/", key: str = "session-one") -> HttpRequest:
    request = RequestFactory().post(address, {"submission": token})
    request.user = AnonymousUser()
    request.session = SessionStore(key)
    return request


class Recorded:
    """Counts how often it was done."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        return f"/actions/{self.times}/"


@pytest.mark.django_db
def test_the_second_sending_goes_where_the_first_went() -> None:
    record, token = Recorded(), str(uuid.uuid4())
    addresses = [once(sent(token), record).url for _ in range(3)]
    assert addresses == ["/actions/1/"] * 3
    assert record.times == 1


@pytest.mark.django_db
def test_another_person_or_page_with_the_same_token_is_another_form() -> None:
    record, token = Recorded(), str(uuid.uuid4())
    once(sent(token), record)
    once(sent(token, key="session-two"), record)
    once(sent(token, address="/groups/new/"), record)
    assert record.times == 3


@pytest.mark.django_db
def test_a_refused_form_may_be_sent_again() -> None:
    token, record = str(uuid.uuid4()), Recorded()

    def refuse() -> str:
        raise ValueError("not quorate")

    with pytest.raises(ValueError, match="not quorate"):
        once(sent(token), refuse)
    assert once(sent(token), record).url == "/actions/1/"


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "not-a-token", "x" * 500])
def test_a_form_without_a_token_of_ours_still_works(token: str) -> None:
    record = Recorded()
    assert once(sent(token), record).url == "/actions/1/"
    assert not Submission.objects.exists()


@pytest.mark.django_db
def test_what_is_kept_tells_nothing_and_is_forgotten() -> None:
    token = str(uuid.uuid4())
    once(sent(token), Recorded())
    kept = Submission.objects.get()
    assert token not in kept.digest
    assert forget_before(clock.now()) == 1


@pytest.mark.django_db(transaction=True)
def test_eight_sendings_at_once_do_one_thing() -> None:
    record, token, addresses = Recorded(), str(uuid.uuid4()), []
    start = threading.Barrier(8)

    def send() -> None:
        start.wait()
        addresses.append(once(sent(token), record).url)
        connection.close()

    senders = [threading.Thread(target=send) for _ in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert addresses == ["/actions/1/"] * 8
    assert record.times == 1
