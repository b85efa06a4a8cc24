"""Asks again who it is before what matters most: user administration, exports, one's own sign-in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from holdfast.kernel import clock
from holdfast.stewardship.accounts.sessions import PROVEN

RECENT = timedelta(minutes=10)


def is_proven(request: HttpRequest) -> bool:
    """Whether the person showed within ten minutes that it is they; the demonstration never asks."""
    if not settings.HOLDFAST_SECOND_FACTOR:
        return True
    age = clock.now().timestamp() - request.session.get(PROVEN, 0)
    return bool(age <= RECENT.total_seconds())


def recently_proven(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let the view answer only someone who proved themselves lately; others are asked, then come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_proven(request):
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else request.path
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")

    return guarded
