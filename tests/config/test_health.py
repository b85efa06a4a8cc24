"""`/health/` tells an operator's monitor the truth."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from holdfast.kernel import clock
from holdfast.obligations.notices.models import Message
from holdfast.stewardship.access.context import set_need_to_know
from tests.obligations.notices.town import Town

REPORTED = "insert into procrastinate_workers (last_heartbeat) values (now() - make_interval(secs => %s))"


def worker_reported(seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(REPORTED, [seconds_ago])


@pytest.mark.django_db
def test_200_when_the_database_answers_and_a_worker_reported_lately(client: Client) -> None:
    worker_reported(seconds_ago=12)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (
        200,
        {"database": "well", "jobs": "well", "messages": "well"},
    )
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_503_when_nobody_works_on_jobs(client: Client) -> None:
    worker_reported(seconds_ago=90)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (
        503,
        {"database": "well", "jobs": "not well", "messages": "well"},
    )


@pytest.mark.django_db
def test_a_message_that_no_mail_server_took_for_a_day_is_said_until_a_later_one_goes(client: Client) -> None:
    worker_reported(seconds_ago=12)
    town, now = Town(), clock.now()
    told = {"partnership": town.partnership, "person": town.jo, "counts": [], "settled_at": now}
    Message.objects.create(made_at=now - timedelta(hours=25), state="failed", **told)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["messages"]) == (200, "not well")
    set_need_to_know(town.id)
    Message.objects.create(made_at=now, state="handed over", **told)
    assert client.get("/health/").json()["messages"] == "well"


def test_503_and_no_error_page_when_the_database_is_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", gone)
    answer = client.get("/health/", headers={"host": "whatever.example"})
    assert (answer.status_code, answer.json()) == (
        503,
        {"database": "not well", "jobs": "not well", "messages": "not well"},
    )


@pytest.mark.django_db
def test_health_is_asked_and_not_told(client: Client) -> None:
    assert client.post("/health/").status_code == 404
