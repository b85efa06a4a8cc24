"""A referral comes in: by the form, by a signed link, or from a file."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from holdfast.casework.children.models import Child
from holdfast.casework.links.models import Link
from holdfast.casework.links.operations import outsider, use_up
from holdfast.casework.referrals.models import Referral, ReferralDraft, ReferralEntry
from holdfast.casework.referrals.promises import REFERRAL
from holdfast.casework.referrals.telling import tell_keepers
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.obligations.ledger.operations import settle
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


@dataclass(frozen=True, kw_only=True)
class Worry:
    """What the referrer says: which child, as far as known, and what the worry is."""

    given_names: str
    family_name: str
    concern: str
    birth_on: date | None = None
    is_birth_estimated: bool = False
    known_number: str = ""
    areas: tuple[str, ...] = ()
    voice: str = ""
    is_immediate_harm: bool = False


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who refers, and how they are reached."""

    referrer_name: str
    referrer_agency: str
    referrer_role: str = ""
    referrer_email: str = ""
    referrer_telephone: str = ""


@transaction.atomic
def refer_child(
    *, by: Actor, group: Group, worry: Worry, role: str = "", telephone: str = "", child: Child | None = None
) -> Referral:
    """Bring a child to a group that discusses children; `child` where the record is known already."""
    by.require(Permission.REFER)
    sender = Sender(
        referrer_name=by.name,
        referrer_agency=by.agency_name,
        referrer_role=role,
        referrer_telephone=telephone,
    )
    made = take_in(by=by, group=group, worry=worry, sender=sender, child=child, referrer_id=by.person_id)
    forget_draft(by=by)
    return made


@transaction.atomic
def receive_by_link(*, link: Link, group: Group, worry: Worry, sender: Sender) -> Referral:
    """Take in what somebody outside sent by a link, which then opens nothing any more."""
    use_up(link)
    source = Referral.Source.LINK
    return take_in(by=outsider(link), group=group, worry=worry, sender=sender, source=source)


@transaction.atomic
def take_in(
    *,
    by: Actor,
    group: Group,
    worry: Worry,
    sender: Sender,
    source: str = Referral.Source.FORM,
    child: Child | None = None,
    received_at: datetime | None = None,
    **more: Any,
) -> Referral:
    """Write down a referral, numbered within the group; keepers are told. The caller asked the permission."""
    received_at = received_at or clock.now()
    if received_at > clock.now():
        refuse("A referral cannot be received on a day that has not come yet.")
    if worry.birth_on is not None and worry.birth_on > received_at.astimezone(clock.LONDON).date():
        refuse("The birth date is after the day of the referral.")
    made: Referral = Referral.objects.create(
        partnership_id=by.partnership_id,
        group=group,
        child=child,
        reference=_next_number(group),
        source=source,
        received_at=received_at,
        **asdict(worry) | {"areas": list(worry.areas)},
        **asdict(sender),
        **more,
    )
    enter(made, ReferralEntry.Kind.RECEIVED, by=by, at=received_at)
    tell_keepers(made)
    settle(REFERRAL, [made.pk], group=group, by=by)
    return made


def _next_number(group: Group) -> int:
    Group.objects.select_for_update().get(pk=group.pk)  # one number at a time
    last = Referral.objects.filter(group=group).aggregate(last=Max("reference"))["last"]
    return (last or 0) + 1


def enter(
    referral: Referral, kind: ReferralEntry.Kind, *, by: Actor, text: str = "", at: datetime | None = None
) -> None:
    """One entry in the referral's history and one in the trail, which holds no name and no note."""
    ReferralEntry.objects.create(
        partnership_id=by.partnership_id,
        referral=referral,
        kind=kind,
        text=text,
        at=at or clock.now(),
        by_id=by.person_id,
    )
    record(kind.label.lower(), referral, by=by, group_id=referral.group_id)


@transaction.atomic
def save_draft(*, by: Actor, typed: dict[str, Any]) -> datetime:
    """Keep what somebody has typed so far, for nobody else; when it was kept."""
    by.require(Permission.REFER)
    now = clock.now()
    ReferralDraft.objects.update_or_create(
        person_id=by.person_id,
        defaults={"partnership_id": by.partnership_id, "typed": typed, "saved_at": now},
    )
    return now


def forget_draft(*, by: Actor) -> None:
    """It was sent, or thrown away."""
    ReferralDraft.objects.filter(person_id=by.person_id).delete()
