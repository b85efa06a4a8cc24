"""The job of escalation: each morning, what has brought nothing goes a step up."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from holdfast.obligations.escalation.proposing import follow_up
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.accounts.partnerships import every_partnership

log = logging.getLogger(__name__)


@app.periodic(cron="40 4 * * *")
@app.task(name="escalation.follow_up", queueing_lock="escalation.follow_up", lock="escalation.follow_up")
def follow_up_everywhere(timestamp: int) -> None:
    """Propose next steps in each partnership; one that fails is logged and tried again the next morning."""
    for partnership_id in every_partnership():
        try:
            with need_to_know(partnership_id):
                follow_up()
        except Exception:
            log.exception("escalation of partnership %s could not be followed up", partnership_id)
