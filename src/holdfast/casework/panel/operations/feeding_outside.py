"""Feedback to somebody outside: a link that a code guards, and what is done behind it."""

from __future__ import annotations

from django.db import transaction

from holdfast.casework.links.models import Link
from holdfast.casework.links.operations import Contact, invite, outsider, use_up
from holdfast.casework.links.purposes import Purpose, register_purpose
from holdfast.casework.panel.models import Bundle
from holdfast.casework.panel.operations.feeding_back import give_feedback
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

PURPOSE = Purpose(
    key="feedback",
    title="Feedback from a case meeting",
    asks="You are asked to read feedback from a multi-agency meeting, and to say that you have read it.",
    route="panel:feedback-outside",
    called="Feedback after a meeting",
    kept_by=Permission.RUN_CASES,
)


def register() -> None:
    """Make it known; called when the app is ready."""
    register_purpose(PURPOSE)


@transaction.atomic
def send_link(*, by: Actor, bundle: Bundle) -> Link:
    """Send somebody outside a link to their bundle; that counts as given."""
    if not bundle.email:
        refuse("There is no email address on record for them. Ring them instead.")
    row = give_feedback(by=by, bundle=bundle, how=Bundle.How.LINK)
    contact = Contact(name=row.name, email=row.email, agency=str(bundle.agency))
    return invite(by=by, purpose=PURPOSE.key, subject_id=row.pk, contact=contact)


def bundle_behind(link: Link) -> Bundle:
    """What a link opens."""
    rows = Bundle.objects.select_related("case_list__meeting__group", "agency")
    bundle: Bundle = rows.get(pk=link.subject_id, given_at__isnull=False)
    return bundle


@transaction.atomic
def acknowledge_outside(link: Link) -> None:
    """The contact says that they have read it; the link has done its work."""
    bundle = bundle_behind(link)
    use_up(link)
    Bundle.objects.filter(pk=bundle.pk, acknowledged_at=None).update(acknowledged_at=clock.now())
    record("acknowledged the feedback", bundle, by=outsider(link), group_id=bundle.case_list.meeting.group_id)
