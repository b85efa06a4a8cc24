"""Who was asked to attest what only people can do, and who has: as it stood at the period's end."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from holdfast.groups.models import Group
from holdfast.insight.compliance.clauses import Attestation
from holdfast.insight.compliance.mechanisms import ATTESTED
from holdfast.insight.compliance.parties import owner_said
from holdfast.insight.compliance.periods import Period
from holdfast.insight.compliance.seeing import obligations_counted
from holdfast.obligations.ledger.kinds import kinds
from holdfast.obligations.ledger.models import Obligation, ObligationQuerySet
from holdfast.obligations.ledger.naming import Titles, seat_titles, with_names
from holdfast.stewardship.access.actor import Actor

NAMED = 8


def asked_by_end(rows: ObligationQuerySet, period: Period) -> ObligationQuerySet:
    """What people had been asked to attest when the period ended."""
    keys = [key for key, kind in kinds().items() if ATTESTED in kind.keeps]
    return rows.filter(kind__in=keys, voided_at=None, began_at__lt=period.ends_before)


def attested_by_end(period: Period) -> Q:
    """The condition that it had been attested by then."""
    return Q(met_at__isnull=False, met_at__lt=period.ends_before)


def unanswered_at_end(period: Period) -> Q:
    """The condition that it had been neither attested nor waived by then."""
    is_waived = Q(met_at=None, waived_at__isnull=False)
    return ~attested_by_end(period) & ~is_waived


def attestations(actor: Actor, group: Group, period: Period) -> dict[tuple[UUID | None, str], Attestation]:
    """By version and clause: the counts, and the latest who have and some who have not. Few queries."""
    rows = asked_by_end(obligations_counted(actor, [group.pk]), period).order_by()
    grouped: Any = rows.values("terms_id", "clause").annotate(
        asked=Count("pk"),
        attested=Count("pk", filter=attested_by_end(period)),
        unanswered=Count("pk", filter=unanswered_at_end(period)),
    )
    latest, missing = _named(rows, period)
    found = {}
    for row in grouped:
        at = (row["terms_id"], row["clause"])
        waived = row["asked"] - row["attested"] - row["unanswered"]
        found[at] = Attestation(
            row["asked"], row["attested"], waived, tuple(latest.get(at, ())), tuple(missing.get(at, ()))
        )
    return found


def _named(rows: ObligationQuerySet, period: Period) -> tuple[dict[Any, list[Any]], dict[Any, list[str]]]:
    """The last who attested each clause, and some of those who have not."""
    has = attested_by_end(period)
    place = Window(
        RowNumber(),
        partition_by=[F("terms_id"), F("clause"), F("has")],
        order_by=[F("met_at").desc(nulls_last=True), F("began_at").desc()],
    )
    wanted = rows.filter(has | unanswered_at_end(period)).annotate(has=has).annotate(place=place)
    latest: defaultdict[Any, list[Any]] = defaultdict(list)
    missing: defaultdict[Any, list[str]] = defaultdict(list)
    named = with_names(wanted.filter(place__lte=NAMED).order_by("place").select_related("stated_by"))
    titles = seat_titles(named)
    for row in named:
        at = (row.terms_id, row.clause)
        if row.has:  # type: ignore[attr-defined]
            latest[at].append((_who_attested(row, titles), row.met_at))
        else:
            missing[at].append(owner_said(row, titles))
    return latest, missing


def _who_attested(row: Obligation, titles: Titles) -> str:
    """Who was asked, and whose word it is where it is not certain to be their own."""
    owner = owner_said(row, titles)
    is_own = row.stated_by is None or row.stated_by_id == row.owner_person_id
    return owner if is_own else f"{owner} (said by {row.stated_by})"
