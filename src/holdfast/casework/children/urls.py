"""Addresses of children: codes and ids, never a name."""

from django.urls import path

from holdfast.casework.children.addresses import PATTERNS
from holdfast.casework.children.views import details, listing, merging, record, rows, searching

app_name = "children"
_ONE = "children/<uuid:child_id>/"
urlpatterns = [
    path("children/", listing.child_list, name="list"),
    path("children/search/", searching.search, name="search"),
    path("children/new/", searching.new_child, name="new"),
    path(_ONE, record.child, name="child"),
    path(f"{_ONE}details/", details.details, name="details"),
    path(f"{_ONE}history/", details.history, name="history"),
    path(f"{_ONE}identity/", details.identity, name="identity"),
    path(f"{_ONE}circumstances/", details.circumstances, name="circumstances"),
    path(f"{_ONE}names/new/", rows.new_name, name="new-name"),
    path(f"{_ONE}names/<uuid:name_id>/end/", rows.end_name, name="end-name"),
    path(f"{_ONE}numbers/new/", rows.new_number, name="new-number"),
    path(f"{_ONE}numbers/<uuid:number_id>/end/", rows.end_number, name="end-number"),
    path(f"{_ONE}addresses/new/", rows.new_address, name="new-address"),
    path(f"{_ONE}addresses/<uuid:address_id>/end/", rows.end_address, name="end-address"),
    path(f"{_ONE}characteristics/", rows.characteristics, name="characteristics"),
    path(f"{_ONE}others/", merging.others, name="others"),
    path(f"{_ONE}others/<uuid:other_child_id>/", merging.merge, name="others-merge"),
    path(f"{_ONE}merges/<uuid:merge_id>/", merging.undoing, name="undo-merge"),
    *PATTERNS,
]
