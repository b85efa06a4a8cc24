"""Feedback after a case meeting as obligations: one for each person, met when it was given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from holdfast.casework.panel.models import Bundle
from holdfast.charter.model import Charter
from holdfast.charter.promises import ClockPromise
from holdfast.governance.meetings.promises.owners import directory_for
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import falls_due, said_day
from holdfast.obligations.ledger.kinds import Asked, Doing, Kind, Source, declare
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.parties import Directory
from holdfast.obligations.ledger.promises import Kept, Party, Promise, Proof
from holdfast.obligations.ledger.versions import Version

CAUSE = "feedback"


def _open(row: Obligation) -> Doing:
    return Doing("Give the feedback", reverse("panel:bundle", args=[row.cause_id]))


FEEDBACK = Kind(key="feedback", title="Feedback to give", keeps=("clock",), doing=_open)


@dataclass(frozen=True)
class FeedbackFacts:
    """The bundles asked about, and who is meant by the terms' words."""

    bundles: tuple[Bundle, ...]
    directory: Directory


def register() -> None:
    """Declare it; called when the app is ready."""
    declare(Source(cause=CAUSE, kinds=(FEEDBACK,), facts=_facts, promises=_promises))


def feedback_clocks(charter: Charter | None) -> list[ClockPromise]:
    """The clauses by which a meeting's feedback is owed: a clock on feedback that starts with the meeting."""
    if charter is None:
        return []
    return [
        rule
        for rule in charter.each(ClockPromise)
        if rule.what.casefold().startswith("feedback") and "meeting" in rule.after.casefold()
    ]


def _facts(asked: Asked) -> FeedbackFacts:
    any_owed = any(feedback_clocks(version.charter) for version in asked.versions)
    rows = Bundle.objects.filter(case_list__meeting__group=asked.group, not_needed_reason="")
    if asked.ids is not None:
        rows = rows.filter(pk__in=asked.ids)
    rows = rows.filter(case_list__meeting__closed_at__isnull=False)
    found = tuple(rows.select_related("case_list__meeting", "agency")) if any_owed else ()
    return FeedbackFacts(found, directory_for(asked, _words))


def _words(charter: Charter) -> Iterator[str]:
    for rule in feedback_clocks(charter):
        yield from rule.by


def _promises(facts: FeedbackFacts, version: Version) -> Iterator[Promise]:
    charter = version.charter
    for rule in feedback_clocks(charter):
        for owner in facts.directory.parties(charter, rule.by) if charter else ():
            for bundle in facts.bundles:
                yield _promise(rule, owner, bundle)


def _promise(rule: ClockPromise, owner: Party, bundle: Bundle) -> Promise:
    closed_at = bundle.case_list.meeting.closed_at or bundle.drafted_at
    day = said_day(closed_at.astimezone(LONDON).date())
    to = Party(person_id=bundle.person_id) if bundle.person_id else Party(agency_id=bundle.agency_id)
    return Promise(
        kind=FEEDBACK.key,
        clause=rule.clause,
        cause_id=bundle.pk,
        occasion=f"bundle {bundle.pk}",
        owner=owner,
        owed_to=to,
        says=f"Feedback to {bundle.name}, {bundle.agency}, after the meeting of {day}",
        began_at=closed_at,
        began_with="the meeting ended",
        due=falls_due(closed_at, rule.within),
        period=str(rule.within),
        kept=_kept(bundle),
    )


def _kept(bundle: Bundle) -> Kept | None:
    if bundle.given_at is None:
        return None
    day = said_day(bundle.given_at.astimezone(LONDON).date())
    words = f"Given on {day}: {bundle.get_how_display().lower()}"
    return Kept(bundle.given_at, (Proof("panel.bundle", bundle.pk, words, bundle.given_at),))
