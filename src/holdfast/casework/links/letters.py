"""What the letters of a link say: nothing about anybody, and a secret only in the letter that carries it."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from holdfast.casework.links.keys import CODE_LIVES, code_digest_of, digest_of, new_code, new_secret
from holdfast.casework.links.models import Link
from holdfast.casework.links.purposes import purpose_of
from holdfast.kernel import clock
from holdfast.web.words import day, london

_ADDRESS = """{asks}

{partnership} sent you this link. It is for you alone, and works until {until}:

{address}

You need no account. The page asks for a code, which is sent to this address when you ask for it: the link is
of no use to anybody who cannot read your email. Nothing about any child is written here.

If you did not expect this, do nothing."""
_CODE = """The code for the page that you opened is:

{code}

It works once, for {minutes} minutes. Nobody will ever ask you for it by telephone or email.

If you did not ask for a code, somebody else has your link: tell whoever sent it to you."""


def send_address(link: Link) -> str:
    """Give the link its secret and send the address; returns it, and it is kept nowhere."""
    secret, purpose = new_secret(), purpose_of(link.purpose)
    link.digest, link.sent_at = digest_of(secret), clock.now()
    link.save(update_fields=["digest", "sent_at"])
    address = str(settings.HOLDFAST_ADDRESS) + reverse("links:door", args=[secret])
    text = _ADDRESS.format(
        asks=purpose.asks,
        partnership=link.partnership.name,
        until=day(london(link.expires_at).date()),
        address=address,
    )
    send_mail(f"Holdfast: {purpose.title}", text, None, [link.contact_email])
    return address


def send_new_code(link: Link) -> None:
    """Send a code in place of any earlier one."""
    code = new_code()
    link.code_digest = code_digest_of(link.pk, code)
    link.code_expires_at = clock.now() + CODE_LIVES
    link.save(update_fields=["code_digest", "code_expires_at"])
    minutes = int(CODE_LIVES.total_seconds() // 60)
    send_mail("Holdfast: your code", _CODE.format(code=code, minutes=minutes), None, [link.contact_email])
