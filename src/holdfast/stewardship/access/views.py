"""Which role may do what, in plain words; and what the signed-in person may do here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.access.queries import own_permissions_page, permissions_page


@allow("GET", permission=Permission.SEE_PARTNERSHIP)
def permissions(request: HttpRequest) -> HttpResponse:
    """Roles by permissions, as a table."""
    return render(request, "stewardship/permissions.html", {"page": permissions_page()})


@allow("GET")
def own_permissions(request: PersonRequest) -> HttpResponse:
    """What may I do here, and by which role."""
    return render(request, "stewardship/own_permissions.html", {"page": own_permissions_page(request.actor)})
