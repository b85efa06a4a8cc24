"""Who is behind a link: finding it by its secret, judging a code, and remembering who has come in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare

from holdfast.casework.links.keys import MOST_WRONG_CODES, code_digest_of, digest_of, digits_of
from holdfast.casework.links.models import Link
from holdfast.casework.links.operations import outsider
from holdfast.kernel import clock
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.policy import Audience, allow
from holdfast.stewardship.accounts import sessions, throttle
from holdfast.stewardship.trail.record import record

View = Callable[..., HttpResponseBase]
SESSION = "opened_links"
# Without a sign of life for so long, a code is asked for again; drafts are kept meanwhile.
STAYS_OPEN = timedelta(hours=2)


def find_link(request: HttpRequest, secret: str) -> Link | None:
    """The live link with this secret. From here on the request sees its partnership's rows, as nobody of it.

    Asks a SECURITY DEFINER function: row-level security hides all rows before a partnership is known.
    """
    with connection.cursor() as cursor:
        cursor.execute("select partnership_id, link_id from live_link(%s)", [digest_of(secret)])
        row = cursor.fetchone()
    request.actor = None  # type: ignore[attr-defined]  # whoever is signed in here acts as the link's contact
    if row is None:
        set_need_to_know(None)
        return None
    set_need_to_know(row[0])
    found: Link | None = Link.objects.live().select_related("partnership").filter(pk=row[1]).first()
    return found


@transaction.atomic
def accept_code(request: HttpRequest, link: Link, typed: str) -> bool:
    """Whether the code is the one last sent, in time; if so it is used up, and this browser has come in."""
    held: Link = Link.objects.select_for_update().get(pk=link.pk)
    sent = code_digest_of(held.pk, digits_of(typed))
    in_time = held.code_expires_at is not None and held.code_expires_at > clock.now()
    if not (in_time and constant_time_compare(sent, held.code_digest)):
        _note_wrong_code(held)
        return False
    held.code_digest, held.code_expires_at = "", None
    held.opened_at = held.opened_at or clock.now()
    held.save(update_fields=["code_digest", "code_expires_at", "opened_at"])
    throttle.forgive("link code", held.pk)
    record("opened link", held, by=outsider(held))
    _let_in(request, held)
    return True


def _note_wrong_code(link: Link) -> None:
    link.wrong_codes += 1
    if link.wrong_codes >= MOST_WRONG_CODES:
        link.ended_at = clock.now()
        record("ended link", link, by=outsider(link))
    link.save(update_fields=["wrong_codes", "ended_at"])


def _let_in(request: HttpRequest, link: Link) -> None:
    """Remember it in this browser's session alone, under a new id."""
    sessions.renew(request)
    _remember(request, link)


def _remember(request: HttpRequest, link: Link) -> None:
    until = (clock.now() + STAYS_OPEN).timestamp()
    request.session[SESSION] = request.session.get(SESSION, {}) | {str(link.pk): [link.digest, until]}


def has_come_in(request: HttpRequest, link: Link) -> bool:
    """Whether this browser gave the code for this very address, and was seen since then."""
    digest, until = request.session.get(SESSION, {}).get(str(link.pk), ["", 0])
    now = clock.now().timestamp()
    if digest != link.digest or until < now:
        return False
    if until - now < STAYS_OPEN.total_seconds() / 2:
        _remember(request, link)
    return True


def over(request: HttpRequest) -> HttpResponse:
    """The same page for what never was, what is used, ended or too old."""
    return render(request, "links/over.html", status=404)


def behind_door(purpose: str, *methods: str) -> Callable[[View], View]:
    """Declare a page behind a link: `@behind_door("screening", "GET", "POST")` on `view(request, link)`.

    Its address takes `secret`. Without the code first it leads to the door; with a link for another purpose,
    nowhere.
    """

    def declare(view: View) -> View:
        @allow(*methods, audience=Audience.ANYONE)
        @wraps(view)
        def guarded(request: HttpRequest, secret: str, **more: Any) -> HttpResponseBase:
            link = find_link(request, secret)
            if link is None or link.purpose != purpose:
                return over(request)
            if not has_come_in(request, link):
                return redirect("links:door", secret)
            link.secret = secret
            return view(request, link, **more)

        return guarded

    return declare
