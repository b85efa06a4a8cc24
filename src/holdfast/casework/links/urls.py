"""Addresses of links."""

from django.urls import path

from holdfast.casework.links import sent, views

app_name = "links"
urlpatterns = [
    path("links/", sent.sent, name="sent"),
    path("links/<uuid:link_id>/again/", sent.again, name="again"),
    path("links/<uuid:link_id>/withdrawal/", sent.withdrawal, name="withdrawal"),
    path("invited/<str:secret>/", views.door, name="door"),
    path("invited/<str:secret>/code-request/", views.code_request, name="code-request"),
    path("invited/<str:secret>/code/", views.code, name="code"),
]
