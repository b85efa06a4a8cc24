"""Sessions: begun only after both factors, ended by the server when idle, too old, or told to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse

from holdfast.kernel import clock
from holdfast.stewardship.accounts import backend
from holdfast.stewardship.accounts.models import Account

POLL_HEADER = "X-Holdfast-Poll"
BEGAN, SEEN, PROVEN = "began_at", "seen_at", "proven_at"
IDLE_SENTENCE = "You were signed out because nothing was done for 30 minutes."
ABSOLUTE_SENTENCE = "You were signed out because 12 hours had passed since you signed in."


def begin(request: HttpRequest, account: Account) -> None:
    """Sign the account in, under a new session id. Call only when every factor asked for has been given."""
    login(request, account, backend=backend.PATH)
    now = clock.now().timestamp()
    request.session.update({BEGAN: now, SEEN: now, PROVEN: now})
    request.session.save()
    list_session(request, account)


def list_session(request: HttpRequest, account: Account) -> None:
    """Put the session on its owner's list, from where it can be ended."""
    UserSession.objects.create(
        user=account,
        session_key=request.session.session_key,
        ip=request.META.get("REMOTE_ADDR") or "::",
        user_agent=request.headers.get("User-Agent", "")[:200],
    )


def begin_anew(request: HttpRequest, account: Account) -> None:
    """After a new password: every session ends but this one, which gets a new id."""
    update_session_auth_hash(request, account)
    end_all(account, but=request.session.session_key)
    request.session.save()
    list_session(request, account)


def end(request: HttpRequest) -> None:
    """Sign out: the session is deleted on the server, so its cookie is worth nothing."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)


def renew(request: HttpRequest) -> None:
    """Give the session a new id, because what its owner may do has changed."""
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def end_all(account: Account, *, but: str | None = None) -> int:
    """End every session of the account (except the one with the key `but`); the number ended."""
    held = UserSession.objects.filter(user=account).exclude(session_key=but or "")
    keys = list(held.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    held.delete()
    return len(keys)


def end_one(account: Account, session_id: int) -> None:
    """End one session of the account's own; another account's is not found."""
    for held in UserSession.objects.filter(user=account, pk=session_id):
        Session.objects.filter(session_key=held.session_key).delete()
        held.delete()


@dataclass(frozen=True)
class OpenSession:
    """One place in which the account is signed in."""

    id: int
    browser: str
    began_at: datetime
    is_this_one: bool


def open_sessions(account: Account, this_key: str | None) -> tuple[OpenSession, ...]:
    """Where the account is signed in, newest first."""
    held = UserSession.objects.filter(user=account).order_by("-created_at")
    alive = set(
        Session.objects.filter(
            session_key__in=held.values("session_key"), expire_date__gt=clock.now()
        ).values_list("session_key", flat=True)
    )
    return tuple(
        OpenSession(row.pk, _browser(row.user_agent), row.created_at, row.session_key == this_key)
        for row in held
        if row.session_key in alive
    )


def is_poll(request: HttpRequest) -> bool:
    """Whether a page asks by itself for what has changed: that is not somebody being there."""
    return "version" in request.GET or "If-None-Match" in request.headers or POLL_HEADER in request.headers


class SessionLimits:
    """Ends sessions that are idle for 30 minutes or 12 hours old, whatever their cookie says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if reason := _why_over(request.session):
                end(request)
                request.user = AnonymousUser()
                messages.info(request, reason)
            elif not is_poll(request):
                _note_activity(request.session)
        return self.get_response(request)


def _why_over(session: Any) -> str:
    now = clock.now().timestamp()
    if now - session.setdefault(BEGAN, now) > settings.SESSION_COOKIE_AGE:
        return ABSOLUTE_SENTENCE
    return IDLE_SENTENCE if now - session.setdefault(SEEN, now) > settings.HOLDFAST_IDLE_SECONDS else ""


def _note_activity(session: Any) -> None:
    now = clock.now().timestamp()
    if now - session[SEEN] > settings.HOLDFAST_NOTED_SECONDS:
        session[SEEN] = now


_BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"))
_MORE_SYSTEMS = (("Mac OS", "Mac"), ("Linux", "Linux"))


def _browser(user_agent: str) -> str:
    """`Firefox on Windows`: enough to recognise one's own."""
    browser = next((word for mark, word in _BROWSERS if mark in user_agent), "A browser")
    system = next((word for mark, word in (*_SYSTEMS, *_MORE_SYSTEMS) if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser
