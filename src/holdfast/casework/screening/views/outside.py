"""The form behind a link: for one person without an account, one submission, once."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from holdfast.casework.children.frontdoor.queries import route
from holdfast.casework.links.doors import behind_door, over
from holdfast.casework.links.models import Link
from holdfast.casework.links.operations import outsider, use_up
from holdfast.casework.screening import operations
from holdfast.casework.screening.models import Submission
from holdfast.casework.screening.outside import PURPOSE
from holdfast.casework.screening.views.filling import fill, keep
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.policy import Audience, allow

RECEIVED = "screening_received"


def _draft(link: Link) -> Submission:
    rows = Submission.objects.select_related("tool", "child")
    found: Submission = get_object_or_404(rows, pk=link.subject_id, link=link, received_at=None)
    return found


@behind_door(PURPOSE.key, "GET", "POST")
def outside(request: HttpRequest, link: Link) -> HttpResponseBase:
    """The form: saved to come back to with a new code, or sent, which ends the link."""
    draft = _draft(link)

    def send() -> str:
        sent = operations.send_submission(submission=draft, by=outsider(link))
        use_up(link)
        partnership = str(link.partnership_id)
        request.session[RECEIVED] = {
            "reference": sent.reference, "partnership": partnership, "urgent": sent.is_immediate,
        }  # fmt: skip
        return reverse("screening:received-outside")

    return fill(
        request, draft, send, saved=reverse("screening:saved-outside", args=[link.secret]), back="",
        autosave=reverse("screening:outside-autosave", args=[link.secret]), is_outside=True,
    )  # fmt: skip


@behind_door(PURPOSE.key, "POST")
def outside_autosave(request: HttpRequest, link: Link) -> HttpResponseBase:
    """Keep what was typed so far."""
    return keep(request, _draft(link))


@behind_door(PURPOSE.key, "GET")
def saved_outside(request: HttpRequest, link: Link) -> HttpResponseBase:
    """It was saved: how to come back to it."""
    return render(request, "screening/saved_outside.html", {"link": link})


@allow("GET", audience=Audience.ANYONE)
def received_outside(request: HttpRequest) -> HttpResponse:
    """Thank you, with a reference; in the browser that sent it, and nowhere else."""
    sent = request.session.get(RECEIVED)
    if sent is None:
        return over(request)
    request.actor = None  # type: ignore[attr-defined]
    set_need_to_know(UUID(sent["partnership"]))
    context = {"reference": sent["reference"], "is_urgent": sent["urgent"], "route": route()}
    return render(request, "screening/received_outside.html", context)
