"""A letter as a document: the same blocks for Word and PDF."""

from __future__ import annotations

from django.conf import settings

from holdfast.kernel import clock
from holdfast.kernel.clocks import said_day
from holdfast.obligations.escalation.models import Escalation
from holdfast.stewardship.access.actor import Actor
from holdfast.web.documents.blocks import Block, Document, Facts, Paragraph


def letter_document(step: Escalation, reader: Actor) -> Document:
    """The letter as drafted or as it went out; a draft says that it is one."""
    on = (step.sent_at or step.proposed_at).astimezone(clock.LONDON).date()
    to = ", ".join(part for part in (step.addressee, step.addressee_title) if part)
    blocks: list[Block] = [
        Facts([("To", to or "Nobody named yet"), ("From", f"{step.group.name}"), ("Date", said_day(on))])
    ]
    blocks += [Paragraph(part) for part in step.body.split("\n\n") if part.strip()]
    return Document(
        title=step.subject,
        subtitle=step.group.name,
        blocks=blocks,
        status="" if step.sent_at else "Draft, not sent",
        made_for=reader.name,
        made_at=clock.now(),
        is_invented=settings.HOLDFAST_INVENTED,
    )
