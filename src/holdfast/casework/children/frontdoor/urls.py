"""Addresses of the front door."""

from django.urls import path

from holdfast.casework.children.frontdoor import views

app_name = "frontdoor"
urlpatterns = [
    path("front-door/", views.front_door, name="route"),
    path("front-door/details/", views.stated, name="details"),
]
