"""The demonstration relaxes sign-in, so it answers nobody but this machine."""

import ipaddress
import os
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from holdfast.config.surroundings import SetupProblem

CAME_THROUGH = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_FORWARDED_HOST")


def require_loopback() -> None:
    """SetupProblem when the demonstration is asked to listen where others could reach it."""
    host = os.environ.get("HOLDFAST_HOST") or "127.0.0.1"
    if not _is_loopback(host):
        raise SetupProblem(f"HOLDFAST_HOST: the demonstration serves this machine alone, not {host}.")


class LoopbackOnlyMiddleware:
    """Refuses whoever is not on this machine, also behind a proxy on it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        through_proxy = any(name in request.META for name in CAME_THROUGH)
        if through_proxy or not _is_loopback(request.META.get("REMOTE_ADDR", "")):
            return HttpResponse(
                "The demonstration serves this machine alone.", status=403, content_type="text/plain"
            )
        return self.get_response(request)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
