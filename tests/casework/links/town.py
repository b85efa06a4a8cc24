"""Fernshire invites a school nurse outside to a page behind a link."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from uuid import uuid4

from django.core import mail

from holdfast.casework.links.jobs import send_code, send_invitation
from holdfast.casework.links.models import Link
from holdfast.casework.links.operations import Contact, invite
from holdfast.casework.links.purposes import Purpose, register_purpose
from holdfast.stewardship.access.actor import actor_for
from holdfast.stewardship.access.context import set_need_to_know
from tests.factories import make_partnership, make_person

NOW = datetime(2026, 3, 3, 14, tzinfo=UTC)
NORA = Contact("Nora Okoye", "nora@school.example", "Fernshire Academy")
# A page that everybody may see stands for what is behind the door.
TRYING = register_purpose(
    Purpose(key="trying", title="Trying it out", asks="Somebody asks you to try this.", route="trying-behind")
)


def invited() -> Link:
    """Nora was invited by Amina; the letter is not sent yet."""
    person = make_person(make_partnership("Fernshire"), "Amina Khan")
    return invite(by=actor_for(person), purpose="trying", subject_id=uuid4(), contact=NORA)


def sent(link: Link) -> str:
    """The job sends the letter; the path in it."""
    send_invitation(str(link.partnership_id), str(link.pk))
    set_need_to_know(link.partnership_id)
    found = re.search(r"https?://[^/\s]+(/invited/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def code_for(link: Link) -> str:
    """The job sends a code; the code in the letter."""
    send_code(str(link.partnership_id), str(link.pk))
    set_need_to_know(link.partnership_id)
    found = re.search(r"^\d{6}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found is not None
    return found[0]
