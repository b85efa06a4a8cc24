"""What is owed because of a referral: triage and an answer where the terms state a time; NRM decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.urls import reverse

from holdfast.casework.children.need_to_know import not_hidden_if_any
from holdfast.casework.referrals.models import MechanismClocks, MechanismReferral, Referral
from holdfast.casework.referrals.rules import trafficking
from holdfast.casework.referrals.rules.promised import OUTCOME, TRIAGE, Stated, stated_for
from holdfast.kernel.clock import noon_of
from holdfast.kernel.clocks import Due, falls_due, said_day
from holdfast.obligations.ledger.kinds import Asked, Doing, Kind, Source, declare
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.parties import Directory, directory_of
from holdfast.obligations.ledger.promises import Kept, Party, Promise, Proof
from holdfast.obligations.ledger.versions import Version
from holdfast.stewardship.access.permissions import Permission

REFERRAL, MECHANISM = "referral", "nrm-referral"
# The subject of these is the child: a restricted one's are as hidden as the record.
_NOT_HIDDEN = not_hidden_if_any("subject_id")


def _open_referral(row: Obligation) -> Doing:
    return Doing("Open the referral", reverse("referrals:referral", args=[row.cause_id]))


def _open_mechanism(row: Obligation) -> Doing:
    return Doing("Open the NRM referral", reverse("referrals:mechanism", args=[row.cause_id]))


_kind = partial(
    Kind,
    seen_by=Permission.KEEP_REFERRALS,
    counted_by=Permission.SEE_CASEWORK_FIGURES,
    row_condition=_NOT_HIDDEN,
)
_referral = partial(_kind, keeps=("clock", "casework: referrals"), doing=_open_referral)
_mechanism = partial(_kind, doing=_open_mechanism)
TRIAGED = _referral(key="referral-triaged", title="Referrals to triage in time")
TOLD = _referral(key="referral-told", title="Referrers to be told")
REASONABLE = _mechanism(key="nrm-reasonable", title="NRM reasonable grounds decisions")
CONCLUSIVE = _mechanism(key="nrm-conclusive", title="NRM conclusive grounds decisions")


def register() -> None:
    """Declare them; called when the app is ready."""
    declare(Source(cause=REFERRAL, kinds=(TRIAGED, TOLD), facts=_referrals, promises=_of_referrals))
    declare(Source(cause=MECHANISM, kinds=(REASONABLE, CONCLUSIVE), facts=_mechanisms, promises=_decisions))


@dataclass(frozen=True)
class _Referrals:
    rows: list[Referral]
    directory: Directory


def _referrals(asked: Asked) -> _Referrals:
    rows = Referral.objects.filter(group=asked.group)
    rows = rows if asked.ids is None else rows.filter(pk__in=asked.ids)
    return _Referrals(list(rows), directory_of(asked.group))


def _of_referrals(facts: _Referrals, version: Version) -> Iterator[Promise]:
    for kind, words, says in (
        (TRIAGED, TRIAGE, "Triage referral {}"),
        (TOLD, OUTCOME, "Tell whoever sent referral {} what came of it"),
    ):
        stated = stated_for(version.charter, words)
        if stated is not None and version.charter is not None:
            owners = facts.directory.parties(version.charter, stated.by)
            for referral in facts.rows:
                yield from _timed(kind, referral, stated, owners, says.format(referral.reference))


def _timed(
    kind: Kind, referral: Referral, stated: Stated, owners: tuple[Party, ...], says: str
) -> Iterator[Promise]:
    kept_at = referral.triaged_at if kind is TRIAGED else referral.told_at
    words = f"Referral {referral.reference} {'triaged' if kind is TRIAGED else 'answered'}"
    proof = Proof("referrals.referral", referral.pk, words, kept_at) if kept_at else None
    for owner in owners:
        yield Promise(
            kind=kind.key,
            clause=stated.clause,
            cause_id=referral.pk,
            occasion=f"referral {referral.pk}",
            owner=owner,
            owed_to=_referrer(referral),
            says=says,
            subject=_subject(referral.child_id),
            began_at=referral.received_at,
            began_with="the referral came",
            due=falls_due(referral.received_at, stated.within),
            kept=Kept(proof.at, (proof,)) if proof else None,
        )


def _referrer(referral: Referral) -> Party:
    if referral.referrer_id:
        return Party(person_id=referral.referrer_id)
    return Party(body=referral.referrer_agency[:200])


def _subject(child_id: UUID | None) -> tuple[str, UUID] | None:
    return ("children.child", child_id) if child_id else None


@dataclass(frozen=True)
class _Mechanisms:
    rows: list[MechanismReferral]
    clocks: trafficking.Clocks


def clocks_in_use() -> trafficking.Clocks:
    """How long the NRM's decisions may take here: what the partnership keeps, or the usual; one query."""
    kept = MechanismClocks.objects.first()
    return kept.counted if kept is not None else trafficking.USUAL


