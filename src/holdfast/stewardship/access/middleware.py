"""One transaction a request, with sight of the current partnership only; undeclared views are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect

from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.policy import Audience, Policy
from holdfast.stewardship.tenancy.models import Person

SESSION_PARTNERSHIP = "partnership"


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
            response = self.get_response(request)
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
            return None if request.method in _allowed(policy) else HttpResponseNotAllowed(policy.methods)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return _guard(request, policy)


def _allowed(policy: Policy) -> tuple[str, ...]:
    return (*policy.methods, "HEAD") if "GET" in policy.methods else policy.methods


def _guard(request: HttpRequest, policy: Policy) -> HttpResponseBase | None:
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    if policy.audience is Audience.PERSON and actor is None:
        return redirect("stewardship:partnerships")
    if policy.permission is not None and (actor is None or not actor.may(policy.permission)):
        raise PermissionDenied(f"This needs the permission: {policy.permission.value.lower()}.")
    if request.method not in _allowed(policy):
        return HttpResponseNotAllowed(policy.methods)
    return None


def _refuse_undeclared(view: Callable[..., Any]) -> None:
    """Views of libraries are let through by module, from settings; anything else undeclared is refused."""
    module = getattr(view, "__module__", "")
    if any(module == name or module.startswith(f"{name}.") for name in settings.HOLDFAST_LIBRARY_VIEWS):
        return
    raise PermissionDenied("This page declares no policy.")


def _actor_of(request: HttpRequest) -> Actor | None:
    """The person of the session's partnership, or of the account's only one; None when there is none."""
    account_id: UUID = request.user.pk  # type: ignore[assignment]
    chosen = request.session.get(SESSION_PARTNERSHIP)
    set_need_to_know(UUID(chosen) if chosen else None, account_id=account_id)
    person = (
        Person.objects.select_related("partnership", "agency")
        .filter(account_id=account_id, left_on__isnull=True)
        .first()
        if chosen
        else None
    )
    if person is None:
        return None
    set_need_to_know(person.partnership_id, person.id, account_id)
    return actor_for(person)
