"""Shows the components with invented content."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.kernel.finding import Finding
from holdfast.web import errors
from holdfast.web.gallery.forms import EverythingForm, FilterForm
from holdfast.web.pages import form_page
from holdfast.web.tables import Page

ERRORS: dict[int, Callable[[HttpRequest], HttpResponse]] = {
    400: errors.bad_request,
    403: errors.permission_denied,
    404: errors.page_not_found,
    409: errors.conflict,
    413: errors.too_large,
    500: errors.server_error,
    503: errors.unavailable,
}


NOTES = ("the deputy for health has sent apologies too",)
FINDINGS = (
    Finding(met=True, reason="quorate: police, health and social care are here.", clauses=("6.2",)),
    Finding(met=False, reason="not quorate: no one from health.", clauses=("6.2", "6.3"), notes=NOTES),
    Finding(met=None, reason="the terms state no quorum.", clauses=("6",)),
)

ACTIONS = (
    ("Police to visit the flat", "Overdue", "red", 12),
    ("Health to share the plan with school", "Due today", "orange", 0),
    ("Write to the housing association about the stairwell lights", "Done", "green", 3),
)


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component on one page."""
    at = datetime(2026, 3, 3, 14, 30, tzinfo=UTC)
    context = {
        "findings": FINDINGS,
        "actions": ACTIONS,
        "due": at,
        "now": at + timedelta(days=2),
        "filter_form": FilterForm(request.GET or None),
        "page": Page(ACTIONS, 2, "?page=1", "?page=3"),
        "offered": [],
    }
    return render(request, "gallery/all.html", context)


def form(request: HttpRequest) -> HttpResponse:
    """Every field, and what it says when it is wrong."""
    form = EverythingForm(request.POST or None, request.FILES or None)
    return form_page(
        request, form, title="Record an action", button="Record the action", back=reverse("gallery:all")
    )


def error(request: HttpRequest, status: int) -> HttpResponse:
    """An error page."""
    return ERRORS.get(status, errors.page_not_found)(request)
