"""Making a referral, with a draft that keeps itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from holdfast.casework.children.frontdoor.queries import route
from holdfast.casework.children.models import Child
from holdfast.casework.referrals import operations
from holdfast.casework.referrals.forms.receiving import ReferralForm
from holdfast.casework.referrals.models import ReferralDraft
from holdfast.casework.referrals.views.shared import url_of
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.forms import Form
from holdfast.web.pages import submit
from holdfast.web.submissions import FIELD, was_sent
from holdfast.web.words import clock_time

_NOT_KEPT = {"csrfmiddlewaretoken"}
LONGEST_DRAFT = 40_000


@allow("GET", "POST", permission=Permission.REFER)
def new_referral(request: PersonRequest) -> HttpResponse:
    """Refer a child. What was typed before and not sent stands there again."""
    child, draft = _asked_child(request), _draft(request)
    form = ReferralForm(request.POST or None, initial=draft if child is None else _known_of(child))

    def do(sent: dict[str, Any]) -> str:
        group = form.chosen_group() or refuse(
            "No group here discusses children yet. Call the front door instead."
        )
        made = operations.refer_child(
            by=request.actor, group=group, worry=form.worry(), role=sent["role"],
            telephone=sent["telephone"], child=child,
        )  # fmt: skip
        messages.success(request, f"Referral {made.reference} is on its way. You will hear what came of it.")
        return reverse("referrals:front-door", args=[made.pk]) if made.is_immediate_harm else url_of(made)

    return submit(
        request, form, do, title="Refer a child", button="Send the referral",
        template="referrals/new.html", back=reverse("referrals:list"), route=route(),
        has_draft=bool(draft) and child is None,
    )  # fmt: skip


def _asked_child(request: PersonRequest) -> Child | None:
    """The child whose page this comes from, if this person may see that record."""
    try:
        pk = UUID(request.GET.get("child", ""))
    except ValueError:
        return None
    found: Child | None = Child.objects.visible_to(request.actor).filter(pk=pk).first()
    return found


def _known_of(child: Child) -> dict[str, Any]:
    names = ("given_names", "family_name", "birth_on", "is_birth_estimated")
    return {name: getattr(child, name) for name in names}


def _draft(request: PersonRequest) -> dict[str, Any]:
    """What was typed and not sent; a last saving that overtook the sending of the form is not that."""
    found = ReferralDraft.objects.filter(person_id=request.actor.person_id).first()
    if found is None or was_sent(request, found.typed.get(FIELD, ""), reverse("referrals:new")):
        return {}
    return dict(found.typed)


@allow("POST", permission=Permission.REFER)
def draft(request: PersonRequest) -> HttpResponse:
    """Keep what has been typed so far."""
    names = [name for name in request.POST if name not in _NOT_KEPT]
    typed: dict[str, Any] = {name: request.POST[name] for name in names}
    typed["areas"] = request.POST.getlist("areas")
    day = [request.POST.get(f"birth_on_{part}", "") for part in ("day", "month", "year")]
    typed["birth_on"] = day if any(day) else None
    if sum(len(str(value)) for value in typed.values()) > LONGEST_DRAFT:
        return JsonResponse({"error": "too long"}, status=413)
    saved_at = operations.save_draft(by=request.actor, typed=typed)
    return JsonResponse({"saved_at": clock_time(saved_at)})


@allow("POST", permission=Permission.REFER)
def discarded_draft(request: PersonRequest) -> HttpResponse:
    """Throw the draft away."""

    def do(_: dict[str, Any]) -> str:
        operations.forget_draft(by=request.actor)
        messages.success(request, "The draft is gone.")
        return reverse("referrals:new")

    return submit(request, Form(request.POST), do, title="Throw the draft away", button="Throw away")
