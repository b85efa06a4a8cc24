"""Urgent screenings that met a record, for the guardian of that record."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from holdfast.casework.children.hooks import Waits
from holdfast.casework.screening.models import GuardedMatch, Submission
from holdfast.stewardship.access.actor import Actor
from holdfast.web.words import counted, moment


def _met(actor: Actor) -> QuerySet[GuardedMatch, GuardedMatch]:
    rows = GuardedMatch.objects.visible_to(actor).filter(child__guardian_id=actor.person_id, closed_at=None)
    found: QuerySet[GuardedMatch, GuardedMatch] = rows.select_related("child", "submission__tool")
    return found


def find_met(actor: Actor, met_id: UUID) -> GuardedMatch:
    """One that met a record that the actor guards: not yet matched, or matched to that record."""
    found = _met(actor).get(pk=met_id)
    if found.submission.child_id not in (None, found.child_id):
        raise GuardedMatch.DoesNotExist
    return found


def waits(actor: Actor) -> Waits | None:
    """Those that wait for a guardian. One query."""
    unmatched = Submission.objects.waiting().filter(child=None).values("pk")
    rows = _met(actor).filter(submission__in=unmatched)
    links = tuple((_words(met), reverse("screening:guarded", args=[met.pk])) for met in rows)
    words = f"{counted(links, 'urgent screening')} that may be about a record in your care"
    return Waits("Urgent screenings: which child?", words, links) if links else None


def _words(met: GuardedMatch) -> str:
    return (
        f"Screening {met.submission.reference}, received {moment(met.met_at)}: record {met.child.reference}?"
    )
