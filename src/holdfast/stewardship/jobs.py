"""Jobs: the trail is sealed every minute and gets partitions every night; accounts send their links."""

from pathlib import Path

from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app

from holdfast.stewardship.accounts.jobs import forget_attempts, send_link, tell_of_change
from holdfast.stewardship.trail.sealing import seal_trail

__all__ = ["forget_attempts", "make_trail_partitions", "seal_the_trail", "send_link", "tell_of_change"]


@app.periodic(cron="* * * * *")
@app.task(name="seal_the_trail", queueing_lock="seal_the_trail")
def seal_the_trail(timestamp: int) -> None:
    """Seal what has settled. `timestamp` is the minute it was due, in seconds since 1970 (UTC)."""
    seal_trail(Path(settings.HOLDFAST_TRAIL_ANCHOR))


@app.periodic(cron="20 2 * * *")
@app.task(name="make_trail_partitions", queueing_lock="make_trail_partitions")
def make_trail_partitions(timestamp: int) -> None:
    """Keep a year of monthly partitions ahead."""
    with connection.cursor() as cursor:
        cursor.execute("select trail_make_partitions(12)")
