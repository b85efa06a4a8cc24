"""A job about jobs: what a killed worker left half done is done by another."""

from __future__ import annotations

import logging

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

log = logging.getLogger(__name__)
# A worker reports every 10 seconds. One that was silent for so long is gone, and its jobs are anybody's.
SILENT_SECONDS = 30
# A job that ended its worker so often would end every other's too.
MOST_ATTEMPTS = 5


@app.periodic(cron="* * * * *")
@app.task(name="take_over_stalled_jobs", queueing_lock="take_over_stalled_jobs", pass_context=True)
async def take_over_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Every minute. `timestamp` is the minute it was due, in seconds since 1970 (UTC).

    Every job of ours may be begun again: each finds what is still to be done in rows that it locks.
    """
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        if job.attempts >= MOST_ATTEMPTS:
            log.error(
                "job %s (%s) ended its worker %s times; it is given up", job.id, job.task_name, job.attempts
            )
            await jobs.finish_job(job, Status.FAILED, delete_job=False)
        else:
            await _put_back(jobs, job)


async def _put_back(jobs: JobManager, job: Job) -> None:
    try:
        await jobs.retry_job(job)
    except UniqueViolation:
        # Of a kind of which one may wait, another waits already: that one does the work.
        log.info("job %s (%s) is not put back: another waits", job.id, job.task_name)
        await jobs.finish_job(job, Status.FAILED, delete_job=True)
