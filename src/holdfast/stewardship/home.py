"""The first page: what needs me now, from panels that higher apps offer."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from holdfast.stewardship.access.policy import PersonRequest, allow


@allow("GET")
def home(request: PersonRequest) -> HttpResponse:
    """What needs me now; says so kindly when nothing does."""
    return render(request, "stewardship/home.html", {"actor": request.actor})
