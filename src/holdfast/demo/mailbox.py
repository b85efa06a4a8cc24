"""Where the demonstration's emails go: into a mailbox that its people open as a page."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from holdfast.demo.models import DemoMessage
from holdfast.kernel import clock


class MailboxBackend(BaseEmailBackend):
    """Keeps each letter for each of those whom it goes to, in the transaction that sends it."""

    def send_messages(self, email_messages: Iterable[EmailMessage]) -> int:
        """How many letters were put into mailboxes."""
        rows = [_row(email, address) for email in email_messages for address in email.recipients()]
        return len(DemoMessage.objects.bulk_create(rows))


def _row(email: EmailMessage, address: str) -> DemoMessage:
    pages = [str(text) for text, kind in getattr(email, "alternatives", ()) if kind == "text/html"]
    return DemoMessage(
        address=address.lower(),
        subject=email.subject,
        text=str(email.body),
        html=pages[0] if pages else "",
        sent_at=clock.now(),
    )
