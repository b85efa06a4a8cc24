"""Letters to people outside: the address of a link, and the code that it asks for."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from holdfast.casework.links.letters import send_address, send_new_code
from holdfast.casework.links.models import Link
from holdfast.stewardship.access.context import need_to_know


@app.task(name="links.send_invitation", retry=3)
def send_invitation(partnership_id: str, link_id: str) -> None:
    """Make the link's secret, and send its address; nothing of a link that has ended meanwhile."""
    with need_to_know(UUID(partnership_id)):
        link = Link.objects.live().select_for_update(of=("self",)).filter(pk=UUID(link_id)).first()
        if link is not None:
            send_address(link)


@app.task(name="links.send_code", retry=3)
def send_code(partnership_id: str, link_id: str) -> None:
    """Make a code in place of any earlier one, and send it to the contact on record."""
    with need_to_know(UUID(partnership_id)):
        link = Link.objects.live().select_for_update(of=("self",)).filter(pk=UUID(link_id)).first()
        if link is not None:
            send_new_code(link)
