"""Eight presses at once do one thing: real threads against the real database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction

from holdfast.governance.room.models import Ballot, Note, Presence
from holdfast.governance.room.operations import cast_ballot, open_vote, record_arrival, save_note
from holdfast.governance.room.operations.writing import StaleText
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.context import need_to_know
from tests.governance.room.fernshire import Fernshire, fernshire, with_accounts
from tests.web.fetcher import Fetcher

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mace(transactional_db: None) -> Iterator[Fernshire]:
    """Under way for ten minutes, committed, so that other connections see it."""
    with transaction.atomic():
        made = fernshire(start=datetime.now(UTC) - timedelta(minutes=10))
        made.opened(made.meeting.starts_at)
        with_accounts(made, "Mo", "Jo")
    yield made
    connection.close()


def eight_times(do: Callable[[], object]) -> Counter[str]:
    """What eight threads that start together come to, by the name of what they raised."""
    barrier = Barrier(8)

    def press(_: int) -> str:
        barrier.wait()
        try:
            do()
        except (Refused, StaleText) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(8) as pool:
        return Counter(pool.map(press, range(8)))


def in_context(made: Fernshire, name: str, do: Callable[[], object]) -> Callable[[], None]:
    person = made.people[name]

    def act() -> None:
        with need_to_know(person.partnership_id, person.pk):
            do()

    return act


def count(made: Fernshire, model: type) -> int:
    with need_to_know(made.partnership.pk):
        return int(model.objects.count())  # type: ignore[attr-defined]


def test_one_arrival_pressed_eight_times_is_one_arrival(mace: Fernshire) -> None:
    def arrive() -> None:
        record_arrival(by=mace.actor("Mo"), meeting=mace.meeting, person=mace.person("Jo"))

    assert eight_times(in_context(mace, "Mo", arrive)) == {"done": 1, "Refused": 7}
    assert count(mace, Presence) == 1


def test_one_ballot_cast_eight_times_is_one_ballot(mace: Fernshire) -> None:
    with need_to_know(mace.partnership.pk):
        mace.quorate(mace.meeting.starts_at)
        vote = open_vote(by=mace.mo, item=mace.item, question="Visit?")

    def cast() -> None:
        cast_ballot(by=mace.actor("Jo"), vote=vote, person=mace.person("Jo"), choice="for")

    assert eight_times(in_context(mace, "Jo", cast)) == {"done": 8}
    assert count(mace, Ballot) == 1


def test_eight_windows_saving_the_first_note_keep_one_and_lose_none(mace: Fernshire) -> None:
    texts = iter(f"Text {number}" for number in range(8))

    def save() -> None:
        save_note(by=mace.actor("Jo"), item=mace.item, text=next(texts), version=0)

    assert eight_times(in_context(mace, "Jo", save)) == {"done": 1, "StaleText": 7}
    assert count(mace, Note) == 1


def test_the_same_form_sent_eight_times_is_one_arrival_and_no_error(mace: Fernshire) -> None:
    browser = Fetcher(mace.people["Mo"].account)
    page = browser.get(f"/meetings/{mace.meeting.pk}/room/")
    people = page.by_id("people")
    tokens = {field.attrib["name"]: field.attrib["value"] for field in people.iter("input")}
    button = next(b for b in people.iter("button") if "Jo O’Neill" in "".join(b.itertext()))
    answers: list[int] = []

    def send() -> None:
        client = Fetcher(mace.people["Mo"].account).client
        client.cookies = browser.client.cookies
        answers.append(client.post(button.attrib["formaction"], {**tokens, "at": ""}).status_code)

    assert eight_times(send) == {"done": 8}
    assert answers == [302] * 8
    assert count(mace, Presence) == 1
