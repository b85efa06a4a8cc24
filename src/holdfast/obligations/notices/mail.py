"""Hands letters to the mail server that Django is set up with, and says in our own words what came of it."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from holdfast.obligations.notices.models import Delivery, Message
from holdfast.obligations.notices.wording import Letter

Outcome = Delivery.Outcome
NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
HEADERS = {
    # So that no answering machine answers (RFC 3834), Exchange's included.
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one attempt; `is_servers`: the next letter would fare no better."""

    outcome: Outcome
    says: str
    is_servers: bool = False


HANDED_OVER = Result(Outcome.HANDED_OVER, "The mail server took it.")
NO_ADDRESS = Result(Outcome.NO_ADDRESS, "This person has no account that they may use, so no address.")
BAD_ADDRESS = Result(Outcome.REFUSED, "The address cannot be written on a letter.")
SILENT = Result(Outcome.NO_ANSWER, "The mail server did not answer in time.", is_servers=True)
GONE = Result(Outcome.NO_ANSWER, "The mail server could not be reached, or hung up.", is_servers=True)


def is_set_up() -> bool:
    """Whether letters go anywhere at all: production names a mail server or does without."""
    return settings.EMAIL_BACKEND != NOWHERE


def letter_to(address: str, letter: Letter, message: Message) -> EmailMultiAlternatives:
    """The email. Its Message-ID is the message's own, so that one sent twice can be known as the same."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >")
    headers = HEADERS | {"Message-ID": f"<{message.pk}@{domain}>"}
    email = EmailMultiAlternatives(letter.subject, letter.text, None, [address], headers=headers)
    email.attach_alternative(letter.html, "text/html")
    return email


class MailServer:
    """One connection for many letters, opened by the first; a context manager."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None
    ) -> None:
        self._close()

    def hand_over(self, email: EmailMultiAlternatives) -> Result:
        """Try once; never raises for what a mail server or an address can do wrong."""
        try:
            self._connection.open()
            email.connection = self._connection
            email.send()
        except (smtplib.SMTPException, OSError, ValueError) as problem:
            result = judge(problem)
            if result.is_servers:
                self._close()
            return result
        return HANDED_OVER

    def _close(self) -> None:
        try:
            self._connection.close()
        except (smtplib.SMTPException, OSError):
            self._connection = get_connection()


def judge(problem: Exception) -> Result:
    """What a failure means: for this letter (refused for good, or put off), or for the server as a whole."""
    match problem:
        case smtplib.SMTPRecipientsRefused():
            return _by_code(min(code for code, _ in problem.recipients.values()))
        case smtplib.SMTPDataError():
            return _by_code(problem.smtp_code)
        case smtplib.SMTPResponseException():
            says = f"The mail server does not let Holdfast send ({problem.smtp_code})."
            return Result(Outcome.PUT_OFF, says, is_servers=True)
        case OSError() if _ran_out_of_time(problem):
            return SILENT
        case smtplib.SMTPException() | OSError():
            return GONE
        case _:
            return BAD_ADDRESS


def _ran_out_of_time(problem: Exception) -> bool:
    """Python's library says of a server that is silent in mid-conversation that it hung up."""
    return isinstance(problem, TimeoutError) or isinstance(problem.__context__, TimeoutError)


def _by_code(code: int) -> Result:
    if code >= 500:
        return Result(Outcome.REFUSED, f"The mail server refused this letter for good ({code}).")
    is_servers = code == 421
    return Result(Outcome.PUT_OFF, f"The mail server put this letter off ({code}).", is_servers)
