"""The ledger's job: every ten minutes, what began by the calendar and what was missed since."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from holdfast.obligations.ledger.sweeping import sweep
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.accounts.partnerships import in_each_partnership


@app.periodic(cron="*/10 * * * *")
@app.task(name="ledger.sweep", queueing_lock="ledger.sweep", lock="ledger.sweep")
def sweep_every_partnership(timestamp: int) -> None:
    """Sweep each partnership in its own transaction. `timestamp` (seconds since 1970, UTC) is not used.

    One that fails is logged and swept again at the next turn; it does not keep the others waiting.
    """
    in_each_partnership(_sweep, failed="the ledger of partnership %s could not be swept")


def _sweep(partnership_id: UUID) -> None:
    with need_to_know(partnership_id):
        sweep()
