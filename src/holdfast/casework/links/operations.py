"""Making links, sending them again, withdrawing them, and using them up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction

from holdfast.casework.links import jobs
from holdfast.casework.links.models import Link
from holdfast.casework.links.purposes import purpose_of
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.trail.record import record


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody outside, and the address on record, to which both the link and its codes go."""

    name: str
    email: str
    agency: str = ""


@transaction.atomic
def invite(
    *, by: Actor, purpose: str, subject_id: UUID, contact: Contact, expires_at: datetime | None = None
) -> Link:
    """Make a link and send it, once this transaction is committed.

    The app whose purpose it is asks the permission first: it alone knows what is opened.
    """
    now = clock.now()
    link = Link.objects.create(
        partnership_id=by.partnership_id,
        purpose=purpose_of(purpose).key,
        subject_id=subject_id,
        contact_name=contact.name,
        contact_email=contact.email.strip().lower(),
        contact_agency=contact.agency,
        made_at=now,
        made_by_id=by.person_id,
        expires_at=expires_at or now + purpose_of(purpose).lives,
    )
    record("invited by link", link, by=by, purpose=purpose)
    _send(link)
    return link


@transaction.atomic
def send_again(*, by: Actor, link: Link) -> None:
    """Send a new address in place of the last one, which stops working; the time begins anew."""
    now = _locked(link)
    if now.used_at is not None:
        refuse("This link was used: what it was for is done.")
    now.digest, now.sent_at, now.ended_at, now.wrong_codes = None, None, None, 0
    now.code_digest, now.code_expires_at = "", None
    now.expires_at = clock.now() + purpose_of(now.purpose).lives
    now.save()
    record("sent link again", now, by=by)
    _send(now)


@transaction.atomic
def withdraw(*, by: Actor, link: Link) -> None:
    """Make a link lead nowhere. Twice changes nothing."""
    if Link.objects.filter(pk=link.pk, used_at=None, ended_at=None).update(ended_at=clock.now()):
        record("withdrew link", link, by=by)


@transaction.atomic
def use_up(link: Link) -> None:
    """What it was for is done: from now on it opens nothing. Refused when somebody was quicker."""
    taken = Link.objects.live().filter(pk=link.pk).update(used_at=clock.now())
    if not taken:
        refuse("This link was used already.")
    record("used link", link, by=outsider(link))


def outsider(link: Link) -> Actor:
    """Who acts through a link: nobody of the partnership, with no right at all; for the trail."""
    nobody = cast(UUID, None)  # the trail keeps that it was no person of the partnership
    return Actor(nobody, link.contact_name, nobody, link.partnership_id)


def _locked(link: Link) -> Link:
    held: Link = Link.objects.select_for_update().get(pk=link.pk)
    return held


def _send(link: Link) -> None:
    jobs.send_invitation.defer(partnership_id=str(link.partnership_id), link_id=str(link.pk))
