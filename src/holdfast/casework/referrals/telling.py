"""Who is told at once, or in the digest: keepers of a referral that came, referrers of an outcome."""

from __future__ import annotations

from django.db.models import Q

from holdfast.casework.links.operations import Contact, invite
from holdfast.casework.referrals.models import Referral
from holdfast.casework.referrals.outside import OUTCOME as BY_LINK
from holdfast.obligations.notices.kinds import NoticeKind, register_notice_kind
from holdfast.obligations.notices.operations import notify, withdraw_notices
from holdfast.obligations.notices.people import able_to_be_told
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Role

COME = NoticeKind(key="referral-come", title="Referrals to triage", route="referrals:referral")
HARM = NoticeKind(
    key="referral-harm",
    title="Referrals marked immediate harm",
    route="referrals:referral",
    always_at_once=True,
)
OUTCOME = NoticeKind(key="referral-outcome", title="Outcomes of your referrals", route="referrals:referral")


def register() -> None:
    """Make the kinds known; called when the app is ready."""
    for kind in (COME, HARM, OUTCOME):
        register_notice_kind(kind)


def tell_keepers(referral: Referral) -> None:
    """The coordinators hear of a new referral: in the digest, or at once where harm is immediate."""
    kind = HARM if referral.is_immediate_harm else COME
    wide_or_here = Q(group_id=None) | Q(group_id=referral.group_id)
    keepers = RoleGrant.objects.filter(wide_or_here, role=Role.COORDINATOR, ended_at=None)
    for person in able_to_be_told().filter(pk__in=keepers.values("person_id")):
        notify(person=person, kind=kind.key, subject_id=referral.pk)


def tell_no_more(referral: Referral) -> None:
    """It has been triaged: nobody who was not told yet needs to be."""
    withdraw_notices(kind=COME.key, subject_id=referral.pk)


def tell_referrer(referral: Referral, by: Actor) -> None:
    """Whoever has an account reads the outcome here, others by a link; the message only says that it is."""
    for person in able_to_be_told().filter(pk=referral.referrer_id):
        notify(person=person, kind=OUTCOME.key, subject_id=referral.pk)
    if referral.referrer_id is None and referral.referrer_email:
        contact = Contact(referral.referrer_name, referral.referrer_email, referral.referrer_agency)
        invite(by=by, purpose=BY_LINK.key, subject_id=referral.pk, contact=contact)
