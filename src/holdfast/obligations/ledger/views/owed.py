"""Each person's one list, and saying in its rows that something is done."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.kernel import clock
from holdfast.obligations.ledger.queries import owed
from holdfast.obligations.ledger.queries.owed import Whose
from holdfast.obligations.ledger.queries.rows import owed_rows
from holdfast.obligations.ledger.views.shared import held_in, tally_in
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.identifiers import uuid_or_none
from holdfast.web.tables import paged

TABS = {Whose.MINE: "What I owe", Whose.AGENCY: "What my agency owes", Whose.TO_ME: "What is owed to me"}


@allow("GET")
def owed_list(request: PersonRequest) -> HttpResponse:
    """What I owe, what my agency owes or what is owed to me, the most pressing first."""
    actor, held, now = request.actor, held_in(request), clock.now()
    whose = whose_in(request.GET.get("whose", ""))
    page = paged(request, owed.outstanding(actor, held, whose))
    context = {
        "whose": whose.value,
        "tabs": _tabs(whose),
        "page": page,
        "bands": owed.banded(owed_rows(page.rows, actor, held, now)),
        "tally": tally_in(request),
        "stated": owed.just_stated(actor, held, uuid_or_none(request.GET.get("said", ""))),
        "agency": actor.agency_name,
        "may_chase": actor.may(Permission.CHASE),
    }
    return render(request, "ledger/owed.html", context)


def whose_in(text: str) -> Whose:
    """The list that an address asks for; one's own if it asks for none."""
    return Whose(text) if text in set(Whose) else Whose.MINE


def _tabs(current: Whose) -> list[dict[str, object]]:
    here = reverse("ledger:owed")
    return [
        {
            "text": text,
            "href": here if whose is Whose.MINE else f"{here}?whose={whose}",
            "current": whose is current,
        }
        for whose, text in TABS.items()
    ]
