"""A job: what no browser will send again is forgotten."""

from datetime import timedelta

from procrastinate.contrib.django import app

from holdfast.kernel import clock
from holdfast.web.submissions import forget_before

KEPT_FOR = timedelta(days=2)


@app.periodic(cron="35 2 * * *")
@app.task(name="forget_submissions", queueing_lock="forget_submissions")
def forget_submissions(timestamp: int) -> None:
    """Every night. `timestamp` is the minute it was due, in seconds since 1970 (UTC)."""
    forget_before(clock.now() - KEPT_FOR)