def _mechanisms(asked: Asked) -> _Mechanisms:
    rows = MechanismReferral.objects.filter(group=asked.group).select_related("child")
    rows = rows if asked.ids is None else rows.filter(pk__in=asked.ids)
    return _Mechanisms(list(rows), clocks_in_use())


def _decisions(facts: _Mechanisms, version: Version) -> Iterator[Promise]:
    for row in facts.rows:
        if row.withdrawn_on is None or row.reasonable:
            yield _reasonable(row, facts.clocks)
        owed = trafficking.is_conclusive_owed(row.route, row.reasonable)
        if owed and (row.withdrawn_on is None or row.conclusive):
            yield _conclusive(row, facts.clocks)


def _reasonable(row: MechanismReferral, clocks: trafficking.Clocks) -> Promise:
    return _decision(
        row,
        REASONABLE,
        says=f"Reasonable grounds decision for {row.child.reference}",
        began_at=row.referred_at,
        due=trafficking.reasonable_due(row.route, row.referred_at, clocks),
        decided_on=row.reasonable_on,
    )


def _conclusive(row: MechanismReferral, clocks: trafficking.Clocks) -> Promise:
    first = trafficking.not_before(row.route, row.reasonable_on, clocks)
    since = _midday(row.reasonable_on, row.referred_at) if first and row.reasonable_on else row.referred_at
    no_earlier = f", no earlier than {said_day(first)}" if first else ""
    return _decision(
        row,
        CONCLUSIVE,
        says=f"Conclusive grounds decision for {row.child.reference}{no_earlier}",
        began_at=since,
        due=trafficking.conclusive_due(row.route, row.referred_at, clocks),
        decided_on=row.conclusive_on,
    )


def _decision(
    row: MechanismReferral,
    kind: Kind,
    *,
    says: str,
    began_at: datetime,
    due: Due | None,
    decided_on: date | None,
) -> Promise:
    """Owed by the body that decides, which is none of the partnership's."""
    return Promise(
        kind=kind.key,
        cause_id=row.pk,
        occasion=f"{kind.key} {row.pk}",
        owner=Party(body=row.decided_by[:200]),
        owed_to=Party(group_id=row.group_id),
        says=says,
        subject=("children.child", row.child_id),
        began_at=began_at,
        began_with="the referral" if began_at == row.referred_at else "the reasonable grounds decision",
        due=due,
        kept=_kept(row, decided_on, began_at),
    )


def _kept(row: MechanismReferral, decided_on: date | None, since: datetime) -> Kept | None:
    if decided_on is None:
        return None
    at = _midday(decided_on, since)
    words = f"Decided on {said_day(decided_on)}"
    return Kept(at, (Proof("referrals.mechanismreferral", row.pk, words, at),))


def _midday(on: date, since: datetime) -> datetime:
    """A decision is known by its day alone: midday stands for it, but never before what it follows."""
    return max(since, noon_of(on))
