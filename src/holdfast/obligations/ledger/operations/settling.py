"""Brings the rows of some causes in line with the facts, in the transaction of whatever changed them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from holdfast.groups.models import Group, Terms
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.obligations.ledger.expecting import Expected, Identity, expected
from holdfast.obligations.ledger.kinds import causes
from holdfast.obligations.ledger.models import Evidence, Obligation, ObligationEntry, Watermark
from holdfast.obligations.ledger.promises import Governed, Proof
from holdfast.obligations.ledger.saving import evidence_of, insert, read, update
from holdfast.obligations.ledger.writing import (
    as_json,
    columns,
    ended_at,
    evidence_rows,
    identity_columns,
    proofs,
    write,
)
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.context import seeing_everything

Kind = ObligationEntry.Kind
MOST_LOCKED = 500


@dataclass
class _Work:
    """What one settling will write, collected so that it is written in a few statements."""

    group: Group
    cause: str
    by: Actor | None
    why: str
    now: datetime
    as_it_happened: bool = False
    created: list[Obligation] = field(default_factory=list)
    updated: list[tuple[Obligation, set[str]]] = field(default_factory=list)
    entries: list[ObligationEntry] = field(default_factory=list)
    stale: list[UUID] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    proved: dict[UUID, dict[Proof, UUID]] = field(default_factory=dict)

    def enter(self, row: Obligation, kind: Kind, text: str = "", **changed: tuple[object, object]) -> None:
        self.entries.append(
            ObligationEntry(
                partnership_id=self.group.partnership_id,
                obligation_id=row.pk,
                kind=kind,
                at=self._moment(row, kind),
                by_id=self.by.person_id if self.by else None,
                text=text,
                before={name: as_json(before) for name, (before, _) in changed.items()},
                after={name: as_json(after) for name, (_, after) in changed.items()},
            )
        )

    def _moment(self, row: Obligation, kind: Kind) -> datetime:
        """Now, unless the ledger is filled with what happened long ago."""
        if not self.as_it_happened:
            return self.now
        return min(row.met_at or self.now if kind == Kind.MET else row.began_at, self.now)


@transaction.atomic(savepoint=False)
def settle(
    cause: str,
    ids: Iterable[UUID] | None,
    *,
    group: Group,
    by: Actor | None,
    why: str = "",
    until: datetime | None = None,
    since: datetime | None = None,
    as_it_happened: bool = False,
) -> datetime | None:
    """Raise, meet, correct or make void what these causes (None: all) now say, with history.

    Call it at the end of an operation with the ids of what that changed. `why` is the reason that a row made
    void shows. `until` (now) and `since` bound the occasions looked at; `as_it_happened` gives what is filled
    in afterwards a history with its own times. Answers when the next occasion begins by itself, if one does.
    Raises `Refused` where a time would fall due before it began.
    """
    wanted_ids = None if ids is None else sorted(set(ids))
    if wanted_ids == []:
        return None
    now = clock.now()
    _one_at_a_time(cause, wanted_ids, group)
    work = _Work(group, cause, by, why, now, as_it_happened)
    with seeing_everything():  # what holds does not depend on what the person acting may see
        wanted = expected(cause, wanted_ids, group=group, until=until or now, since=since)
        _compare(work, wanted, _rows(cause, wanted_ids, group, since, wanted))
        _write(work)
    if wanted_ids is None or group.pk in wanted_ids:
        _mark(group, until or now, wanted.next_at)
    return wanted.next_at


def settle_under_new_terms(terms: Terms, by: Actor) -> None:
    """Called when a version of the terms is proposed, signed or put in force; the last moves what is owed."""
    if terms.in_force_from is not None:
        settle_everything(terms.group, by=by)


def settle_everything(group: Group, *, by: Actor | None = None, as_it_happened: bool = False) -> None:
    """Settle every cause of a group: to fill the ledger at first, or after an upgrade brings kinds.

    `as_it_happened`: the history of what is filled in has the times of what happened; when it was recorded
    stands beside.
    """
    for cause in causes():
        settle(cause, None, group=group, by=by, as_it_happened=as_it_happened)


def _one_at_a_time(cause: str, ids: list[UUID] | None, group: Group) -> None:
    """Two operations on one cause wait for each other, so that neither raises what the other raises.

    For more than so many one lock is taken, the group's: the database has no room for thousands.
    """
    locked = ids if ids is not None and len(ids) <= MOST_LOCKED else [group.pk]
    keys = [f"{cause} {one}" for one in locked]
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest(%s::text[]) as named(key)",
            [keys],
        )


def _rows(
    cause: str, ids: list[UUID] | None, group: Group, since: datetime | None, wanted: Expected
) -> dict[Identity, Obligation]:
    # What was thought to begin earlier, and was made void, may begin now: it is the same obligation.
    occasions = [] if since is None else sorted({occasion for _, _, occasion, _ in wanted.promises})
    rows = read(group=group.pk, cause=cause, ids=ids, since=since, occasions=occasions)
    found = {(row.kind, row.clause, row.occasion, row.owner_key): row for row in rows}
    if since is None:
        return found
    return {key: row for key, row in found.items() if row.began_at > since or key in wanted.promises}


def _compare(work: _Work, wanted: Expected, rows: dict[Identity, Obligation]) -> None:
    work.proved = evidence_of(rows.values())
    for identity, governed in wanted.promises.items():
        _refuse_backwards(governed)
        row = rows.get(identity)
        if row is None:
            _raise(work, governed)
        else:
            _bring_in_line(work, row, governed)
    for identity, row in rows.items():
        if identity not in wanted.promises and row.voided_at is None:
            _void(work, row)


def _refuse_backwards(governed: Governed) -> None:
    due, promise = governed.promise.due, governed.promise
    if due is not None and due.at < promise.began_at:
        refuse(
            f"It would fall due ({due.at.astimezone(clock.LONDON):%-d %B %Y}) before it began"
            f" ({promise.began_at.astimezone(clock.LONDON):%-d %B %Y}): choose a later date.",
            *filter(None, [promise.clause]),
        )


def _raise(work: _Work, governed: Governed) -> None:
    row = Obligation(
        partnership_id=work.group.partnership_id,
        group=work.group,
        cause=work.cause,
        **identity_columns(governed),
        **columns(governed),
    )
    write(row, governed)
    work.created.append(row)
    work.enter(row, Kind.RAISED, due_at=(None, row.due_at))
    if row.met_at is not None:
        work.enter(row, Kind.MET, met_at=(None, row.met_at))
    work.evidence += evidence_rows(row, proofs(row, governed))


def _bring_in_line(work: _Work, row: Obligation, governed: Governed) -> None:
    was_void = row.voided_at is not None
    row.voided_at, row.void_reason = None, ""
    changed = write(row, governed)
    renewed = _renew_evidence(work, row, proofs(row, governed))
    if was_void:
        work.enter(row, Kind.REVIVED, work.why)
    if not (changed or renewed or was_void):
        return
    fields = set(changed)
    fields |= {"missed_told_at"} if "due_at" in changed else set()
    fields |= {"voided_at", "void_reason"} if was_void else set()
    work.updated.append((row, fields | {"ended_at"}))
    _enter_changes(work, row, changed)


def _enter_changes(work: _Work, row: Obligation, changed: dict[str, tuple[object, object]]) -> None:
    met = changed.pop("met_at", None)
    terms = changed.pop("terms_id", None)
    if terms is not None:
        work.enter(row, Kind.CARRIED, terms_id=terms)
    if changed:
        work.enter(row, Kind.CHANGED, work.why, **changed)
    if met is not None:
        before, after = met
        kind = Kind.UNMET if after is None else Kind.MET if before is None else Kind.CHANGED
        work.enter(row, kind, work.why, met_at=met)


def _renew_evidence(work: _Work, row: Obligation, wanted: tuple[Proof, ...]) -> bool:
    had = work.proved.get(row.pk, {})
    gone = [pk for proof, pk in had.items() if proof not in wanted]
    fresh = [proof for proof in wanted if proof not in had]
    work.stale += gone
    work.evidence += evidence_rows(row, fresh)
    return bool(gone or fresh)


def _void(work: _Work, row: Obligation) -> None:
    row.voided_at, row.void_reason = work.now, (work.why or "what it was owed for was undone")[:300]
    row.ended_at = ended_at(row)
    work.updated.append((row, {"voided_at", "void_reason", "ended_at"}))
    work.enter(row, Kind.VOIDED, row.void_reason)


def _write(work: _Work) -> None:
    update(work.updated)
    if work.stale:
        Evidence.objects.filter(pk__in=work.stale).delete()
    insert(work.created, work.evidence, work.entries)


def _mark(group: Group, until: datetime, next_at: datetime | None) -> None:
    """A group that owes something has a watermark from which the sweep goes on, sooner if need be."""
    mark, is_new = Watermark.objects.get_or_create(
        group=group,
        defaults={"partnership_id": group.partnership_id, "raised_until": until, "next_at": until},
    )
    if not is_new and next_at is not None and (mark.next_at is None or next_at < mark.next_at):
        mark.next_at = next_at
        mark.save(update_fields=["next_at"])
