"""The job of imports: looking a file through, and applying it, while its page follows along."""

from __future__ import annotations

import logging
from uuid import UUID

from procrastinate.contrib.django import app

from holdfast.exchange.models import ImportRun
from holdfast.exchange.operations.importing import Importer, fail, work_on
from holdfast.kernel.finding import Refused

log = logging.getLogger(__name__)
UNEXPECTED = "Something went wrong while the file was worked on. What was done so far stays. Import it again."


@app.task(name="exchange.work_on", lock="exchange.work_on")
def work_on_import(partnership_id: str, run_id: str, person_id: str) -> None:
    """One run, in the name of the person who asked; one at a time, so that pages stay quick."""
    importer = Importer(UUID(partnership_id), UUID(person_id))
    try:
        work_on(UUID(run_id), importer)
    except Refused as refusal:
        fail(UUID(run_id), importer, str(refusal))
    except Exception:
        log.exception("import %s failed", run_id)
        fail(UUID(run_id), importer, UNEXPECTED)


def ask_for(run: ImportRun, person_id: UUID) -> None:
    """Have it worked on, in the transaction that asks."""
    work_on_import.defer(partnership_id=str(run.partnership_id), run_id=str(run.pk), person_id=str(person_id))
