"""Addresses of assurance."""

from django.urls import path

from holdfast.insight.compliance.views import across, group, rows

app_name = "compliance"
_GROUP = "groups/<uuid:group_id>/assurance/"
urlpatterns = [
    path("assurance/", across.across, name="across"),
    path("assurance/file.<str:kind>", across.across_file, name="across-file"),
    path("assurance/obligations/", rows.obligations, name="rows"),
    path("assurance/obligations/file.<str:kind>", rows.obligations_file, name="rows-file"),
    path(_GROUP, group.group, name="group"),
    path(f"{_GROUP}file.<str:kind>", group.group_file, name="file"),
    path(f"{_GROUP}meetings/", group.meetings, name="meetings"),
]
