"""The headers that every answer carries: a strict content policy, and nothing kept by the browser."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
}
_PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


def content_policy() -> str:
    """The policy; `HOLDFAST_FORM_ACTIONS` adds where a sign-in form may lead (a single sign-on provider)."""
    forms = " ".join(["'self'", *getattr(settings, "HOLDFAST_FORM_ACTIONS", ())])
    return "; ".join(f"{name} {value}" for name, value in {**_POLICY, "form-action": forms}.items())


def headers(get_response: Answer) -> Answer:
    """Put the headers on every answer; a view that set its own `Cache-Control` keeps it."""
    policy = content_policy()

    def answer(request: HttpRequest) -> HttpResponse:
        was_signed_in = _is_signed_in(request)
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if was_signed_in and not _is_signed_in(request):
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    return answer


def _is_signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user is not None and user.is_authenticated)
