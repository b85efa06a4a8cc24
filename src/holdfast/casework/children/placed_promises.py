"""Telling the host area of a child who is placed there, as an obligation: by the day of the placement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from holdfast.casework.children.groups import casework_times, group_owing
from holdfast.casework.children.models import Placement
from holdfast.casework.children.need_to_know import not_hidden_if_any
from holdfast.casework.children.rules.placing import clause_on_placed, notice_due
from holdfast.charter.promises import Undertaking
from holdfast.kernel.clock import noon_of, start_of
from holdfast.kernel.clocks import said_day
from holdfast.obligations.ledger.kinds import Asked, Doing, Kind, Source, declare
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.parties import Directory, directory_of
from holdfast.obligations.ledger.promises import Kept, Party, Promise, Proof
from holdfast.obligations.ledger.versions import NO_TERMS, Version
from holdfast.stewardship.access.permissions import Permission

CAUSE = "placement"


def _tell(row: Obligation) -> Doing:
    return Doing("Say when it was told", reverse("children:host-told", args=[row.subject_id, row.cause_id]))


HOST_TOLD = Kind(
    key="host-told",
    title="Host areas to be told",
    keeps=("casework: placed",),
    seen_by=Permission.KEEP_CHILDREN,
    counted_by=Permission.SEE_CASEWORK_FIGURES,
    doing=_tell,
    row_condition=not_hidden_if_any("subject_id"),
)


def register() -> None:
    """Declare it; called when the app is ready."""
    declare(Source(cause=CAUSE, kinds=(HOST_TOLD,), facts=_facts, promises=_promises))


@dataclass(frozen=True)
class _Placed:
    """The placements of ours in other areas that this group owes a notice for, and who is meant by words."""

    rows: tuple[Placement, ...]
    directory: Directory


def _facts(asked: Asked) -> _Placed:
    times, directory = casework_times(), directory_of(asked.group)
    if not asked.versions or all(one.group_id != asked.group.pk for one in times):
        return _Placed((), directory)
    rows = Placement.objects.filter(
        is_placed_out=True, set_aside_at=None, from_on__gte=asked.versions[0].from_on
    ).select_related("child")
    rows = rows if asked.ids is None else rows.filter(pk__in=asked.ids)
    own = (row for row in rows if group_owing(times, start_of(row.from_on)) == asked.group.pk)
    return _Placed(tuple(own), directory)


def _promises(placed: _Placed, version: Version) -> Iterator[Promise]:
    """By statute where no clause speaks of it; before the first terms nothing is owed."""
    if version == NO_TERMS:
        return
    clause = clause_on_placed(version.charter) if version.charter else None
    owners = _owners(placed, version, clause)
    for row in placed.rows:
        for owner in owners:
            yield Promise(
                kind=HOST_TOLD.key,
                clause=clause.clause if clause else "",
                cause_id=row.pk,
                occasion=f"placement {row.pk}",
                owner=owner,
                owed_to=Party(body=row.host_authority[:200]),
                says=f"Tell {row.host_authority} that child {row.child.reference} is placed there",
                subject=("children.child", row.child_id),
                began_at=start_of(row.from_on),
                began_with="the placement",
                due=notice_due(row.from_on, is_emergency=row.is_emergency),
                kept=_kept(row),
            )


def _owners(placed: _Placed, version: Version, clause: Undertaking | None) -> tuple[Party, ...]:
    """Whom the clause names; the group where none does."""
    named = clause.by if clause else ()
    parties = placed.directory.parties(version.charter, named) if version.charter else ()
    return parties or (Party(group_id=placed.directory.group_id),)


def _kept(row: Placement) -> Kept | None:
    if row.host_told_on is None:
        return None
    at = max(start_of(row.from_on), noon_of(row.host_told_on))
    words = f"{row.host_authority} was told on {said_day(row.host_told_on)}"
    return Kept(at, (Proof("children.placement", row.pk, words[:300], at),))
