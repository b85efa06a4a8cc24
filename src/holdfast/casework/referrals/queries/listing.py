"""Lists of referrals: what is to triage, what waits for a meeting, who has not been told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from holdfast.casework.children.codes import Area
from holdfast.casework.children.frontdoor.queries import uses_of
from holdfast.casework.referrals.models import Referral
from holdfast.stewardship.access.actor import Actor

LABEL = "referrals.referral"
SHOWN = {
    "triage": Q(state="received"),
    "meeting": Q(state="listed"),
    "untold": ~Q(state__in=["received", "listed"]) & Q(told_at=None),
    "all": Q(),
}
WORDS = {
    "triage": "To triage",
    "meeting": "Waiting for a meeting",
    "untold": "Referrer not told yet",
    "all": "All",
}


@dataclass(frozen=True)
class ReferralRow:
    """One referral as a list shows it."""

    id: UUID
    reference: int
    stated_name: str
    child_reference: str
    referrer: str
    areas: tuple[str, ...]
    received_at: datetime
    days: int
    state: str
    is_immediate_harm: bool
    needs_front_door: bool
    is_told: bool


def referrals_for(actor: Actor, shown: str) -> QuerySet[Referral, Referral]:
    """The referrals that the actor may see, narrowed; immediate harm first, then the oldest."""
    rows = Referral.objects.visible_to(actor).filter(SHOWN[shown]).select_related("child")
    newest_first = shown == "all"
    order = "-received_at" if newest_first else "received_at"
    return rows.order_by(order) if newest_first else rows.order_by("-is_immediate_harm", order)


def own_referrals(actor: Actor) -> QuerySet[Referral, Referral]:
    """Those that the actor made, the latest first."""
    rows = Referral.objects.visible_to(actor).filter(referrer_id=actor.person_id)
    return rows.select_related("child").order_by("-received_at")


def counts_for(actor: Actor) -> dict[str, int]:
    """How many each list holds; one query."""
    counted = {key: Count("pk", filter=SHOWN[key]) for key in ("triage", "meeting", "untold")}
    found: dict[str, int] = Referral.objects.visible_to(actor).aggregate(**counted)
    return found


def referral_rows(rows: list[Referral], *, shows_child: bool) -> list[ReferralRow]:
    """The rows of a page, with whether the front door was told; one query more."""
    used = uses_of(LABEL, [row.pk for row in rows if row.is_immediate_harm])
    return [_row(row, bool(used.get(row.pk)), shows_child) for row in rows]


def _row(row: Referral, has_used: bool, shows_child: bool) -> ReferralRow:
    return ReferralRow(
        id=row.pk,
        reference=row.reference,
        stated_name=row.stated_name,
        child_reference=row.child.reference if shows_child and row.child else "",
        referrer=f"{row.referrer_name}, {row.referrer_agency}",
        areas=area_words(row.areas),
        received_at=row.received_at,
        days=row.days_since,
        state=row.get_state_display(),
        is_immediate_harm=row.is_immediate_harm,
        needs_front_door=row.is_immediate_harm and not has_used,
        is_told=row.told_at is not None,
    )


def area_words(areas: list[str]) -> tuple[str, ...]:
    """Areas of risk by their words, those that are known."""
    known = dict(Area.choices)
    return tuple(known[area] for area in areas if area in known)
