"""Tells a page that has been open for long whether its session still stands."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.crypto import salted_hmac


def presence(request: HttpRequest) -> JsonResponse:
    """Who is signed in (a sign that tells two accounts apart, no more), and a fresh token for open forms.

    Asked with `X-Holdfast-Poll` it does not count as activity; asked without, somebody has been typing.
    """
    return JsonResponse({"who": sign_of(request), "token": get_token(request)})


def sign_of(request: HttpRequest) -> str:
    """A sign of the signed-in account, empty when there is none."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return salted_hmac("holdfast.web.presence", str(user.pk)).hexdigest()[:16]


def idle_seconds() -> int:
    """How long a session lasts with nobody there."""
    return int(settings.HOLDFAST_IDLE_SECONDS)
