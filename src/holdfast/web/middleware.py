"""The headers that every answer carries, and the page shown when a rule refuses what was asked."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from holdfast.kernel.finding import Refused
from holdfast.web.errors import refused

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


class Refusals:
    """Shows a refusal that no view caught as a page with its reason and clauses."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """409 for a refusal of the charter's; everything else goes on."""
        return refused(request, exception.finding) if isinstance(exception, Refused) else None


def _is_signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user is not None and user.is_authenticated)
