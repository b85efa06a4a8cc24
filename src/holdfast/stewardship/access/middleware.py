"""One transaction a request, with sight of the current partnership only; undeclared views are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.policy import Audience, Policy
from holdfast.stewardship.accounts import sessions
from holdfast.stewardship.accounts.partnerships import acting_again, enter, partnerships_of, person_in
from holdfast.web.errors import wrong_method
from holdfast.web.masking import answering, mask_answer

SESSION_PARTNERSHIP = "partnership"
SESSION_PERSON = "person"
SESSION_RIGHTS = "rights"


class NeedToKnowMiddleware:
    """One transaction a request; rolled back when the answer is an error; `request.actor` set inside it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            request.actor = None  # type: ignore[attr-defined]
            if request.user.is_authenticated:
                request.actor = _actor_of(request)  # type: ignore[attr-defined]
            else:
                set_need_to_know(None)
            with answering(request):
                response = self.get_response(request)
                mask_answer(response)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        policy: Policy | None = getattr(view, "policy", None)
        if policy is None:
            _refuse_undeclared(view)
            return None
        if policy.audience is Audience.ANYONE:
            return None if request.method in _allowed(policy) else wrong_method(request, policy.methods)
        if not request.user.is_authenticated:
            # What a form was sent to shows nothing after signing in.
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        return _guard(request, policy)


def _allowed(policy: Policy) -> tuple[str, ...]:
    return (*policy.methods, "HEAD") if "GET" in policy.methods else policy.methods


def _guard(request: HttpRequest, policy: Policy) -> HttpResponseBase | None:
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    if policy.audience is Audience.PERSON and actor is None:
        return _to_partnerships(request)
    if policy.permission is not None and (actor is None or not actor.may(policy.permission)):
        raise PermissionDenied(f"This needs the permission: {policy.permission.value.lower()}.")
    if request.method not in _allowed(policy):
        return wrong_method(request, policy.methods)
    return None


def _to_partnerships(request: HttpRequest) -> HttpResponseBase:
    going_to = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{reverse('stewardship:partnerships')}?{urlencode({'next': going_to})}")


def _refuse_undeclared(view: Callable[..., Any]) -> None:
    """Views of libraries are let through by module, from settings; anything else undeclared is refused."""
    module = getattr(view, "__module__", "")
    if any(module == name or module.startswith(f"{name}.") for name in settings.HOLDFAST_LIBRARY_VIEWS):
        return
    raise PermissionDenied("This page declares no policy.")


def _actor_of(request: HttpRequest) -> Actor | None:
    """The person of the session's partnership, or of the account's only one.

    None while none is chosen, and from the moment that access to the chosen one has ended.
    """
    account_id: UUID = request.user.pk  # type: ignore[assignment]
    chosen = request.session.get(SESSION_PARTNERSHIP)
    if chosen is None:
        return _enter_the_only_one(request, account_id)
    actor = _actor_in(UUID(chosen), account_id, request.session.get(SESSION_PERSON))
    if actor is None:
        set_need_to_know(None, account_id=account_id)
        return None
    _renew_at_change_of_rights(request, actor)
    return actor


def _actor_in(partnership_id: UUID, account_id: UUID, was: str | None) -> Actor | None:
    """Who they are there now: most often who they were at their last request."""
    if was and (actor := acting_again(partnership_id, account_id, UUID(was))):
        return actor
    person = person_in(partnership_id, account_id)
    return actor_for(person) if person is not None else None


def _enter_the_only_one(request: HttpRequest, account_id: UUID) -> Actor | None:
    set_need_to_know(None, account_id=account_id)
    choices = partnerships_of(account_id)
    if len(choices) != 1:
        return None
    actor = enter(account_id, choices[0].partnership_id)
    if actor is not None:
        remember(request, actor)
    return actor


def remember(request: HttpRequest, actor: Actor) -> None:
    """Keep in the session which partnership was entered, as whom, with which rights."""
    request.session[SESSION_PARTNERSHIP] = str(actor.partnership_id)
    request.session[SESSION_PERSON] = str(actor.person_id)
    request.session[SESSION_RIGHTS] = actor.rights


def _renew_at_change_of_rights(request: HttpRequest, actor: Actor) -> None:
    """A session whose owner may do more or less than before gets a new id (a page's own polling waits)."""
    if request.session.get(SESSION_RIGHTS) == actor.rights or sessions.is_poll(request):
        return
    if SESSION_RIGHTS in request.session:
        sessions.renew(request)
    request.session[SESSION_RIGHTS] = actor.rights
