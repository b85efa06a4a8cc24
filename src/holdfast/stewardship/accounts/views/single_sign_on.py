"""The two ends of single sign-on: allauth's views, under policies of ours."""

from __future__ import annotations

from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase

from holdfast.stewardship.access.policy import Audience, allow
from holdfast.stewardship.accounts.single_sign_on import PROVIDER


@allow("POST", audience=Audience.ANYONE)
def go(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Off to the organisation's own sign-in."""
    _check(provider_id)
    answer: HttpResponseBase = views.login(request, provider_id)
    return answer


@allow("GET", audience=Audience.ANYONE)
def answer(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from it, with a code that is exchanged behind the scenes."""
    _check(provider_id)
    response: HttpResponseBase = views.callback(request, provider_id)
    return response


def _check(provider_id: str) -> None:
    if provider_id != PROVIDER or not settings.HOLDFAST_OIDC_NAME:
        raise Http404
