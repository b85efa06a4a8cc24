"""One referral with its history, and what this person may do with it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from holdfast.casework.children.frontdoor.models import FrontDoorUse
from holdfast.casework.children.frontdoor.queries import Route, route, uses_of
from holdfast.casework.children.models import Child
from holdfast.casework.referrals.models import Referral, ReferralEntry
from holdfast.casework.referrals.queries.listing import LABEL, area_words
from holdfast.casework.referrals.rules.triage import FOLLOWS, State
from holdfast.governance.meetings.models import Meeting
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web.words import short_day


@dataclass(frozen=True)
class ReferralPage:
    """What the page of a referral prints; a referrer sees their own words and, once told, the outcome."""

    referral: Referral
    areas: tuple[str, ...]
    entries: tuple[ReferralEntry, ...]
    uses: tuple[FrontDoorUse, ...]
    route: Route
    may_keep: bool
    may_open_child: bool
    is_own: bool

    @property
    def needs_front_door(self) -> bool:
        """Whether it was marked immediate harm and nobody has said that the front door was told."""
        return self.referral.is_immediate_harm and not self.uses

    @property
    def may_triage(self) -> bool:
        """Whether somewhere else is left for it to go."""
        return self.may_keep and bool(FOLLOWS[State(self.referral.state)])

    @property
    def may_decide(self) -> bool:
        return self.may_keep and self.referral.state == State.LISTED

    @property
    def may_tell(self) -> bool:
        return self.may_keep and not self.referral.is_unsettled and self.referral.told_at is None

    @property
    def shows_outcome(self) -> bool:
        return self.referral.told_at is not None or self.may_keep


def find_referral(actor: Actor, referral_id: UUID) -> Referral:
    """The referral, if the actor may see it. Raises `Referral.DoesNotExist`."""
    rows = Referral.objects.visible_to(actor).select_related("child", "group", "meeting", "told_by")
    found: Referral = rows.get(pk=referral_id)
    return found


def referral_page(actor: Actor, referral: Referral) -> ReferralPage:
    """Everything the page prints, in a constant number of queries."""
    may_keep = actor.may(Permission.KEEP_REFERRALS, referral.group_id)
    entries = referral.entries.select_related("by") if may_keep else ReferralEntry.objects.none()
    return ReferralPage(
        referral=referral,
        areas=area_words(referral.areas),
        entries=tuple(entries),
        uses=tuple(uses_of(LABEL, [referral.pk]).get(referral.pk, [])),
        route=route(),
        may_keep=may_keep,
        may_open_child=_may_open(actor, referral),
        is_own=referral.referrer_id == actor.person_id,
    )


def _may_open(actor: Actor, referral: Referral) -> bool:
    if referral.child_id is None or not actor.may(Permission.SEE_CASES):
        return False
    return bool(Child.objects.visible_to(actor).filter(pk=referral.child_id).exists())


def coming_meetings(referral: Referral) -> list[tuple[str, str]]:
    """The group's meetings to come, as choices."""
    rows = Meeting.objects.filter(group_id=referral.group_id, starts_at__gte=clock.now())
    rows = rows.exclude(state=Meeting.State.CANCELLED).order_by("starts_at")[:8]
    return [(str(row.pk), short_day(row.starts_at)) for row in rows]


def recent_meetings(referral: Referral) -> list[tuple[str, str]]:
    """The group's latest meetings that have begun, as choices."""
    rows = Meeting.objects.filter(group_id=referral.group_id, starts_at__lte=clock.now())
    rows = rows.exclude(state=Meeting.State.CANCELLED).order_by("-starts_at")[:8]
    return [(str(row.pk), short_day(row.starts_at)) for row in rows]
