"""Referrals from a file: tried, then taken in; twice the same adds nothing, a bad row stops no good one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from holdfast.casework.referrals.models import Referral
from holdfast.casework.referrals.operations.receiving import Sender, Worry, take_in
from holdfast.casework.referrals.rules.sheet import Problem, Row
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

ADDED, KNOWN, REFUSED = "added", "known already", "refused"


@dataclass(frozen=True)
class RowReport:
    """What became of one row, or would become of it."""

    number: int
    outcome: str
    problems: tuple[Problem, ...] = ()
    reference: int | None = None


@transaction.atomic
def import_referrals(*, by: Actor, group: Group, rows: Iterable[Row], is_dry_run: bool) -> list[RowReport]:
    """Take in the rows without a fault that are not known yet; a dry run only says what would be."""
    by.require(Permission.IMPORT_CASEWORK)
    by.require(Permission.KEEP_REFERRALS, group.pk)
    rows = list(rows)
    if not is_dry_run:
        Group.objects.select_for_update().get(pk=group.pk)  # one file at a time
    keys = {row.key for row in rows}
    known = set(
        Referral.objects.filter(group=group, outside_key__in=keys).values_list("outside_key", flat=True)
    )
    reports = []
    for row in rows:
        reports.append(_one(row, by, group, is_known=row.key in known, is_dry_run=is_dry_run))
        known |= {row.key} if reports[-1].outcome == ADDED else set()
    if not is_dry_run:
        counts = {
            outcome: sum(one.outcome == outcome for one in reports) for outcome in (ADDED, KNOWN, REFUSED)
        }
        record(
            "imported referrals",
            by=by,
            group_id=group.pk,
            counts=counts,
        )
    return reports


def _one(row: Row, by: Actor, group: Group, *, is_known: bool, is_dry_run: bool) -> RowReport:
    if row.problems:
        return RowReport(row.number, REFUSED, row.problems)
    if is_known:
        return RowReport(row.number, KNOWN)
    if is_dry_run:
        return RowReport(row.number, ADDED)
    made = take_in(
        by=by, group=group, worry=_worry(row), sender=_sender(row), source=Referral.Source.IMPORT,
        received_at=_received(row), outside_key=row.key,
    )  # fmt: skip
    return RowReport(row.number, ADDED, reference=made.reference)


def _received(row: Row) -> datetime | None:
    """A day without a time stands at its midday, or now if that has not come."""
    if row.received_on is None:
        return None
    return min(clock.noon_of(row.received_on), clock.now())


def _worry(row: Row) -> Worry:
    texts = row.texts
    return Worry(
        given_names=texts["given_names"],
        family_name=texts["family_name"],
        birth_on=row.birth_on,
        known_number=texts["number"],
        concern=texts["concern"],
        areas=row.areas,
        voice=texts["voice"],
        is_immediate_harm=row.is_immediate_harm,
    )


def _sender(row: Row) -> Sender:
    names = ("referrer_name", "referrer_agency", "referrer_role", "referrer_email", "referrer_telephone")
    return Sender(**{name: row.texts[name] for name in names})
