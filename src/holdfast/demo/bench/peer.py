"""What pages are compared with: an empty page of ours, and Django's automatic admin over the same rows."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from holdfast.casework.children.models import Child
from holdfast.casework.missing.models import Episode
from holdfast.casework.panel.models import Listing
from holdfast.casework.risk.models import ListEntry
from holdfast.governance.actions.models import Action
from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.minutes.models import MinutesSection
from holdfast.governance.room.models import Presence
from holdfast.groups.models import Appointment
from holdfast.obligations.ledger.models import Obligation
from holdfast.stewardship.access.policy import Audience, allow


@allow("GET", audience=Audience.PERSON)
def empty(request: HttpRequest) -> HttpResponse:
    """Signing in, need to know and the frame, and nothing in it."""
    return render(request, "bench/empty.html")


class Open(admin.ModelAdmin):  # type: ignore[type-arg]
    """Shows fifty rows with the columns that our page shows."""

    list_per_page = 50
    list_select_related = True
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_add_permission = has_module_permission
    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission


class OpenSite(admin.AdminSite):
    """Whoever is signed in may look: what is measured is the page, not its guard."""

    def has_permission(self, request: HttpRequest) -> bool:
        return True


site = OpenSite(name="admin")
_COLUMNS: dict[type[Any], tuple[str, ...]] = {
    Meeting: ("starts_at", "group", "kind", "state", "place"),
    AgendaItem: ("position", "title", "kind", "lead", "opened_at"),
    Action: ("reference", "text", "agency", "owner", "due_on", "state"),
    Presence: ("person", "agency", "seat", "capacity", "arrived_at", "left_at"),
    MinutesSection: ("position", "heading", "text", "version"),
    Appointment: ("person", "seat", "from_on", "to_on"),
    Child: ("reference", "given_names", "family_name", "birth_on", "sex", "school"),
    Episode: ("child", "kind", "gone_from", "began_at", "ended_at", "grade"),
    ListEntry: ("child", "standing", "joined_at", "from_at", "review_on"),
    Listing: ("child", "position", "added_at", "was_on_last"),
    Obligation: ("says", "group", "owner_agency", "owner_person", "due_at", "met_at"),
}
for model, columns in _COLUMNS.items():
    site.register(model, type(f"{model.__name__}Admin", (Open,), {"list_display": columns}))
