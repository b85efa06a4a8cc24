"""Shows the components with invented content."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.web import errors
from holdfast.web.gallery.forms import EverythingForm
from holdfast.web.pages import form_page

ERRORS = {
    400: errors.bad_request,
    403: errors.permission_denied,
    404: errors.page_not_found,
    409: errors.conflict,
    413: errors.too_large,
    500: errors.server_error,
    503: errors.unavailable,
}


@dataclass(frozen=True)
class ShownFinding:
    """Looks like a finding of the charter."""

    met: bool | None
    reason: str
    clauses: tuple[str, ...] = ()


FINDINGS = (
    ShownFinding(True, "quorate: police, health and social care are here.", ("6.2",)),
    ShownFinding(False, "not quorate: no one from health.", ("6.2", "6.3")),
    ShownFinding(None, "the terms state no quorum.", ("6",)),
)


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component on one page."""
    return render(request, "gallery/all.html", {"findings": FINDINGS, "form": EverythingForm()})


def form(request: HttpRequest) -> HttpResponse:
    """Every field, and what it says when it is wrong."""
    form = EverythingForm(request.POST or None, request.FILES or None)
    return form_page(
        request, form, title="Record an action", button="Record the action", back=reverse("gallery:all")
    )


def error(request: HttpRequest, status: int) -> HttpResponse:
    """An error page."""
    return ERRORS.get(status, errors.page_not_found)(request)
