"""Addresses of children: codes and ids, never a name."""

from django.urls import path

from holdfast.casework.children.views import listing, record

app_name = "children"
_ONE = "children/<uuid:child_id>/"
urlpatterns = [
    path("children/", listing.child_list, name="list"),
    path(_ONE, record.child, name="child"),
]
