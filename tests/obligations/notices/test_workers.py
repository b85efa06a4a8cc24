"""Several workers do each job once, and what a killed one left half done is done by another."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from holdfast.config.jobs import MOST_ATTEMPTS, take_over_stalled_jobs
from holdfast.obligations.notices.jobs import look_in
from holdfast.obligations.notices.models import Urgency
from holdfast.obligations.notices.operations import notify
from holdfast.stewardship.access.context import need_to_know
from tests.obligations.notices.server import MailBox
from tests.obligations.notices.town import Town

CHECKOUT = Path(__file__).resolve().parents[3]
PATIENCE_SECONDS = 60


@contextmanager
def worker(server: MailBox) -> Iterator[subprocess.Popen[bytes]]:
    """A job worker in a process of its own."""
    surroundings = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.obligations.notices.worker_settings",
        "TEST_DATABASE": settings.DATABASES["default"]["NAME"],
        "TEST_MAIL_PORT": str(server.port),
        "PYTHONPATH": os.pathsep.join([str(CHECKOUT / "src"), str(CHECKOUT)]),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "django", "jobs"], env=surroundings, cwd=CHECKOUT
    ) as running:
        try:
            yield running
        finally:
            running.kill()


@pytest.fixture(autouse=True)
def nothing_periodic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers of this process do what waits and no more; what every minute brings is not looked at here."""
    monkeypatch.setattr(app.periodic_registry, "periodic_tasks", {})


def work_off() -> None:
    """A worker in this process, until nothing waits."""
    working = app.with_connector(app.connector.get_worker_connector())
    working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def people_of(number: int) -> Town:
    """A partnership in which so many messages wait."""
    with need_to_know(None):
        town = Town()
        for _ in range(number):
            person = town.person("Kit")
            town.give_account(person)
            notify(person=person, kind="test-minutes", subject_id=uuid4(), urgency=Urgency.AT_ONCE)
    return town


def outstanding(look: psycopg.Connection) -> int:
    row = look.execute("select count(*) from notices_message where state = 'waiting'").fetchone()
    return int(row[0]) if row else 0


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_s_job_is_done_by_another_and_each_letter_goes_once_but_the_one_in_its_hands(
    server: MailBox, as_migrator: psycopg.Connection
) -> None:
    towns = [people_of(3) for _ in range(3)]
    server.behaves = "holds"
    with worker(server) as first:
        for town in towns:
            look_in(town.id)
        assert server.has_letter.wait(PATIENCE_SECONDS)
        first.kill()
        first.wait()
    server.behaves = "takes"
    server.released.set()
    as_migrator.execute("update procrastinate_workers set last_heartbeat = now() - interval '31 seconds'")
    with suppress(AlreadyEnqueued):  # by the worker in a process of its own, if it lived into a new minute
        take_over_stalled_jobs.defer(timestamp=0)
    with ThreadPoolExecutor() as pool:
        while outstanding(as_migrator):
            for done in [pool.submit(work_off) for _ in range(3)]:
                done.result()
    letters = Counter(came["Message-ID"] for came in server.came)
    assert sorted(letters.values()) == [*[1] * 8, 2]
    outcomes = as_migrator.execute("select outcome, count(*) from notices_delivery group by 1").fetchall()
    assert outcomes == [("handed over", 9)]


def stalled(look: psycopg.Connection, *, attempts: int = 0, lock: str | None = None) -> int:
    """A job that a worker took and that worker is gone."""
    row = look.execute(
        "insert into procrastinate_jobs (queue_name, task_name, status, attempts, queueing_lock, args)"
        " values ('default', 'forget_submissions', 'doing', %s, %s, '{\"timestamp\": 0}') returning id",
        [attempts, lock],
    ).fetchone()
    assert row
    return int(row[0])


@pytest.mark.django_db(transaction=True)
def test_a_job_that_ends_its_workers_is_given_up_and_one_of_which_another_waits_is_left_to_it(
    as_migrator: psycopg.Connection,
) -> None:
    deadly = stalled(as_migrator, attempts=MOST_ATTEMPTS)
    again = stalled(as_migrator)
    double = stalled(as_migrator, lock="nightly")
    app.configure_task("forget_submissions", queueing_lock="nightly").defer(timestamp=1)
    take_over_stalled_jobs.configure(priority=1).defer(timestamp=0)
    work_off()
    found = dict(as_migrator.execute("select id, status::text from procrastinate_jobs").fetchall())
    assert found[deadly] == "failed"
    assert found[again] == "succeeded"
    assert double not in found
    assert "todo" not in found.values()
