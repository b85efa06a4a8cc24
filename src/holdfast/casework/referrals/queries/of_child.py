"""Everything of this app about one child, for the child's own page and time line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from holdfast.casework.children.chronology import Event
from holdfast.casework.children.models import Child
from holdfast.casework.referrals.models import (
    Gap,
    HealthAccess,
    Intervention,
    InterventionStep,
    MechanismEntry,
    MechanismReferral,
    Procedure,
    Referral,
)
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


@dataclass(frozen=True)
class OfChild:
    """What the child's Referrals tab prints; whoever gets here may see the child."""

    referrals: tuple[Referral, ...]
    interventions: tuple[Intervention, ...]
    gaps: tuple[Gap, ...]
    health: tuple[HealthAccess, ...]
    mechanisms: tuple[MechanismReferral, ...]
    procedures: tuple[Procedure, ...]
    may_keep: bool
    may_record: bool
    may_refer: bool


def of_child(child: Child, actor: Actor) -> OfChild:
    """Six queries, whatever there is."""
    return OfChild(
        referrals=tuple(Referral.objects.visible_to(actor).filter(child=child).order_by("-received_at")),
        interventions=tuple(Intervention.objects.filter(child=child).select_related("provision")),
        gaps=tuple(Gap.objects.filter(child=child).select_related("provision")),
        health=tuple(HealthAccess.objects.filter(child=child)),
        mechanisms=tuple(MechanismReferral.objects.filter(child=child)),
        procedures=tuple(Procedure.objects.filter(child=child)),
        may_keep=actor.may(Permission.KEEP_REFERRALS),
        may_record=actor.may(Permission.RECORD_ON_CHILD),
        may_refer=actor.may(Permission.REFER),
    )


def referrals_told(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """When referrals came, for the time line; a guardian who refers nobody opens none."""
    may_open = actor.may(Permission.REFER)
    for row in Referral.objects.visible_to(actor).filter(child_id=child_id):
        words = f"{row.referrer_agency}. {row.get_state_display()}"
        url = reverse("referrals:referral", args=[row.pk]) if may_open else ""
        yield Event(row.received_at, "referral", f"Referral {row.reference}", words, url)


def interventions_told(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """Each step of each intervention."""
    rows = InterventionStep.objects.visible_to(actor).filter(child_id=child_id)
    for row in rows.select_related("intervention__provision"):
        title = f"{row.intervention.provision}: {row.get_state_display().lower()}"
        yield Event(
            row.on, "intervention", title, row.words, f"/referrals/interventions/{row.intervention_id}/"
        )


def health_told(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """Referrals to health and first appointments."""
    for row in HealthAccess.objects.visible_to(actor).filter(child_id=child_id):
        yield Event(row.referred_on, "health", f"Referred to {row.clinic}", row.need)
        if row.seen_on:
            yield Event(row.seen_on, "health", f"First seen by {row.clinic}", row.get_fit_display())
        if row.ended_on:
            yield Event(row.ended_on, "health", f"Not seen by {row.clinic}", row.ended_because)


_NRM = {
    "referred": "Referred to the NRM",
    "reasonable-positive": "Reasonable grounds: positive",
    "reasonable-negative": "Reasonable grounds: negative",
    "conclusive-positive": "Conclusive grounds: positive",
    "conclusive-negative": "Conclusive grounds: negative",
    "withdrawn": "NRM referral withdrawn",
}


def entry_words(kind: str) -> str:
    """What happened to an NRM referral, in words."""
    return _NRM.get(kind, kind)


def mechanisms_told(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """Referrals to the NRM and their decisions."""
    for row in MechanismEntry.objects.visible_to(actor).filter(child_id=child_id):
        yield Event(row.on, "nrm", entry_words(row.kind), row.text, f"/referrals/nrm/{row.mechanism_id}/")


def procedures_told(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """Strategy discussions and the rest."""
    for row in Procedure.objects.visible_to(actor).filter(child_id=child_id):
        if row.asked_on:
            yield Event(row.asked_on, "procedure", f"{row.get_kind_display()} asked for", row.lead)
        if row.began_on:
            yield Event(row.began_on, "procedure", f"{row.get_kind_display()} began", row.lead)
        if row.ended_on:
            yield Event(row.ended_on, "procedure", f"{row.get_kind_display()} ended", row.outcome)
