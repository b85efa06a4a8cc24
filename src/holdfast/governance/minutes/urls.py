"""Addresses of minutes."""

from django.urls import path

from holdfast.governance.minutes import views

app_name = "minutes"
_ONE = "meetings/<uuid:meeting_id>/minutes/"
urlpatterns = [
    path("minutes/", views.minutes_list, name="list"),
    path(_ONE, views.minutes, name="minutes"),
    path(f"{_ONE}file.<str:kind>", views.minutes_file, name="file"),
    path(f"{_ONE}sections/<uuid:section_id>/", views.section, name="section"),
    path(f"{_ONE}check/", views.check, name="check"),
    path(f"{_ONE}approval/", views.approval, name="approval"),
    path(f"{_ONE}distribution/", views.distribution, name="distribution"),
]
