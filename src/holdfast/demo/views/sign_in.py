"""The first screen: whom to be, and what to try. Routed in the demonstration's settings alone."""

from __future__ import annotations

from itertools import groupby

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from holdfast.demo.models import DemoSignIn
from holdfast.stewardship.access.policy import Audience, allow
from holdfast.stewardship.accounts import pending, sessions


@allow("GET", "POST", audience=Audience.ANYONE)
def sign_in(request: HttpRequest) -> HttpResponse:
    """One press signs in as an invented person; nothing else than the demonstration ever answers."""
    if not settings.HOLDFAST_INVENTED or settings.HOLDFAST_SECOND_FACTOR:
        raise Http404
    if request.method == "POST":
        return _sign_in_as(request, request.POST.get("as", ""))
    offers = DemoSignIn.objects.order_by("position", "id")
    areas = [(name, list(rows)) for name, rows in groupby(offers, key=lambda offer: offer.partnership_name)]
    return render(request, "demo/sign_in.html", {"areas": areas})


def _sign_in_as(request: HttpRequest, chosen: str) -> HttpResponse:
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 10):
        raise Http404
    offer = get_object_or_404(DemoSignIn.objects.select_related("account"), pk=int(chosen))
    if request.user.is_authenticated:
        sessions.end(request)
    sessions.begin(request, offer.account)
    return redirect(pending.safe_next(request, request.GET.get("next", "")))
