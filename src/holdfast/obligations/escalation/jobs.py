"""The job of escalation: each morning, what has brought nothing goes a step up."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from holdfast.obligations.escalation.proposing import follow_up
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.accounts.partnerships import in_each_partnership


@app.periodic(cron="40 4 * * *")
@app.task(name="escalation.follow_up", queueing_lock="escalation.follow_up", lock="escalation.follow_up")
def follow_up_everywhere(timestamp: int) -> None:
    """Propose next steps in each partnership; one that fails is logged and tried again the next morning."""
    in_each_partnership(_follow_up, failed="escalation of partnership %s could not be followed up")


def _follow_up(partnership_id: UUID) -> None:
    with need_to_know(partnership_id):
        follow_up()
