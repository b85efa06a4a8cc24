"""The mailbox: what Holdfast would have sent by email to the invented person who is signed in."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from holdfast.demo.models import DemoMessage
from holdfast.demo.showing import shown
from holdfast.stewardship.access.policy import Audience, allow
from holdfast.stewardship.accounts.models import Account, account_of
from holdfast.web.shell import NavigationItem
from holdfast.web.tables import paged


@allow("GET", audience=Audience.SIGNED_IN)
def mailbox(request: HttpRequest) -> HttpResponse:
    """All that was sent to them, the newest first."""
    page = paged(request, _own(request).order_by("-sent_at", "-pk"))
    rows = [(reverse("demo:letter", args=[row.pk]), row.subject, row.sent_at) for row in page.rows]
    context = {"page": page, "rows": rows, "outside": reverse("demo:outside")}
    return render(request, "demo/mailbox.html", context)


@allow("GET", audience=Audience.SIGNED_IN)
def outside(request: HttpRequest) -> HttpResponse:
    """What was sent to people without an account, such as links and their codes."""
    page = paged(request, _to_outside().order_by("-sent_at", "-pk"))
    rows = [
        (reverse("demo:letter", args=[row.pk]), f"{row.subject}, to {row.address}", row.sent_at)
        for row in page.rows
    ]
    context = {"page": page, "rows": rows, "back": reverse("demo:mailbox")}
    return render(request, "demo/mailbox_outside.html", context)


@allow("GET", audience=Audience.SIGNED_IN)
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """One letter, with its page shown as a part of ours: nothing in it runs, nothing is fetched."""
    found = get_object_or_404(_own(request) | _to_outside(), pk=number)
    is_own = found.address == account_of(request).email.lower()
    context = {"letter": found, "back": reverse("demo:mailbox" if is_own else "demo:outside")}
    context["shown"] = shown(found.html, site=settings.HOLDFAST_ADDRESS)
    return render(request, "demo/letter.html", context)


def _own(request: HttpRequest) -> QuerySet[DemoMessage]:
    if not settings.HOLDFAST_INVENTED:
        raise Http404
    return DemoMessage.objects.filter(address=account_of(request).email.lower())


def _to_outside() -> QuerySet[DemoMessage]:
    if not settings.HOLDFAST_INVENTED:
        raise Http404
    return DemoMessage.objects.exclude(address__in=Account.objects.values("email"))


def navigation(request: HttpRequest) -> NavigationItem | None:
    """A link for whoever is signed in."""
    if not request.user.is_authenticated:
        return None
    return NavigationItem("Mailbox", reverse("demo:mailbox"), order=950)
