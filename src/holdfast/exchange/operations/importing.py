"""Bringing a file in: kept, looked through, and applied, part by part so that progress shows and stays."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from holdfast.exchange.incoming import Incoming
from holdfast.exchange.models import ImportFile, ImportRun
from holdfast.exchange.operations.adding import put_in
from holdfast.exchange.operations.files import ReadFile, collection_year, read_files
from holdfast.exchange.operations.judging import Judged, judge_rows, tell_of_hidden
from holdfast.exchange.operations.reporting import added_up, forget_report, keep_report, totals_of
from holdfast.governance.documents.file_names import safe_file_name
from holdfast.governance.documents.scanner import scan
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person
from holdfast.stewardship.trail.record import record

# So many rows are judged and written in one transaction; all rows of a child are in the same.
PART = 20_000
State = ImportRun.State
Tell = Callable[[Sequence[Judged]], None]


@dataclass(frozen=True)
class Importer:
    """In whose name a run is worked on, in transactions of their own."""

    partnership_id: UUID
    person_id: UUID

    def context(self) -> AbstractContextManager[None]:
        """A transaction in which the database knows them."""
        return need_to_know(self.partnership_id, self.person_id)

    def actor(self) -> Actor:
        """With the rights that they have now; inside the context."""
        person = Person.objects.able_to_act().select_related("partnership", "agency").get(pk=self.person_id)
        return actor_for(person)


@transaction.atomic
def begin_import(
    *, by: Actor, kind: str, name: str, files: Mapping[str, bytes], year: str = "", data: Any = None
) -> ImportRun:
    """Keep the files, to be looked through. `files` by part; `data` is the map of a list, if it is known."""
    by.require(Permission.IMPORT_CASEWORK)
    if year:
        collection_year(year)
    for content in files.values():
        if not content:
            refuse("This file is empty. Check that it was saved, and choose it again.")
        scan(io.BytesIO(content))
    digest = sha256(b"".join(files[part] for part in sorted(files))).hexdigest()
    run = ImportRun.objects.create(
        partnership_id=by.partnership_id, kind=kind, file_name=safe_file_name(name, "file"), digest=digest,
        year=year, map=data or {}, asked_by_id=by.person_id, asked_at=clock.now(),
        state=State.LOOKING if kind == ImportRun.Kind.SSDA903 or data else State.UPLOADED,
    )  # fmt: skip
    for part, content in files.items():
        ImportFile.objects.create(partnership_id=by.partnership_id, run=run, part=part, body=content)
    record("brought a file", run, by=by, digest=digest, files=sorted(files))
    return run


@transaction.atomic
def ask_to_apply(run: ImportRun, *, by: Actor) -> ImportRun:
    """Have what was looked through put into the record; refused while it is not ready for that."""
    by.require(Permission.IMPORT_CASEWORK)
    now: ImportRun = ImportRun.objects.select_for_update().get(pk=run.pk)
    if now.state != State.LOOKED:
        refuse(f"This import is not ready to be applied: it is {now.get_state_display().lower()}.")
    forget_report(now)
    now.state = State.APPLYING
    now.save(update_fields=["state", "totals", "done"])
    record("asked to apply an import", now, by=by)
    return now


@transaction.atomic
def discard_import(run: ImportRun, *, by: Actor) -> None:
    """Put a file aside that was not applied; what was in it is forgotten."""
    by.require(Permission.IMPORT_CASEWORK)
    now: ImportRun = ImportRun.objects.select_for_update().get(pk=run.pk)
    if now.state not in (State.UPLOADED, State.LOOKED, State.FAILED):
        refuse(f"This import cannot be discarded: it is {now.get_state_display().lower()}.")
    forget_report(now)
    ImportFile.objects.filter(run=now).delete()
    now.state = State.DISCARDED
    now.save(update_fields=["state", "totals", "done"])
    record("discarded an import", now, by=by)


def work_on(run_id: UUID, importer: Importer, tell: Tell | None = None) -> ReadFile:
    """Look the run's file through, or apply it, as its state says. Raises `Refused` for an unreadable file.

    A run that was cut short goes on where it stopped: what is in the record already is matched.
    """
    with importer.context():
        run = ImportRun.objects.get(pk=run_id)
        stored = ImportFile.objects.filter(run=run).values_list("part", "body")
        files = {part: bytes(body) for part, body in stored}
    found = read_files(run.kind, files, run.year, run.map)
    with importer.context():
        forget_report(run)
        run.total, run.year, run.questions = len(found.rows), found.year, list(found.questions)
        run.save(update_fields=["total", "year", "questions", "totals", "done"])
    for rows in parts_of(found.rows):
        with importer.context():
            _work_on_part(run, rows, found, importer.actor(), tell)
    with importer.context():
        _end(run, importer.actor())
    return found


def _work_on_part(
    run: ImportRun, rows: Sequence[Incoming], found: ReadFile, by: Actor, tell: Tell | None
) -> None:
    by.require(Permission.IMPORT_CASEWORK)
    judged = judge_rows(rows, may_add=found.may_add)
    if run.state == State.LOOKING:
        tell_of_hidden(judged, by=by)
    episodes = put_in(judged, by=by) if run.state == State.APPLYING else {}
    keep_report(run, judged, episodes)
    run.totals = added_up(run.totals, totals_of(judged))
    run.done += len(rows)
    run.save(update_fields=["totals", "done"])
    if tell is not None:
        tell(judged)


def _end(run: ImportRun, by: Actor) -> None:
    is_applied = run.state == State.APPLYING
    run.state = State.APPLIED if is_applied else State.LOOKED
    run.applied_at = clock.now() if is_applied else None
    run.save(update_fields=["state", "applied_at"])
    if is_applied:
        ImportFile.objects.filter(run=run).delete()
        record("applied an import", run, by=by, totals=run.totals)


def parts_of(rows: Sequence[Incoming]) -> Iterator[list[Incoming]]:
    """The rows in parts of about `PART`, those of one child together."""
    together: dict[str, list[Incoming]] = {}
    for row in rows:
        together.setdefault(row.child.key, []).append(row)
    part: list[Incoming] = []
    for found in together.values():
        part += found
        if len(part) >= PART:
            yield part
            part = []
    if part:
        yield part


def fail(run_id: UUID, importer: Importer, why: str) -> None:
    """Say on the run why it could not be done."""
    with importer.context():
        ImportRun.objects.filter(pk=run_id).update(state=State.FAILED, failure=why)
