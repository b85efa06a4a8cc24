"""Addresses of links."""

from django.urls import path

from holdfast.casework.links import views

app_name = "links"
urlpatterns = [
    path("invited/<str:secret>/", views.door, name="door"),
    path("invited/<str:secret>/code-request/", views.code_request, name="code-request"),
    path("invited/<str:secret>/code/", views.code, name="code"),
]
