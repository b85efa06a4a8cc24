"""Addresses of attendance."""

from django.urls import path

from holdfast.governance.attendance import views

app_name = "attendance"
urlpatterns = [
    path("groups/<uuid:group_id>/attendance/", views.attendance, name="attendance"),
    path("groups/<uuid:group_id>/attendance/export.<str:kind>", views.attendance_export, name="export"),
]
