"""`holdfast jobs`: work on the jobs that pages left to be done; `holdfast serve` runs one of these."""

from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

AT_ONCE = 2
LEAVE_SECONDS = 10


class Command(BaseCommand):
    help = "Work on the jobs that pages left to be done, until told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
        with app.replace_connector(connector) as working:
            working.run_worker(
                name="holdfast",
                concurrency=AT_ONCE,
                shutdown_graceful_timeout=LEAVE_SECONDS,
                delete_jobs="successful",
            )
