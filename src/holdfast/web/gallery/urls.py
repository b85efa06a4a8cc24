"""Addresses of the gallery."""

from django.urls import path

from holdfast.web.gallery import live, views

app_name = "gallery"
urlpatterns = [
    path("", views.gallery, name="all"),
    path("form/", views.form, name="form"),
    path("live/", live.live, name="live"),
    path("live/note/", live.note, name="note"),
    path("live/follow/", live.follow, name="follow"),
    path("errors/<int:status>/", views.error, name="error"),
]
